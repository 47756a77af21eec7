"""Classes read by API."""

from uuid import UUID

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.pagination import Page
from hub.learning.classes import services
from hub.learning.classes.api.groups import MANAGE, ONE, endpoints, run_of_teacher, shown
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.catalogue import runs_page
from hub.learning.classes.queries.runs import (
    RunsKept,
    get_run,
    kept_page,
    sessions_shown,
    standing_of,
)
from hub.learning.classes.queries.seats import seats_of
from hub.learning.classes.schemas.classes import (
    ClassesAsked,
    ClassInFullShown,
    ClassSessionShown,
    ClassShown,
    KeptClassesAsked,
)
from hub.learning.classes.schemas.keeping import ClassToCheckShown
from hub.places.queries import Counts
from hub.web.access import Audience
from hub.web.api import Endpoint, ListShown


@endpoints.serves(
    Endpoint(
        "GET",
        "/classes",
        "Classes, as in the catalogue",
        answers=ListShown[ClassShown],
        query=ClassesAsked,
    )
)
def classes(query: ClassesAsked) -> ListShown[ClassShown]:
    page = runs_page(query.sought(), cursor=query.cursor, limit=query.limit)
    return _listed(page)


@endpoints.serves(
    Endpoint(
        "GET",
        "/classes/kept",
        "Classes that you keep, drafts too",
        answers=ListShown[ClassShown],
        query=KeptClassesAsked,
        audience=Audience.STAFF,
        permission=MANAGE,
    )
)
def kept_classes(query: KeptClassesAsked) -> ListShown[ClassShown]:
    sought = RunsKept(query.q, query.state, query.course)
    page = kept_page(sought, by=signed_in_person(), cursor=query.cursor, limit=query.limit)
    return _listed(page)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One class",
        answers=ClassInFullShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def one_class(class_id: UUID) -> ClassInFullShown:
    return shown(get_run(class_id, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/sessions",
        "Its sessions, cancelled ones too",
        answers=ListShown[ClassSessionShown],
        refuses=(NotFound,),
    )
)
def class_sessions(class_id: UUID) -> ListShown[ClassSessionShown]:
    run = get_run(class_id, seen_by=signed_in_person())
    return ListShown(items=[ClassSessionShown.of(each) for each in sessions_shown(run)])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/checklist",
        "What it lacks before publication",
        answers=ListShown[ClassToCheckShown],
        refuses=(NotFound,),
        note="For those who keep or teach it.",
    )
)
def class_checklist(class_id: UUID) -> ListShown[ClassToCheckShown]:
    found = services.missing(run_of_teacher(class_id))
    items = [ClassToCheckShown(code=m.code, detail=m.sentence, blocks=m.blocks) for m in found]
    return ListShown(items=items)


def _listed(page: Page[ClassRun]) -> ListShown[ClassShown]:
    seats = seats_of(page.items)
    items = [
        ClassShown.of(run, standing_of(run), counts=seats.get(run.id, Counts(0)))
        for run in page.items
    ]
    return ListShown(items=items, next=page.next)
