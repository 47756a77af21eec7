"""Work that was handed in, for who marks it; one's own, too."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.enrolments.queries.finding import run_seen
from hub.learning.study.api.groups import (
    CLASS,
    READS,
    WRITES,
    content_of,
    endpoints,
    reader_at,
    run_to_teach,
)
from hub.learning.study.errors import MarkedMeanwhile, NewerWork
from hub.learning.study.models import Submission
from hub.learning.study.queries import assignments as queries
from hub.learning.study.queries.reading import Reader
from hub.learning.study.schemas.assignments import (
    WorkInFullShown,
    WorkLineShown,
    WorkMarked,
    WorksAsked,
)
from hub.learning.study.schemas.lessons import FileContentShown
from hub.learning.study.services import assignments
from hub.web.api import Endpoint, ListShown

WORK = f"{CLASS}/submissions/<uuid:submission_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{CLASS}/submissions",
        "Work that waits for its mark",
        answers=ListShown[WorkLineShown],
        query=WorksAsked,
        refuses=(NotFound,),
        note="For those who teach the class. The newest of each learner for each assignment; what"
        " has waited longest comes first.",
    )
)
def class_submissions(class_id: UUID, query: WorksAsked) -> ListShown[WorkLineShown]:
    run, waiting = run_to_teach(class_id), not query.everything
    page = queries.works_of(run, waiting=waiting, cursor=query.cursor, limit=query.limit)
    files = queries.files_of(each.id for each in page.items)
    titles = {each.key: each.title for each in run.of_version.assignments}
    items = [
        WorkLineShown.of(
            each, title=titles.get(each.assignment_key, {}), files=files.get(each.id, ())
        )
        for each in page.items
    ]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        WORK,
        "Work that was handed in",
        answers=WorkInFullShown,
        versioned=True,
        refuses=READS,
        note="Your own, or of a class that you teach.",
    )
)
def class_submission(class_id: UUID, submission_id: UUID) -> WorkInFullShown:
    reader = reader_at(class_id)
    return _shown(_seen(reader, submission_id), teaches=reader.teaches)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{WORK}/files/<uuid:file_id>",
        "A file of work that was handed in",
        answers=FileContentShown,
        refuses=(NotFound,),
        note="For who handed it in, and for those who teach the class.",
    )
)
def class_submission_file(
    class_id: UUID, submission_id: UUID, *, file_id: UUID
) -> FileContentShown:
    person = signed_in_person()
    run = run_seen(class_id, seen_by=person)
    work = queries.work_seen(submission_id, by=person)
    files = queries.files_of([work.id]).get(work.id, ())
    found = next((file for file in files if file.id == file_id), None)
    if found is None or work.enrolment.run_id != run.id:
        raise NotFound(_("There is no such file."))
    return content_of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{WORK}/marks",
        "Mark work by its rubric",
        answers=WorkInFullShown,
        scope=WRITES,
        body=WorkMarked,
        refuses=(NotFound, NotAllowed, MarkedMeanwhile, NewerWork, Invalid),
        note="For those who teach the class; also anew. Its learner is told by mail.",
    )
)
def mark_class_submission(
    class_id: UUID, submission_id: UUID, *, body: WorkMarked
) -> WorkInFullShown:
    run, by = run_to_teach(class_id), signed_in_person()
    work = queries.work_to_mark(submission_id, by=by)
    if work.enrolment.run_id != run.id:
        raise NotFound(_("There is no such work."))
    marked = assignments.mark_work(work, body.verdict(), version=body.version, by=by)
    return _shown(marked, teaches=True)


def _seen(reader: Reader, submission_id: UUID) -> Submission:
    """Of this class; for a learner, of the place that they have now. Raises: NotFound."""
    work = queries.work_seen(submission_id, by=reader.person)
    own = reader.enrolment is not None and work.enrolment_id == reader.enrolment.id
    if work.enrolment.run_id != reader.run.id or not (own or reader.teaches):
        raise NotFound(_("There is no such work."))
    return work


def _shown(work: Submission, *, teaches: bool) -> WorkInFullShown:
    stands = queries.work_stands(work.enrolment, work.assignment_key)
    return WorkInFullShown.in_full(work, stands, teaches=teaches)
