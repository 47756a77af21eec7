"""The API's part about several bookings in one go."""

from booking.bookings import services
from booking.bookings.api.bookings import CHANGES, endpoints, receiver_of, shown, space_of
from booking.bookings.errors import NotTogether
from booking.bookings.schemas.together import NewTogether, TogetherShown
from booking.bookings.services import Run, Wish
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.web.api import Endpoint


def check_run(body: NewTogether) -> None:
    """Before the transaction: most who come too late are told without queueing to write."""
    run, _receiver = _run(body, signed_in_person())
    services.check_run(run)
    if refusals := services.look_together(run):
        raise NotTogether(refusals)


@endpoints.serves(
    Endpoint(
        "POST",
        "/bookings/together",
        "Book several spaces in one go, all or none",
        answers=TogetherShown,
        status=201,
        scope=CHANGES,
        body=NewTogether,
        refuses=(NotTogether, NoSuchTime, TimeHappensTwice, NotAllowed),
        beforehand=check_run,
        note="Of one site, each with its own time. When one of them cannot be had, none is booked:"
        " 409 with `refusals`, each with its `index`, the `code` and `detail` of the reason, and"
        " `alternatives`. Afterwards each is a booking of its own, with the same `together`.",
    )
)
def book_together(body: NewTogether) -> TogetherShown:
    person = signed_in_person()
    run, receiver = _run(body, person)
    made = services.book_together(run, by=person, booked_for=receiver)
    together = made[0].together_id or made[0].id
    return TogetherShown(together=together, items=[shown(booking) for booking in made])


def _run(body: NewTogether, person: User) -> tuple[Run, User]:
    """What is wanted, and for whom."""
    spaces = [space_of(part.space) for part in body.bookings]
    receiver = receiver_of(body.on_behalf_of, person, site_id=spaces[0].site_id)
    wishes = [
        Wish(
            space,
            part.slot(space.site.zone),
            part.people,
            body.purpose,
            organisation_id=body.organisation,
            booked_for=receiver,
            needs=body.needs,
        )
        for part, space in zip(body.bookings, spaces, strict=True)
    ]
    return Run(wishes), receiver
