"""Get a space: hold it, confirm the hold, or book at once."""

from dataclasses import replace

from sqlalchemy import select

from booking.bookings import emails, queries
from booking.bookings.errors import Refused
from booking.bookings.facts import BookingConfirmed
from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_change
from booking.bookings.rules import HOLD_FOR, MOST_HOLDS, Reason
from booking.bookings.services.changing import change_people, told
from booking.bookings.services.taking import take_again, take_and_write
from booking.bookings.services.wishes import Aside, Wish, check, check_person, wish_of
from booking.spaces.ledger import TakerKind
from booking.spaces.services import keep
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, is_sqlite, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record


def hold(wish: Wish, *, booked_by: User, booked_for: User | None = None) -> Booking:
    """Keep a space for ten minutes while the person decides.

    Raises:
        Refused, SlotTaken: as `check`; also when the person has too many holds already.
    """
    if not is_sqlite():  # there, whoever writes is alone anyway
        # One at a time for each person, so that many at once cannot pass the limit together.
        db.session.execute(
            select(User.id).where(User.id == booked_by.id).with_for_update(key_share=True)
        )
    if queries.live_holds_of(booked_by) >= MOST_HOLDS:
        sentence = _("You already have %(num)s spaces on hold. Confirm or let go of one first.",
                     num=MOST_HOLDS)  # fmt: skip
        raise Refused([Reason("too-many-holds", sentence, "space", by_rule=False)])
    receiver = booked_for or booked_by
    wish = replace(wish, booked_for=receiver)
    broken = check(wish)
    booking = take_and_write(
        wish, booked_by=booked_by, booked_for=receiver, expires=now() + HOLD_FOR
    )
    record("booking.held", booking, after=told(booking))
    record_aside(booking, wish.aside, broken=broken)
    return booking


def confirm(
    booking: Booking,
    *,
    by: User,
    purpose: str | None = None,
    people: int | None = None,
    needs: str | None = None,
) -> Booking:
    """Turn a hold into a booking. One that ran out is taken again when it is still free.

    Args:
        needs: what the house shall set up for it.

    Raises:
        HoldExpired: the hold ran out and somebody else has the time now.
        Refused: it ran out, and what a quota gives has been used up since.
        Conflict: the booking was cancelled, or confirmed before.
    """
    make_firm(booking, by=by, people=people)
    return complete(booking, purpose=purpose, needs=needs)


def complete(booking: Booking, *, purpose: str | None, needs: str | None) -> Booking:
    """The rest of it, once it is firm, and its people are told."""
    booking.purpose = booking.purpose if purpose is None else purpose[:200]
    booking.needs = booking.needs if needs is None else needs[:300]
    db.session.flush()
    _tell_confirmed(booking)
    return booking


def make_firm(
    booking: Booking, *, by: User, people: int | None = None, aside: Aside | None = None
) -> None:
    """As `confirm`, and nobody is told. Of one that ran out, staff may set rules aside."""
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state not in (BookingState.HELD, BookingState.EXPIRED):
        raise Conflict(_("This booking is no longer on hold."), state=booking.state.value)
    if people is not None and people != booking.people:
        change_people(booking, people)
    broken: list[Reason] = []
    if booking.hold_expires_at is None or booking.hold_expires_at <= now():
        # It did not count any more; meanwhile others may have used up what it counts against.
        wish = replace(wish_of(booking), aside=aside)
        broken = check_person(wish, standing=booking.id, field="people")
    if booking.state is BookingState.EXPIRED:
        take_again(booking)
    keep(TakerKind.BOOKING, booking.id)
    before = booking.state
    booking.state, booking.hold_expires_at = BookingState.CONFIRMED, None
    booking.version += 1
    db.session.flush()
    record("booking.confirmed", booking, before={"state": before}, after=told(booking))
    record_aside(booking, aside, broken=broken)


def book(
    wish: Wish,
    *,
    booked_by: User,
    booked_for: User | None = None,
    by_the_rules: bool = True,
    tell: bool = True,
) -> Booking:
    """Have a space at once, without a hold before.

    Args:
        by_the_rules: False only for what has happened elsewhere already, such as an imported
            calendar; whether the time is taken is decided all the same, and nobody is mailed.
        tell: False for who writes an invitation of their own, in which the room stands.
    """
    receiver = booked_for or booked_by
    wish = replace(wish, booked_for=receiver)
    broken = check(wish) if by_the_rules else []
    booking = take_and_write(wish, booked_by=booked_by, booked_for=receiver, expires=None)
    record("booking.confirmed", booking, after=told(booking))
    record_aside(booking, wish.aside, broken=broken)
    if by_the_rules and tell:
        _tell_confirmed(booking)
    elif by_the_rules:
        announce(BookingConfirmed(booking.id))
    return booking


def record_aside(booking: Booking, aside: Aside | None, *, broken: list[Reason]) -> None:
    """Which rules, and why; nothing where none was in the way."""
    if aside and broken:
        codes = [reason.code for reason in broken]
        record("booking.rules-set-aside", booking, after={"rules": codes},
               reason=aside.reason.strip()[:300])  # fmt: skip


def _tell_confirmed(booking: Booking) -> None:
    emails.booking_confirmed(booking)
    announce(BookingConfirmed(booking.id))
