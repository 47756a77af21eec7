"""What somebody would like to have, and what speaks against it."""

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from sqlalchemy import select

from booking.bookings import queries
from booking.bookings.availability import closures_in, taken_reason
from booking.bookings.claims import ForWhom
from booking.bookings.errors import Offer, Refused, SlotTaken
from booking.bookings.models import Booking, BookingKind
from booking.bookings.permissions import can_manage
from booking.bookings.queries import Around
from booking.bookings.rules import Asked, Reason
from booking.plans.models import QuotaSubject
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db, is_sqlite, is_writing
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Membership, Organisation


@dataclass(frozen=True)
class Aside:
    """Staff of the site set the rules of the house aside, and say why; the record keeps it."""

    by: User
    reason: str


@dataclass(frozen=True)
class Wish:
    """What somebody would like to have. In a pooled space each of the people takes a place."""

    space: Space
    slot: TimeSlot
    people: int = 1
    purpose: str = ""
    kind: BookingKind = BookingKind.BOOKING
    organisation_id: UUID | None = None
    #: Where an imported booking came from, so that it comes once.
    source_uid: str | None = None
    #: Rules of the house that do not hold for this one.
    aside: Aside | None = None
    #: Whose introductions and plans count; nobody's yet where no person is known.
    booked_for: User | None = None
    #: What the house shall set up.
    needs: str = ""

    @property
    def quantity(self) -> int:
        return self.people if self.space.is_pooled else 1

    def for_whom(self, *, leaving_out: UUID | None = None) -> ForWhom | None:
        if self.booked_for is None:
            return None
        return ForWhom(self.booked_for.id, self.organisation_id, self.kind, leaving_out)


def wish_of(booking: Booking, slot: TimeSlot | None = None, *, space: Space | None = None) -> Wish:
    """What the booking asks for, with another time or space where one is given."""
    return Wish(
        space=space or booking.space,
        slot=slot or booking.slot,
        people=booking.people,
        purpose=booking.purpose,
        kind=booking.kind,
        organisation_id=booking.organisation_id,
        booked_for=booking.booked_for,
    )


@dataclass(frozen=True)
class Verdict:
    """All that speaks against a wish, the most telling first; with nothing, it can be had.

    `reasons` are what the house asks, some of it rules that its staff may set aside; `taken` is
    that somebody has it, or that it is closed for a while.
    """

    reasons: list[Reason]
    taken: Reason | None = None

    @property
    def against(self) -> list[Reason]:
        return [*self.reasons, *([self.taken] if self.taken else [])]

    @property
    def is_worth_another(self) -> bool:
        """Another time or space helps against closed doors and full rooms, not against the past."""
        codes = {reason.code for reason in self.reasons}
        return bool(self.against) and not codes & {"past", "too-far", "nobody"}

    @property
    def may_be_set_aside(self) -> bool:
        """By the managers of the site: nothing but rules of the house is in the way."""
        return bool(self.against) and all(reason.by_rule for reason in self.against)


#: What is asked of a beginning; one that stands already was asked when it was made.
_OF_THE_START = ("past", "too-soon", "too-far")


def judge(
    wish: Wish,
    *,
    known: Around | None = None,
    keeps_start: bool = False,
    moving: UUID | None = None,
) -> Verdict:
    """Whether a wish can be had, and all that speaks against it: the one answer that pages, API
    and preview give. Reads only; within a transaction, what a quota counts is kept from changing.

    Args:
        known: what was read around the time already, for the same person.
        keeps_start: of a booking that stands only the end is another.
        moving: the booking whose wish it is; what that one takes is not in its way.
    """
    space, slot = wish.space, wish.slot
    if space.archived_at is not None and moving is None:
        sentence = _("This space is no longer let.")
        return Verdict([Reason("archived", sentence, "space", by_rule=False)])
    for_whom = wish.for_whom(leaving_out=moving)
    known = known or queries.around([space], slot, for_whom=for_whom, leaving_out=moving)
    known = counted_for_good(known, slot)
    reasons = known.reasons(space, Asked(slot, wish.people))
    if keeps_start:
        reasons = [reason for reason in reasons if reason.code not in _OF_THE_START]
    taken = None
    if not known.is_free(space, slot, quantity=wish.quantity):
        during = queries.with_margins(space, slot)
        closures = closures_in(known, during)
        taken = taken_reason(space, during, known=known, closures=closures)
    return Verdict(reasons, taken)


