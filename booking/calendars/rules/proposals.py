"""What goes where: each date of a calendar as a booking, a closure, or skipped with its reason."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from booking.calendars.rules.events import BrokenEvent, Event, contents_of
from booking.calendars.rules.repeats import Reach, goes_on
from booking.calendars.rules.series import NotUnfolded, Occurrence, unfold
from booking.calendars.rules.verdicts import OVERRULABLE, Flag, Reason
from booking.calendars.rules.words import says_cancelled, says_closed, says_moved
from booking.calendars.rules.zones import Meant, exists, instant_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall

#: A rule without an end is followed this long after the last day that the file itself knows of
#: (when it was written, or its last event), and not further than this from today. As soon as that
#: day has passed it depends on the file alone: the same file gives the same dates for ever.
FOLLOWED_FOR = timedelta(days=731)
MOST_OF_A_RULE = 500
MOST_OF_A_FILE = 2000
LONG = timedelta(hours=24)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


class Kind(StrEnum):
    BOOKING = "booking"
    CLOSURE = "closure"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Proposed:
    """One date. `starts_local` and `ends_local` are wall times in the space's zone; `slot` are the
    same as instants, None when there is no telling. `about` goes with the reason: the title that is
    in the way, or the piece of a rule that is not taken."""

    source_uid: str
    title: str
    kind: Kind
    slot: TimeSlot | None
    zone: str
    reason: Reason | None = None
    about: str = ""
    flags: frozenset[Flag] = frozenset()

    @property
    def key(self) -> str:
        """Short, for forms and commands; the same whenever the same file is read."""
        return hashlib.sha256(self.source_uid.encode()).hexdigest()[:16]

    @property
    def starts_local(self) -> datetime | None:
        return to_wall(self.slot.start, self.zone) if self.slot else None

    @property
    def ends_local(self) -> datetime | None:
        return to_wall(self.slot.end, self.zone) if self.slot else None

    @property
    def can_be_taken(self) -> bool:
        """Whether a person may decide otherwise."""
        return self.slot is not None and (self.reason is None or self.reason in OVERRULABLE)


@dataclass(frozen=True)
class Note:
    """Said above the list: `endless`, `long` (followed until `day`), `left-out` (so many dates)."""

    code: str
    title: str
    day: date | None = None
    number: int = 0


@dataclass(frozen=True)
class Proposal:
    rows: tuple[Proposed, ...]
    notes: tuple[Note, ...]


def propose(text: str, *, zone: str, today: date) -> Proposal:
    """Every date in an essential text, for a space whose clocks are in `zone`. Dates that overlap
    are all there: see `without_overlaps`.

    Raises:
        CannotRead: unfolding its rules takes too long.
    """
    contents = contents_of(text, zone=zone)
    reach = Reach(_horizon(contents.last_known, today), today)
    found = unfold(contents.events, reach=reach)
    kept, notes = _within_bounds(found.occurrences, today)
    rows = [_proposed(one, zone) for one in kept]
    rows += [_refused(one, zone) for one in found.refused]
    rows += [_unreadable(one, zone) for one in contents.broken]
    cut = [
        Note("endless" if goes_on(event) else "long", event.title, day=until)
        for event, until in found.cut
    ]
    return Proposal(tuple(_known_once(rows)), (*cut, *notes))


def _horizon(last_known: datetime | None, today: date) -> date:
    known = min(last_known.date(), LATEST) if last_known else today
    return min(known, today) + FOLLOWED_FOR


def _within_bounds(
    occurrences: Iterable[Occurrence], today: date
) -> tuple[list[Occurrence], list[Note]]:
    """At most so many of a rule and of a file: the coming ones first, then the latest past."""

    def distance(one: Occurrence) -> tuple[bool, int]:
        days = (date(*one.start.value.timetuple()[:3]) - today).days
        return days < 0, abs(days)

    families: dict[str, list[Occurrence]] = {}
    for one in occurrences:
        families.setdefault(one.event.uid, []).append(one)
    kept: list[Occurrence] = []
    notes: list[Note] = []
    for family in families.values():
        near = sorted(family, key=distance)[:MOST_OF_A_RULE]
        if len(family) > len(near):
            notes.append(Note("left-out", family[0].event.title, number=len(family) - len(near)))
        kept += near
    if len(kept) > MOST_OF_A_FILE:
        notes.append(Note("left-out", "", number=len(kept) - MOST_OF_A_FILE))
        kept = sorted(kept, key=distance)[:MOST_OF_A_FILE]
    return kept, notes


def _proposed(one: Occurrence, zone: str) -> Proposed:
    event = one.event
    row = Proposed(_source_uid(event, one.identity), event.title, Kind.BOOKING, None, zone)
    start, flags = instant_of(one.start)
    end, more = instant_of(one.end) if one.end else (start, frozenset[Flag]())
    flags |= more | _flags_of(event) | ({Flag.REPEATS} if event.rules else set())
    if one.from_rule and not exists(one.start):
        # RFC 5545, 3.3.10: a rule's dates that do not exist are left out.
        return _skipped(
            replace(row, flags=flags), Reason.NO_SUCH_TIME, about=f"{one.start.value:%H:%M}"
        )
    if end <= start:
        row = replace(row, flags=flags, slot=None)
        return _skipped(row, Reason.ENDS_BEFORE_START if end < start else Reason.NO_LENGTH)
    slot = TimeSlot(start.astimezone(UTC), end.astimezone(UTC))
    row = replace(row, slot=slot, flags=flags)
    if not EARLIEST <= slot.start.date() < LATEST or slot.end.date() > LATEST:
        return _skipped(replace(row, slot=None), Reason.OUT_OF_RANGE)
    if slot.length > LONG and not event.start.is_day:
        row = replace(row, flags=flags | {Flag.LONG})
    return _classified(row, event)


def _classified(row: Proposed, event: Event) -> Proposed:
    if event.status == "CANCELLED":
        return _skipped(row, Reason.SAYS_CANCELLED)
    if says_closed(row.title):
        return replace(row, kind=Kind.CLOSURE)
    if says_cancelled(row.title):
        return _skipped(row, Reason.SAYS_CANCELLED)
    if event.transparent:
        return _skipped(row, Reason.TAKES_NO_TIME)
    if row.flags & {Flag.ALL_DAY, Flag.LONG}:
        # Nobody books a room for days; that the house is away or in other use keeps others out.
        return replace(row, kind=Kind.CLOSURE)
    return row


def _flags_of(event: Event) -> frozenset[Flag]:
    flags = set(event.flags)
    if event.start.is_day:
        flags.add(Flag.ALL_DAY)
    if event.status == "TENTATIVE":
        flags.add(Flag.TENTATIVE)
    if says_moved(event.title):
        flags.add(Flag.SAYS_MOVED)
    return frozenset(flags)


def _skipped(row: Proposed, reason: Reason, *, about: str = "") -> Proposed:
    return replace(row, kind=Kind.SKIPPED, reason=reason, about=about)


def _refused(one: NotUnfolded, zone: str) -> Proposed:
    row = Proposed(
        _source_uid(one.event, one.event.start), one.event.title, Kind.SKIPPED, None, zone
    )
    return _skipped(row, one.reason, about=one.about)


def _unreadable(one: BrokenEvent, zone: str) -> Proposed:
    row = Proposed(f"broken-{one.number}/{one.uid}", one.title, Kind.SKIPPED, None, zone)
    return _skipped(row, Reason.UNREADABLE)


def _source_uid(event: Event, identity: Meant) -> str:
    """The event's UID and the start of the date; a day stays a day, whatever the zone."""
    if isinstance(identity.value, datetime):
        return f"{event.uid}/{instant_of(identity)[0]:%Y%m%dT%H%M%SZ}"
    return f"{event.uid}/{identity.value:%Y%m%d}"


