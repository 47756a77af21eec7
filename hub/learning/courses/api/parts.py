"""The parts of a draft, one by one: lessons, quizzes, assignments, and the files of lessons."""

import base64
import binascii
from uuid import UUID

from flask import g

from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.files.errors import FileTooLarge, WrongKind
from hub.files.rules import LARGEST
from hub.learning.courses import queries, services
from hub.learning.courses.api.groups import (
    MANAGE,
    STAFF,
    VERSION,
    WRITES,
    endpoints,
    kept_version,
)
from hub.learning.courses.errors import VersionFrozen
from hub.learning.courses.models import CourseVersion
from hub.learning.courses.schemas.courses import VersionShown
from hub.learning.courses.schemas.parts import (
    FileMeant,
    FileSent,
    PartMoved,
    PartSent,
    PartShown,
)
from hub.web.api import Endpoint
from hub.web.api.versions import expect_version

PART = f"{VERSION}/parts/<key>"
FILES = f"{PART}/files"


@endpoints.serves(
    Endpoint(
        "GET",
        PART,
        "One part of a version",
        answers=PartShown,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound,),
        note="With the right answers, for those who keep the course.",
    )
)
def course_part(course_id: UUID, number: int, *, key: str) -> PartShown:
    found = kept_version(course_id, number)
    queries.item_called(found, key)
    return PartShown.of(found, key)


@endpoints.serves(
    Endpoint(
        "PUT",
        PART,
        "Write a part of a draft",
        answers=PartShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=PartSent,
        versioned=True,
        refuses=(NotFound, VersionFrozen, Conflict),
        note="One with a new key is put to the end of the outline.",
    )
)
def put_course_part(course_id: UUID, number: int, *, key: str, body: PartSent) -> PartShown:
    found, by = _seen(course_id, number), signed_in_person()
    draft = services.understood_part({**body.part, "key": key})
    if any(item.key == key for item in queries.version_items(found)):
        services.change_item(found, key, draft=draft, by=by)
    else:
        services.add_item(found, draft, by=by)
    return PartShown.of(found, key)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PART}/move",
        "Move a part of a draft",
        answers=VersionShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=PartMoved,
        versioned=True,
        refuses=(NotFound, VersionFrozen, Conflict),
    )
)
def move_course_part(course_id: UUID, number: int, *, key: str, body: PartMoved) -> VersionShown:
    found = _seen(course_id, number)
    services.move_item(found, key, by_steps=body.steps, by=signed_in_person())
    return VersionShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        PART,
        "Take a part out of a draft",
        answers=VersionShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, VersionFrozen, Conflict),
    )
)
def remove_course_part(course_id: UUID, number: int, *, key: str) -> VersionShown:
    found = _seen(course_id, number)
    services.remove_item(found, key, by=signed_in_person())
    return VersionShown.of(found)


def store_lesson_file(course_id: UUID, number: int, *, key: str, body: FileSent) -> None:
    """Looked through before the transaction, for that takes its time."""
    queries.lesson_called(kept_version(course_id, number), key)
    try:
        content = base64.b64decode(body.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        sentence = _("This is not base64.")
        raise Invalid(sentence, errors={"content": [sentence]}) from wrong
    g.stored = services.store_file(body.name, content)


@endpoints.serves(
    Endpoint(
        "POST",
        FILES,
        "Put a picture or a file to a lesson",
        answers=PartShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=FileSent,
        beforehand=store_lesson_file,
        largest_body=LARGEST * 4 // 3 + 4096,
        versioned=True,
        refuses=(NotFound, VersionFrozen, Conflict, FileTooLarge, WrongKind),
        note="One of that name is replaced.",
    )
)
def add_lesson_file(course_id: UUID, number: int, *, key: str, body: FileSent) -> PartShown:
    found = _seen(course_id, number)
    lesson = queries.lesson_called(found, key)
    by = signed_in_person()
    services.add_file(lesson, body.name, stored=g.stored, title=dict(body.title), by=by)
    return PartShown.of(found, key)


@endpoints.serves(
    Endpoint(
        "DELETE",
        FILES,
        "Take a file away from a lesson",
        answers=PartShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        query=FileMeant,
        versioned=True,
        refuses=(NotFound, VersionFrozen, Conflict),
    )
)
def remove_lesson_file(course_id: UUID, number: int, *, key: str, query: FileMeant) -> PartShown:
    found = _seen(course_id, number)
    lesson = queries.lesson_called(found, key)
    services.remove_file(lesson, query.name, by=signed_in_person())
    return PartShown.of(found, key)


def _seen(course_id: UUID, number: int) -> CourseVersion:
    """The version as the caller saw it, kept from others until we are done."""
    found = kept_version(course_id, number)
    lock(found)
    expect_version(found.version)
    return found
