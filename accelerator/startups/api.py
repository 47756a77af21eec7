"""Startups by API: their profile, for whoever speaks for them."""

from uuid import UUID

from accelerator.startups import queries
from accelerator.startups.models import Startup
from accelerator.startups.schemas import StartupChange, StartupShown
from accelerator.startups.services import change_profile
from hub.accounts.models import TokenScope
from hub.accounts.queries.history import people_in
from hub.accounts.schemas.history import EntryShown
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import NotFound
from hub.history.queries import history_of
from hub.web.api import Endpoint, Endpoints, ListShown, Paged, expect_version

endpoints = Endpoints(
    "Startups",
    "What a startup says about itself: one profile, used again in every application. For whoever"
    " leads it, and for staff who keep organisations.",
)
ONE = "/startups/<uuid:startup_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/startups",
        "Startups that you lead",
        answers=ListShown[StartupShown],
        query=Paged,
    )
)
def own_startups(query: Paged) -> ListShown[StartupShown]:
    page = queries.profiles_led_by(signed_in_person(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[StartupShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One startup",
        answers=StartupShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def startup(startup_id: UUID) -> StartupShown:
    return StartupShown.of(_theirs(startup_id))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change a startup's profile",
        answers=StartupShown,
        scope=TokenScope.ORGANISATIONS_WRITE,
        body=StartupChange,
        refuses=(NotFound,),
        versioned=True,
    )
)
def change_startup(startup_id: UUID, body: StartupChange) -> StartupShown:
    found = _theirs(startup_id)
    lock(found)
    expect_version(found.version)
    change_profile(found, body.over(found), by=signed_in_person())
    return StartupShown.of(found)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/history",
        "What happened to a startup's profile, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        refuses=(NotFound,),
    )
)
def startup_history(startup_id: UUID, query: Paged) -> ListShown[EntryShown]:
    page = history_of(_theirs(startup_id), cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)


def _theirs(startup_id: UUID) -> Startup:
    return queries.startup_kept_by(startup_id, signed_in_person())