def _known_once(rows: Iterable[Proposed]) -> list[Proposed]:
    """The same date written twice in a file is one date."""
    return list({row.source_uid: row for row in rows}.values())


def taken_time(kind: Kind, slot: TimeSlot, *, margins: tuple[timedelta, timedelta]) -> TimeSlot:
    """What of the space's time it takes: a closure its own, a booking also the margins."""
    before, after = margins
    return slot.widened(before=before, after=after) if kind is Kind.BOOKING else slot


def without_overlaps(
    rows: Iterable[Proposed], margins: tuple[timedelta, timedelta]
) -> list[Proposed]:
    """In order of time, those without one last; of dates that cannot both be had, the one that
    begins first stays. `margins` are what a booking takes before and after its own time."""
    far = TimeSlot(datetime(9000, 1, 1, tzinfo=UTC), datetime(9001, 1, 1, tzinfo=UTC))

    def taken_by(row: Proposed) -> TimeSlot:
        return far if row.slot is None else taken_time(row.kind, row.slot, margins=margins)

    last: Proposed | None = None
    result = []
    for row in sorted(rows, key=lambda row: taken_by(row).start):  # stable: then as in the file
        in_the_way = (
            last and row.kind is not Kind.SKIPPED and taken_by(last).overlaps(taken_by(row))
        )
        if last and in_the_way:
            row = _skipped(row, Reason.OVERLAPS_IN_FILE, about=last.title)
        elif row.kind is not Kind.SKIPPED:
            last = row
        result.append(row)
    return result
