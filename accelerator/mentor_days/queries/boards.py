"""The plan as a board: slots down, and rooms, mentors or startups across."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from accelerator.mentor_days.models import DayMeeting, MentorDay
from accelerator.mentor_days.queries.days import Gathering
from accelerator.mentor_days.queries.planning import slots_of
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


class Across(StrEnum):
    ROOMS = "rooms"
    MENTORS = "mentors"
    STARTUPS = "startups"


#: A room, a mentor, a startup; a number for the columns of meetings on video, which have no room.
Key = UUID | int


@dataclass(frozen=True)
class Cell:
    """`taken`: somebody meets here whom a conflict keeps from the reader."""

    meetings: tuple[DayMeeting, ...] = ()
    taken: bool = False


@dataclass(frozen=True)
class Row:
    number: int
    slot: TimeSlot
    cells: list[Cell]
    is_now: bool = False
    is_past: bool = False


@dataclass(frozen=True)
class Board:
    columns: list[tuple[Key, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def board_of(day: MentorDay, gathered: Gathering, *, across: Across) -> Board:
    lanes = _lanes([*gathered.meetings, *gathered.taken])
    columns = _columns(gathered, across, lanes=lanes)
    shown = _by_place(gathered.meetings, across, lanes=lanes)
    taken = _by_place(gathered.taken, across, lanes=lanes)
    at = now()
    rows = [
        Row(
            number,
            slot,
            [Cell(tuple(shown[key, number]), bool(taken[key, number])) for key, _name in columns],
            is_now=slot.start <= at < slot.end,
            is_past=slot.end <= at,
        )
        for number, slot in enumerate(slots_of(day))
    ]
    return Board(columns, rows)


def _columns(
    gathered: Gathering, across: Across, *, lanes: Mapping[UUID, int]
) -> list[tuple[Key, str]]:
    if across is Across.MENTORS:
        return [(each.mentor_id, each.mentor.name) for each in gathered.mentors]
    if across is Across.STARTUPS:
        return [(each.startup_id, each.startup.name) for each in gathered.startups]
    video = [(lane, _("Video")) for lane in sorted(set(lanes.values()))]
    return [*((each.id, each.name) for each in gathered.rooms), *video]


def _lanes(meetings: Iterable[DayMeeting]) -> dict[UUID, int]:
    """Of meetings on video: as many columns as there are at a time, beside each other."""
    found: dict[UUID, int] = {}
    at_a_time: dict[int, int] = defaultdict(int)
    for each in meetings:
        if each.room_id is None:
            found[each.id] = at_a_time[each.slot]
            at_a_time[each.slot] += 1
    return found


def _by_place(
    meetings: Iterable[DayMeeting], across: Across, *, lanes: Mapping[UUID, int]
) -> Mapping[tuple[Key, int], list[DayMeeting]]:
    name = {"rooms": "room_id", "mentors": "mentor_id", "startups": "startup_id"}[across.value]
    found: dict[tuple[Key, int], list[DayMeeting]] = defaultdict(list)
    for each in meetings:
        key = getattr(each, name)
        found[lanes[each.id] if key is None else key, each.slot].append(each)
    return found


@dataclass(frozen=True)
class Live:
    """What goes on at `at`, and what comes next."""

    at: datetime
    current: list[DayMeeting]
    following: list[DayMeeting]
    #: When the current ones end, or the next begin.
    ends_at: datetime | None
    next_at: datetime | None


def live(meetings: Sequence[DayMeeting]) -> Live:
    at = now()
    current = [each for each in meetings if each.starts_at <= at < each.ends_at]
    current.sort(key=_by_room)
    next_at = min((each.starts_at for each in meetings if each.starts_at > at), default=None)
    return Live(
        at=at,
        current=current,
        following=sorted((e for e in meetings if e.starts_at == next_at), key=_by_room),
        ends_at=max((each.ends_at for each in current), default=None),
        next_at=next_at,
    )


def _by_room(meeting: DayMeeting) -> tuple[bool, int]:
    """In the order of the rooms, and those on video last."""
    return meeting.room is None, meeting.room.position if meeting.room else 0


@dataclass(frozen=True)
class Short:
    """A startup that meets fewer mentors than it wants. `reasons` counts, by `Why`, wishes that do
    not come true; which ones they are is the startup's own."""

    startup_id: UUID
    name: str
    got: int
    wanted: int
    reasons: list[tuple[str, int]]