def check(wish: Wish, *, keeps_start: bool = False, moving: UUID | None = None) -> list[Reason]:
    """Say what would be refused; which rules of the house were set aside. See `judge`.

    Raises:
        Refused: a rule of the house says no.
        SlotTaken: somebody has the space for part of the time.
        Invalid: it is in the name of an organisation that the person does not belong to.
    """
    if wish.booked_for and wish.kind is BookingKind.BOOKING and moving is None:
        check_belongs(wish.booked_for, wish.organisation_id)
    found, aside = judge(wish, keeps_start=keeps_start, moving=moving), wish.aside
    are_rules = all(reason.by_rule for reason in found.reasons)
    if found.reasons and not (aside and are_rules and _may_set_aside(aside, wish.space)):
        offer = _offer(wish, moving) if found.is_worth_another else list
        raise Refused(found.against, offer=offer)
    if found.taken:
        raise slot_taken(wish, moving, reason=found.taken)
    return found.reasons


def check_belongs(person: User, organisation_id: UUID | None) -> None:
    """Raises Invalid: they are no member of it now; the same where there is none such."""
    member = select(Membership.id).where(
        Membership.user_id == person.id,
        Membership.organisation_id == organisation_id,
        Membership.left_at.is_(None),
    )
    if organisation_id is not None and db.session.scalar(member) is None:
        sentence = _("%(name)s is not a member of that organisation.", name=person.name)
        raise Invalid(sentence, errors={"organisation": [sentence]})


def check_person(wish: Wish, *, standing: UUID, field: str) -> list[Reason]:
    """Whether a booking that stands may be this person's, and in the name of this organisation;
    which rules were set aside.

    Args:
        standing: the booking.
        field: where the person or the organisation was named.

    Raises:
        Refused: they have not been shown the space, or have used up what their plan gives.
    """
    whom, aside = wish.for_whom(leaving_out=standing), wish.aside
    known = queries.around([wish.space], wish.slot, for_whom=whom, leaving_out=standing)
    claims = counted_for_good(known, wish.slot).claims
    reasons = claims.reasons(wish.space, wish.slot) if claims else []
    if reasons and not (aside and _may_set_aside(aside, wish.space)):
        raise Refused([replace(reason, field=field) for reason in reasons])
    return reasons


def counted_for_good(known: Around, slot: TimeSlot) -> Around:
    """In a transaction, two who book for one person or organisation come one after the other, and
    the second counts the first one's booking. Nobody waits where no quota counts anything."""
    subjects = known.claims.subjects(slot) if known.claims and is_writing() else []
    if known.claims is None or not subjects:
        return known
    for subject in [] if is_sqlite() else subjects:  # there, whoever writes is alone anyway
        table = User if subject == QuotaSubject.PERSON else Organisation
        row = select(table.id).where(table.id == known.claims.whom.id_of(subject))
        # Not FOR UPDATE: rows that only point at the person need not wait.
        db.session.execute(row.with_for_update(key_share=True))
    return replace(known, claims=known.claims.uncounted(slot))


def _may_set_aside(aside: Aside, space: Space) -> bool:
    """Raises:
    NotAllowed: it is for the managers of the site.
    Invalid: they do not say why.
    """
    if not can_manage(aside.by, space.site_id):
        raise NotAllowed(_("Only the managers of the site set its rules aside."))
    if not aside.reason.strip():
        sentence = _("Please say why the rules are set aside. The record keeps it.")
        raise Invalid(sentence, errors={"override_reason": [sentence]})
    return True


def slot_taken(
    wish: Wish, moving: UUID | None = None, *, reason: Reason | None = None
) -> SlotTaken:
    return SlotTaken(wish.space, wish.slot, offer=_offer(wish, moving), reason=reason)


def _offer(wish: Wish, moving: UUID | None) -> Offer:
    whom, people = wish.for_whom(leaving_out=moving), wish.people
    return partial(queries.alternatives, wish.space, wish.slot, people=people, for_whom=whom)
