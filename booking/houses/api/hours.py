"""When a site or a space is open: the week, and other hours on a day."""

from uuid import UUID

from booking.houses import services
from booking.houses.api.groups import (
    ADMIN,
    MANAGE,
    STAFF,
    introductions,
    kept_site,
    kept_space,
    sites,
)
from booking.houses.errors import BookingsOutsideHours
from booking.houses.queries.hours import get_other_hours, other_hours_of
from booking.houses.schemas.houses import (
    LeaveAsked,
    NewOtherHours,
    OpeningWeekShown,
    OtherHoursAsked,
    OtherHoursShown,
    WeekToSet,
)
from booking.spaces.managing import space_of
from booking.spaces.models import Space
from booking.spaces.queries import get_space, hours_at, hours_of
from booking.spaces.schemas import open_shown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from hub.web.api import Endpoint, ListShown, as_seen

OTHER = "/sites/<code>/other-hours"


@sites.serves(
    Endpoint(
        "GET",
        "/sites/<code>/opening",
        "The week's hours of a site",
        answers=OpeningWeekShown,
        versioned=True,
        refuses=(NotFound,),
    )
)
def site_hours(code: str) -> OpeningWeekShown:
    return _week(site_by_code(code))


@sites.serves(
    Endpoint(
        "PUT",
        "/sites/<code>/opening",
        "Set the week's hours of a site",
        answers=OpeningWeekShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=WeekToSet,
        versioned=True,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
    )
)
def set_site_hours(code: str, body: WeekToSet) -> OpeningWeekShown:
    return _set(kept_site(code), body)


@introductions.serves(
    Endpoint(
        "GET",
        "/spaces/<uuid:space_id>/opening",
        "The week's hours of a space",
        answers=OpeningWeekShown,
        versioned=True,
        refuses=(NotFound,),
        note="Its own, or with `own: false` those of its site.",
    )
)
def space_hours(space_id: UUID) -> OpeningWeekShown:
    return _week(get_space(space_id))


@introductions.serves(
    Endpoint(
        "PUT",
        "/spaces/<uuid:space_id>/opening",
        "Set the week's hours of a space instead of its site's",
        answers=OpeningWeekShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=WeekToSet,
        versioned=True,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
        note="With none at all it has those of its site.",
    )
)
def set_space_hours(space_id: UUID, body: WeekToSet) -> OpeningWeekShown:
    return _set(kept_space(space_id), body)


@sites.serves(
    Endpoint(
        "GET",
        OTHER,
        "Days with other hours, of the house and of its spaces",
        answers=ListShown[OtherHoursShown],
        query=OtherHoursAsked,
        refuses=(NotFound,),
    )
)
def other_hours(code: str, query: OtherHoursAsked) -> ListShown[OtherHoursShown]:
    page = other_hours_of(
        site_by_code(code), past=query.past, cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[OtherHoursShown.of(each) for each in page.items], next=page.next)


@sites.serves(
    Endpoint(
        "POST",
        OTHER,
        "Set other hours on a day, or on several in a row",
        answers=ListShown[OtherHoursShown],
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewOtherHours,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
        note="A day that had other hours before gets these.",
    )
)
def set_other_hours(code: str, body: NewOtherHours) -> ListShown[OtherHoursShown]:
    site = kept_site(code)
    place: Site | Space = site if body.space is None else space_of(site, body.space)
    made = services.set_other_hours(
        place, body.hours(), on=body.days, by=signed_in_person(), agreed=body.leave_bookings
    )
    return ListShown(items=[OtherHoursShown.of(each) for each in made])


@sites.serves(
    Endpoint(
        "DELETE",
        f"{OTHER}/<uuid:exception_id>",
        "Give a day its usual hours again",
        answers=OtherHoursShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        query=LeaveAsked,
        versioned=True,
        refuses=(NotFound, NotAllowed, BookingsOutsideHours),
    )
)
def remove_other_hours(code: str, exception_id: UUID, *, query: LeaveAsked) -> OtherHoursShown:
    found = as_seen(get_other_hours(kept_site(code), exception_id), OtherHoursShown.of)
    shown = OtherHoursShown.of(found)
    services.remove_other_hours(found, by=signed_in_person(), agreed=query.leave_bookings)
    return shown


def _set(place: Site | Space, body: WeekToSet) -> OpeningWeekShown:
    as_seen(place, _week)
    services.set_hours(place, body.hours(), by=signed_in_person(), agreed=body.leave_bookings)
    return _week(place)


def _week(place: Site | Space) -> OpeningWeekShown:
    if isinstance(place, Space):
        hours, own = hours_of([place])[place.id], bool(place.opening_rules)
    else:
        hours, own = hours_at(place), True
    return OpeningWeekShown(opening=[open_shown(each) for each in sorted(hours)], own=own)
