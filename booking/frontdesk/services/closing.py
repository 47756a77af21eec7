"""Close spaces although people have booked them: each is moved or told, or the space stays open.

All of it in the caller's transaction: the moves, the cancellations and the closures, or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from booking.bookings import services as bookings
from booking.bookings.emails import Why
from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.models import Booking
from booking.bookings.queries import expired_in
from booking.frontdesk.errors import NothingToClose, Undecided
from booking.frontdesk.permissions import can_close_at
from booking.frontdesk.queries.hits import Closing, Hit, Hits, hits_of
from booking.frontdesk.rules import Deed, to_close
from booking.spaces.models import Closure, Space
from booking.spaces.services import close
from hub.accounts.models import User
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Choice:
    """What becomes of one booking. A move says where and when; `word` goes into the mail."""

    deed: Deed
    space: Space | None = None
    slot: TimeSlot | None = None
    word: str = ""


@dataclass(frozen=True)
class Closed:
    """What was done. `left` are spaces that stay open, each with the reasons."""

    closures: list[Closure]
    moved: list[Booking] = field(default_factory=list)
    cancelled: list[Booking] = field(default_factory=list)
    left: list[tuple[Space, list[str]]] = field(default_factory=list)


def close_spaces(closing: Closing, choices: Mapping[UUID, Choice], *, by: User) -> Closed:
    """Do what was chosen for each booking in the way, then close.

    A space stays open where one of its bookings is left, cannot be moved from here, or where it
    is closed already for part of the time; then nothing of that space is touched.

    Args:
        choices: by booking id.

    Raises:
        NotAllowed: not a manager of the site's spaces.
        Undecided: somebody is in the way of whom nothing was said.
        NothingToClose: every space would stay open.
        SlotTaken, Refused, Conflict: a move that was chosen is not to be had any more.
    """
    site = closing.spaces[0].site
    if not can_close_at(by, site):
        raise NotAllowed(_("Only the hub's managers close a space."))
    hits = hits_of(closing, propose=False)
    _check_decided(hits, choices)
    left = _staying_open(closing, hits, choices=choices)
    open_ids = {space.id for space, _reasons in left}
    shut = [space for space in closing.spaces if space.id not in open_ids]
    if not shut:
        raise NothingToClose(" ".join(dict.fromkeys(r for _s, reasons in left for r in reasons)))
    done = Closed([], left=left)
    concerned = [hit for hit in hits.bookings if any(s.id not in open_ids for s in hit.spaces)]
    # What is cancelled makes room for what is moved.
    concerned.sort(key=lambda hit: choices[hit.booking.id].deed is not Deed.CANCEL)
    for hit in concerned:
        _do(hit, choices[hit.booking.id], closing=closing, by=by, done=done)
    for space in _each_unit_once(shut):
        for held in expired_in([unit.id for unit in space.units], closing.slot):
            bookings.end_hold(held)
        done.closures.append(close(space, closing.slot, reason=closing.reason, by=by))
    return done


def _check_decided(hits: Hits, choices: Mapping[UUID, Choice]) -> None:
    open_ones = [
        hit.booking.reference
        for hit in hits.bookings
        if hit.booking.id not in choices and (hit.can_be_moved or hit.can_be_cancelled)
    ]
    if open_ones:
        raise Undecided(open_ones)


def _staying_open(
    closing: Closing, hits: Hits, *, choices: Mapping[UUID, Choice]
) -> list[tuple[Space, list[str]]]:
    """Spaces with a booking that stays, and those that share such a booking's other rooms."""
    reasons: dict[UUID, list[str]] = {}
    for space, closure in hits.closed:
        sentence = _("%(space)s is closed already until %(day)s: %(reason)s", space=space.name,
                     day=day(closure.ends_at, space.site.zone), reason=closure.reason)  # fmt: skip
        reasons.setdefault(space.id, []).append(sentence)
    for hit in hits.bookings:
        stays = _why_it_stays(hit, choices.get(hit.booking.id))
        for space in hit.spaces if stays else ():
            reasons.setdefault(space.id, []).append(
                _("%(space)s stays open, for booking %(reference)s: %(why)s", space=space.name,
                  reference=hit.booking.reference, why=stays)
            )  # fmt: skip
    return [(space, reasons[space.id]) for space in closing.spaces if space.id in reasons]


def _why_it_stays(hit: Hit, choice: Choice | None) -> str:
    if choice is None or choice.deed is Deed.LEAVE:
        return hit.why_not or _("you leave it as it is.")
    if choice.deed is Deed.MOVE and hit.why_not:
        return hit.why_not
    if choice.deed is Deed.CANCEL and not hit.can_be_cancelled:
        return hit.why_not or _("it cannot be cancelled.")
    return ""


def _do(hit: Hit, choice: Choice, *, closing: Closing, by: User, done: Closed) -> None:
    booking = hit.booking
    names = ", ".join(space.name for space in hit.spaces)
    zone = booking.space.site.zone
    why = Why(names, closing.slot, zone, closing.reason, choice.word.strip()[:500])
    if choice.deed is Deed.CANCEL:
        reason = " ".join(filter(None, (closing.reason, why.word)))
        done.cancelled.append(bookings.cancel(booking, by=by, reason=reason[:300], why=why))
        return
    space, slot = choice.space or booking.space, choice.slot or booking.slot
    if space.id in {each.id for each in closing.spaces} and slot.overlaps(closing.slot):
        raise Invalid(_("%(space)s is to be closed at that time itself.", space=space.name))
    try:
        done.moved.append(bookings.move(booking, slot, by=by, space=space, why=why))
    except (SlotTaken, Refused) as refusal:
        sentence = _("%(reference)s cannot be moved: %(why)s Nothing was changed.",
                     reference=booking.reference, why=str(refusal))  # fmt: skip
        raise Conflict(sentence, booking=str(booking.id)) from refusal


def _each_unit_once(spaces: Sequence[Space]) -> list[Space]:
    by_id = {space.id: space for space in spaces}
    made_of = {space.id: frozenset(unit.id for unit in space.units) for space in spaces}
    chosen, apart = to_close(made_of)
    if apart:
        names = ", ".join(by_id[each].name for each in apart)
        raise Invalid(
            _("%(names)s shares rooms with others of these. Please close it by itself.",
              names=names)
        )  # fmt: skip
    return [space for space in spaces if space.id in chosen]
