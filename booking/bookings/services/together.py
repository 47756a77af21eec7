"""Several spaces in one go: all of them, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from booking.bookings import emails, queries
from booking.bookings.errors import HoldExpired, NotTogether, Refusal, Refused, SlotTaken
from booking.bookings.facts import BookingConfirmed
from booking.bookings.models import Booking
from booking.bookings.services.assigning import assign
from booking.bookings.services.changing import cancel, told
from booking.bookings.services.making import make_firm
from booking.bookings.services.taking import take_and_write
from booking.bookings.services.wishes import Wish, check
from booking.bookings.sets import standing_in_set
from booking.spaces.models import Space, Unit
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Conflict, Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.ids import new_id
from hub.history.services import record

MOST_TOGETHER = 10


@dataclass(frozen=True)
class Run:
    """Spaces of one site, each with its own time. `holds` are those of them that the person has on
    hold; they come first where the parts are counted. `purpose`, `needs` and the organisation are
    for the holds; a wish says its own."""

    wishes: Sequence[Wish]
    holds: Sequence[Booking] = ()
    purpose: str = ""
    needs: str = ""
    organisation_id: UUID | None = None

    @property
    def parts(self) -> list[Wish | Booking]:
        return [*self.holds, *self.wishes]


def check_run(run: Run) -> None:
    """Raises Invalid: too few, too many, or of more than one site."""
    spaces = [each.space for each in run.parts]
    sentence = ""
    if len(spaces) < 2:
        sentence = _("Please choose at least two spaces, or book one by itself.")
    elif len(spaces) > MOST_TOGETHER:
        sentence = ngettext("At most %(num)s space in one go.",
                            "At most %(num)s spaces in one go.", MOST_TOGETHER)  # fmt: skip
    elif len({space.site_id for space in spaces}) > 1:
        sentence = _("Spaces that are booked in one go are all of one site.")
    if sentence:
        raise Invalid(sentence, errors={"bookings": [sentence]})


def look_together(run: Run) -> list[Refusal]:
    """What would be refused, each with what there is instead; changes nothing. Each wish says for
    whom it is."""
    refusals = []
    for index, wish in enumerate(run.wishes, start=len(run.holds)):
        try:
            check(wish)
            _not_asked_twice(run, wish, index=index)
        except (Refused, SlotTaken, Conflict) as why:
            refusals.append(Refusal(index, wish.space, why))
    return refusals


def book_together(run: Run, *, by: User, booked_for: User | None = None) -> list[Booking]:
    """Have all of them, with one mail about all; what is on hold is confirmed with the others.

    Returns:
        In the order in which they were asked for.

    Raises:
        Invalid: see `check_run`; or they do not belong to the organisation.
        NotTogether: one of them cannot be had; then none is booked, and holds stay as they were.
    """
    check_run(run)
    together, receiver = new_id(), booked_for or by
    made: dict[int, Booking] = {}
    refusals: list[Refusal] = []
    with db.session.begin_nested():
        _lock_units(run)
        for index, part in _in_order_of_units(run):
            try:
                with db.session.begin_nested():
                    made[index] = _have(part, run, by=by, booked_for=receiver)
            except (Refused, SlotTaken, HoldExpired, Conflict) as why:
                refusals.append(Refusal(index, part.space, why))
        if refusals:
            raise NotTogether(sorted(refusals, key=lambda each: each.index))
        _bind(list(made.values()), together)
    bookings = [made[index] for index in sorted(made)]
    emails.together_confirmed(bookings)
    for booking in bookings:
        announce(BookingConfirmed(booking.id))
    return bookings


def cancel_together(booking: Booking, *, by: User, reason: str = "") -> list[Booking]:
    """Give back all that were made with it and still stand, with one mail about all.

    Raises:
        Conflict: none of them stands any more.
    """
    gone = [cancel(each, by=by, reason=reason, tell=False) for each in _standing(booking, by)]
    if not gone:
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    emails.together_cancelled(gone, by=by, reason=reason)
    return gone


def _standing(booking: Booking, by: User) -> list[Booking]:
    """In one order for everybody, so that two who cancel at once do not wait for each other."""
    return sorted(standing_in_set(booking, of=by), key=lambda each: each.id)


def _have(part: Wish | Booking, run: Run, *, by: User, booked_for: User) -> Booking:
    if isinstance(part, Booking):
        make_firm(part, by=by)
        part.purpose, part.needs = run.purpose[:200], run.needs[:300]
        assign(part, by=by, to=booked_for, organisation_id=run.organisation_id)
        return part
    wish = replace(part, booked_for=booked_for)
    check(wish)
    booking = take_and_write(wish, booked_by=by, booked_for=booked_for, expires=None)
    record("booking.confirmed", booking, after=told(booking))
    return booking


def _bind(bookings: Sequence[Booking], together: UUID) -> None:
    for booking in bookings:
        booking.together_id = together
        record("booking.together", booking, after={"spaces": len(bookings), "together": together})
    db.session.flush()


def _not_asked_twice(run: Run, wish: Wish, *, index: int) -> None:
    """Raises Conflict: what comes earlier in the run has one of its units for part of the time.
    Places of a pooled space are counted by the ledger alone."""
    for earlier in run.parts[:index]:
        if _meet(earlier.space, wish.space) and queries.with_margins(
            earlier.space, earlier.slot
        ).overlaps(queries.with_margins(wish.space, wish.slot)):
            raise Conflict(
                _("%(space)s at that time is in your list already, or cannot be had beside it.",
                  space=wish.space.name)
            )  # fmt: skip


def _meet(one: Space, other: Space) -> bool:
    units = {unit.id for unit in one.units if not unit.pooled}
    return any(unit.id in units for unit in other.units)


def _in_order_of_units(run: Run) -> list[tuple[int, Wish | Booking]]:
    """So that of two runs that want the same units, none waits for what the other already has."""
    return sorted(
        enumerate(run.parts), key=lambda p: (min(u.id for u in p[1].space.units), p[1].slot, p[0])
    )


def _lock_units(run: Run) -> None:
    """One run after the other; who books a single space is not kept waiting."""
    ids = {unit.id for part in run.parts for unit in part.space.units}
    db.session.execute(
        select(Unit.id).where(Unit.id.in_(ids)).order_by(Unit.id).with_for_update(key_share=True)
    )
