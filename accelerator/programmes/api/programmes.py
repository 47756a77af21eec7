"""Programmes: read by everybody, kept by their managers."""

from dataclasses import replace
from uuid import UUID

from accelerator.programmes import queries, services
from accelerator.programmes.api.groups import ADMIN, MANAGE, ONE_PROGRAMME, STAFF, endpoints
from accelerator.programmes.errors import SlugTaken
from accelerator.programmes.permissions import can_see_programme
from accelerator.programmes.schemas import NewProgramme, ProgrammeChange, ProgrammeShown
from hub.accounts.schemas import EndingWithReason
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint(
        "GET",
        "/programmes",
        "Programmes",
        answers=ListShown[ProgrammeShown],
        query=Paged,
        note="Those that are published, and yours if you manage any.",
    )
)
def programmes(query: Paged) -> ListShown[ProgrammeShown]:
    page = queries.programmes(signed_in_person(), cursor=query.cursor, limit=query.limit)
    return ListShown(items=[ProgrammeShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint("GET", ONE_PROGRAMME, "One programme", answers=ProgrammeShown, refuses=(NotFound,))
)
def programme(programme_id: UUID) -> ProgrammeShown:
    found = queries.get_programme(programme_id)
    if not can_see_programme(signed_in_person(), found):
        raise NotFound(_("There is no such programme."))
    return ProgrammeShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/programmes",
        "Make a programme",
        answers=ProgrammeShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewProgramme,
        refuses=(NotAllowed, SlugTaken),
        location="/programmes/{id}",
        note="For managers of all programmes. Nobody sees it until it is published.",
    )
)
def make_programme(body: NewProgramme) -> ProgrammeShown:
    return ProgrammeShown.of(services.make_programme(body.draft(), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE_PROGRAMME,
        "Change a programme",
        answers=ProgrammeShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ProgrammeChange,
        refuses=(NotFound, SlugTaken, Conflict),
    )
)
def change_programme(programme_id: UUID, body: ProgrammeChange) -> ProgrammeShown:
    by = signed_in_person()
    found = queries.managed_programme(programme_id, by=by)
    given = {name: value for name, value in body.model_dump().items() if value is not None}
    services.change_programme(found, replace(services.programme_draft_of(found), **given), by=by)
    return ProgrammeShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE_PROGRAMME}/publish",
        "Show a programme to everybody",
        answers=ProgrammeShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, Conflict),
    )
)
def publish_programme(programme_id: UUID) -> ProgrammeShown:
    by = signed_in_person()
    found = queries.managed_programme(programme_id, by=by)
    services.publish_programme(found, by=by)
    return ProgrammeShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE_PROGRAMME,
        "Put a programme away",
        answers=ProgrammeShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        query=EndingWithReason,
        refuses=(NotFound, Conflict),
        note="It leaves every list. Nothing is deleted, and it can be restored.",
    )
)
def archive_programme(programme_id: UUID, query: EndingWithReason) -> ProgrammeShown:
    by = signed_in_person()
    found = queries.managed_programme(programme_id, by=by)
    services.archive_programme(found, by=by, reason=query.reason)
    return ProgrammeShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE_PROGRAMME}/restore",
        "Take a programme out again",
        answers=ProgrammeShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def restore_programme(programme_id: UUID) -> ProgrammeShown:
    by = signed_in_person()
    found = queries.managed_programme(programme_id, by=by)
    services.restore_programme(found, by=by)
    return ProgrammeShown.of(found)
