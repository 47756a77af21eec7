"""The API's part about the levels of a site, and what is drawn on their plans."""

from uuid import UUID

from booking.spaces import services
from booking.spaces.api_managing import ADMIN, MANAGE, STAFF
from booking.spaces.api_managing import endpoints as managed
from booking.spaces.errors import LevelNotEmpty
from booking.spaces.house_schemas import LevelChange, LevelPlanSent, NewLevel, SiteLevelShown
from booking.spaces.managing import get_level, spaces_on
from booking.spaces.models import Level
from booking.spaces.queries import levels_of, spaces_of
from booking.spaces.services.making import must_manage
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.api import Endpoint, Endpoints, ListShown, as_seen

endpoints = Endpoints(managed.topic, managed.about)

LEVELS = "/sites/<code>/levels"
ONE = f"{LEVELS}/<uuid:level_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        LEVELS,
        "The levels of a site, with what is drawn on their plans",
        answers=ListShown[SiteLevelShown],
        refuses=(NotFound,),
        note="In the order in which the site shows them.",
    )
)
def site_levels(code: str) -> ListShown[SiteLevelShown]:
    return ListShown(items=_all_shown(site_by_code(code)))


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One level of a site",
        answers=SiteLevelShown,
        versioned=True,
        refuses=(NotFound,),
    )
)
def level(code: str, level_id: UUID) -> SiteLevelShown:
    return _shown(get_level(site_by_code(code), level_id))


@endpoints.serves(
    Endpoint(
        "POST",
        LEVELS,
        "Add a level to a site",
        answers=SiteLevelShown,
        status=201,
        location="/sites/{site}/levels/{id}",
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewLevel,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="As the last one.",
    )
)
def make_level(code: str, body: NewLevel) -> SiteLevelShown:
    return _shown(services.make_level(site_by_code(code), body.name, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Rename a level, or move it among those of its site",
        answers=SiteLevelShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=LevelChange,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def change_level(code: str, level_id: UUID, *, body: LevelChange) -> SiteLevelShown:
    found, by = _seen(code, level_id), signed_in_person()
    if body.name is not None:
        services.change_level(found, body.name, by=by)
    if body.position is not None:
        at = levels_of(found.site).index(found) + 1
        services.move_level(found, steps=body.position - at, by=by)
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/plan",
        "Draw the plan of a level",
        answers=SiteLevelShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=LevelPlanSent,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="Its outline and where its spaces lie. Rooms lie within the outline, not over one "
        "another; one that is not named is taken off the plan.",
    )
)
def draw_level(code: str, level_id: UUID, *, body: LevelPlanSent) -> SiteLevelShown:
    found = _seen(code, level_id)
    drawing = body.drawing(spaces_on(found))
    try:
        services.draw(found, drawing, by=signed_in_person())
    except Invalid as refusal:
        raise Invalid(str(refusal), errors=_by_room(refusal.errors, body)) from refusal
    return _shown(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Delete an empty level",
        answers=SiteLevelShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed, LevelNotEmpty),
        note="Where spaces lie on it, archived ones as well, it is refused with their names.",
    )
)
def delete_level(code: str, level_id: UUID) -> SiteLevelShown:
    found = _seen(code, level_id)
    shown = _shown(found)
    services.delete_level(found, by=signed_in_person())
    return shown


def _seen(code: str, level_id: UUID) -> Level:
    site = site_by_code(code)
    must_manage(signed_in_person(), site)
    return as_seen(get_level(site, level_id), _shown)


def _shown(level: Level) -> SiteLevelShown:
    return next(each for each in _all_shown(level.site) if each.id == level.id)


def _all_shown(site: Site) -> list[SiteLevelShown]:
    spaces = spaces_of(site)
    return [
        SiteLevelShown.of(
            each,
            position=position,
            spaces=[space for space in spaces if space.level_id == each.id],
        )
        for position, each in enumerate(levels_of(site), start=1)
    ]


def _by_room(errors: dict[str, list[str]], body: LevelPlanSent) -> dict[str, list[str]]:
    """Under the places in which the rooms were sent."""
    named = {f"room-{room.space}": f"rooms.{n}" for n, room in enumerate(body.rooms)}
    return {named.get(field, field): sentences for field, sentences in errors.items()}
