"""Work for an assignment, handed in by API."""

import base64
import binascii
import io
from uuid import UUID

from flask import g

from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.files.errors import FileTooLarge, WrongKind
from hub.files.rules import LARGEST
from hub.files.services import Stored, store_document
from hub.learning.study.api.groups import CLASS, READS, WRITES, endpoints, reader_at
from hub.learning.study.errors import AlreadyPassed, NothingHandedIn
from hub.learning.study.queries.assignments import files_of, work_stands
from hub.learning.study.queries.reading import assignment_of
from hub.learning.study.schemas.assignments import (
    AssignmentShown,
    WorkFileSent,
    WorkSent,
    WorkShown,
)
from hub.learning.study.services import assignments
from hub.web.api import Endpoint

ASSIGNMENT = f"{CLASS}/assignments/<key>"


@endpoints.serves(
    Endpoint(
        "GET",
        ASSIGNMENT,
        "An assignment, and what you have handed in for it",
        answers=AssignmentShown,
        refuses=READS,
    )
)
def class_assignment(class_id: UUID, key: str) -> AssignmentShown:
    reader = reader_at(class_id)
    stands = work_stands(reader.enrolment, key) if reader.enrolment else None
    return AssignmentShown.of(assignment_of(reader.run, key), stands, class_id=reader.run.id)


def store_work_files(class_id: UUID, key: str, *, body: WorkSent) -> None:
    """Looked through before the transaction, for that takes its time; nothing is kept of what would
    be refused anyway."""
    reader = reader_at(class_id)
    assignments.may_hand_in(reader.learner, key, files=len(body.files), by=reader.person)
    g.stored = [_stored(n, file) for n, file in enumerate(body.files)]


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ASSIGNMENT}/submissions",
        "Hand in work",
        answers=WorkShown,
        status=201,
        scope=WRITES,
        body=WorkSent,
        beforehand=store_work_files,
        largest_body=LARGEST * 4 // 3 + 65536,
        refuses=(*READS, AlreadyPassed, NothingHandedIn, Conflict, FileTooLarge, WrongKind),
        location="/classes/{class_id}/submissions/{id}",
        note="Each time anew; the newest is marked. All files together may have"
        f" {LARGEST // 1024 // 1024} MB here.",
    )
)
def hand_in_class_work(class_id: UUID, key: str, *, body: WorkSent) -> WorkShown:
    reader = reader_at(class_id)
    work = assignments.hand_in_work(
        reader.learner, key, text=body.text, files=g.stored, by=reader.person
    )
    found = files_of([work.id])
    return WorkShown.of(work, assignment_of(reader.run, key), files=found.get(work.id, ()))


def _stored(number: int, file: WorkFileSent) -> Stored:
    try:
        content = base64.b64decode(file.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        sentence = _("This is not base64.")
        raise Invalid(sentence, errors={f"files.{number}.content": [sentence]}) from wrong
    return store_document(io.BytesIO(content), file.name, limits=assignments.WORK_LIMITS)
