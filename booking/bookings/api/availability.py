"""The API's part about what is free."""

from datetime import timedelta

from booking.bookings import queries
from booking.bookings.api.bookings import endpoints
from booking.bookings.availability import Availability, AvailabilityState, availability
from booking.bookings.claims import ForWhom
from booking.bookings.errors import Alternative
from booking.bookings.schemas import AlternativeShown, AvailabilityAsked, AvailabilityShown
from booking.bookings.standing import standing
from hub.accounts.sign_in import signed_in_person
from hub.core.kept import Kept
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.core.timeslots import TimeSlot
from hub.organisations.api import named_site
from hub.organisations.models import Site
from hub.web.api import Endpoint, ListShown, Written

#: So far around a time alternatives are looked for, with their margins.
NEAR = queries.NEARBY + timedelta(hours=6)
_kept: Kept[Written] = Kept(most=8_000_000)

#: The nearest alternatives are looked for these states; for the others they would not help.
_WORTH_OFFERING = {AvailabilityState.PART, AvailabilityState.TAKEN, AvailabilityState.CLOSED}


@endpoints.serves(
    Endpoint(
        "GET",
        "/availability",
        "Which spaces of a site are free at a time",
        answers=ListShown[AvailabilityShown],
        query=AvailabilityAsked,
        refuses=(NoSuchTime, TimeHappensTwice),
        note="Every space of the site, in the house's order, with why not and what instead.",
    )
)
def available(query: AvailabilityAsked) -> Written:
    """Kept for who asks the same while nothing has changed."""
    site = named_site(query.site)
    slot = query.slot(site.zone)
    near = slot.widened(before=NEAR, after=NEAR)
    key = (query.model_dump_json(), *standing(site, near, reader=signed_in_person()))
    return _kept.of(key, lambda: Written.of(_availability(query, site, slot=slot)))


def _availability(
    query: AvailabilityAsked, site: Site, *, slot: TimeSlot
) -> ListShown[AvailabilityShown]:
    people, whom = query.people, ForWhom(signed_in_person().id)
    found = availability(site, slot, people=people, equipment=query.equipment, for_whom=whom)
    unhappy = [each.space for each in found if each.state in _WORTH_OFFERING]
    instead = queries.alternatives_for(unhappy, slot, people=people, for_whom=whom)
    return ListShown(items=[_available(each, instead.get(each.space.id, [])) for each in found])


def _available(found: Availability, instead: list[Alternative]) -> AvailabilityShown:
    return AvailabilityShown(
        space=found.space.id,
        name=found.space.name,
        state=found.state,
        reason=found.reason.sentence if found.reason else None,
        reason_code=found.reason.code if found.reason else None,
        reason_until=found.reason.until if found.reason else None,
        reason_is_rule=found.reason.by_rule if found.reason else None,
        may_override=found.reason.may_override if found.reason else None,
        free_from=found.free_from,
        free_until=found.free_until,
        alternatives=[AlternativeShown.model_validate(each.plain()) for each in instead],
    )