def short_of(day: MentorDay, gathered: Gathering) -> list[Short]:
    """By name, of the startups that the reader sees; who has not wished yet is not among them."""
    reasons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in day.outcome.get("unmet", ()):
        reasons[each["startup"]][each["why"]] += 1
    met: dict[UUID, int] = defaultdict(int)
    for meeting in gathered.meetings:
        met[meeting.startup_id] += 1
    found = []
    for coming in gathered.startups:
        wanted = day.wanted if coming.wanted is None else coming.wanted
        got = met[coming.startup_id]
        if coming.wishes and got < wanted:
            counted = sorted(reasons[str(coming.startup_id)].items())
            found.append(Short(coming.startup_id, coming.startup.name, got, wanted, counted))
    return found


@dataclass(frozen=True)
class Said:
    """What a plan says of itself, for a reader who sees all of it."""

    placed: int
    at_most: int
    waiting: int
    room_changes: int

    @property
    def proven(self) -> bool:
        return self.placed >= self.at_most


def said_of(outcome: Mapping[str, Any], *, whole: bool) -> Said | None:
    """None without a plan, and for who may not see all: totals tell of whom they do not see."""
    if not outcome or not whole:
        return None
    names = ("placed", "at_most", "waiting", "room_changes")
    return Said(**{name: outcome[name] for name in names})


Plain = list[Any]


@dataclass(frozen=True)
class Change:
    """A line of a proposal: with where it was and where it will be, either of which may be None."""

    startup: str
    mentor: str
    before: tuple[TimeSlot, str] | None
    after: tuple[TimeSlot, str] | None


@dataclass(frozen=True)
class Changes:
    """`hidden` are of startups that a conflict keeps from the reader."""

    moved: list[Change] = field(default_factory=list)
    dropped: list[Change] = field(default_factory=list)
    added: list[Change] = field(default_factory=list)
    hidden: int = 0

    @property
    def none(self) -> bool:
        return not (self.moved or self.dropped or self.added or self.hidden)


def changes_in(day: MentorDay, gathered: Gathering) -> Changes:
    """The proposal's, in words of the reader's board."""
    nothing: dict[str, Any] = {"moved": [], "dropped": [], "added": []}
    proposal = nothing | (day.proposal or {})
    names = {str(each.startup_id): each.startup.name for each in gathered.startups}
    mentors = {str(each.mentor_id): each.mentor.name for each in gathered.mentors}
    rooms = {str(each.id): each.name for each in gathered.rooms}
    slots = slots_of(day)

    def place(plain: Plain | None) -> tuple[TimeSlot, str] | None:
        if plain is None:
            return None
        room = rooms.get(plain[3], "") if plain[3] else _("Video")
        return slots[plain[2]], room

    def lines(pairs: Iterable[tuple[Plain | None, Plain | None]]) -> list[Change]:
        return [
            Change(names[which[0]], mentors.get(which[1], ""), place(before), place(after))
            for before, after in pairs
            if (which := after or before) and which[0] in names
        ]

    moved = lines((before, after) for before, after in proposal["moved"])
    dropped = lines((each, None) for each in proposal["dropped"])
    added = lines((None, each) for each in proposal["added"])
    every = len(proposal["moved"]) + len(proposal["dropped"]) + len(proposal["added"])
    return Changes(moved, dropped, added, hidden=every - len(moved) - len(dropped) - len(added))
