"""The API's question before a booking: would it be taken, and if not, why not?"""

from uuid import UUID

from booking.bookings import queries
from booking.bookings.api import endpoints as bookings
from booking.bookings.check_schemas import CheckAsked, CheckShown, ReasonShown
from booking.bookings.permissions import can_manage
from booking.bookings.schemas import AlternativeShown
from booking.bookings.services import Wish, check_belongs, judge
from booking.pricing.rules import price
from booking.spaces.queries import get_space
from hub.accounts.models import User
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.web.api import Endpoint, Endpoints, MoneyShown

endpoints = Endpoints(bookings.topic, bookings.about)


@endpoints.serves(
    Endpoint(
        "GET",
        "/spaces/<uuid:space_id>/check",
        "Whether a booking would be taken, and why not",
        answers=CheckShown,
        query=CheckAsked,
        refuses=(NotFound, NotAllowed, NoSuchTime, TimeHappensTwice),
        note="The same answer that booking gives, with all reasons and what there is instead;"
        " nothing is changed. Managers of the site ask with `as` why somebody is refused.",
    )
)
def check_space(space_id: UUID, query: CheckAsked) -> CheckShown:
    space = get_space(space_id)
    person = _asked_for(query, signed_in_person(), site_id=space.site_id)
    slot = query.slot(space.site.zone)
    check_belongs(person, query.organisation)
    wish = Wish(space, slot, query.people, organisation_id=query.organisation, booked_for=person)
    verdict = judge(wish)
    instead = (
        queries.alternatives(space, slot, people=query.people, for_whom=wish.for_whom())
        if verdict.is_worth_another
        else []
    )
    return CheckShown(
        space=space.id,
        name=space.name,
        booked_for=person.id,
        can_be_had=not verdict.against,
        code=verdict.against[0].code if verdict.against else None,
        may_override="managers" if verdict.may_be_set_aside else None,
        reasons=[ReasonShown.of(reason) for reason in verdict.against],
        alternatives=[AlternativeShown.model_validate(each.plain()) for each in instead],
        price=MoneyShown.of(price(slot, space.hourly_rate) * wish.quantity),
    )


def _asked_for(query: CheckAsked, caller: User, *, site_id: UUID) -> User:
    """Raises NotAllowed before it says whether there is such a person."""
    called = query.as_person
    if called is None or called in (str(caller.id), caller.email):
        return caller
    if not can_manage(caller, site_id):
        raise NotAllowed(_("Only the hub's staff ask for somebody else."))
    found = person_called(called)
    if found is None:
        sentence = _("There is nobody with this id or e-mail address.")
        raise Invalid(sentence, errors={"as": [sentence]})
    return found
