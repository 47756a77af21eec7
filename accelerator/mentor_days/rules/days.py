"""The words of a mentor day: who wants to meet whom and when everybody can; meetings out.

The day is cut into slots, numbered from 0; which instants they are is known outside. All ids are
texts, and the order in which anything is given changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Pair = tuple[str, str]
"""A startup and a mentor, by id."""


class Aim(StrEnum):
    """What "the mentors it wants most" means, once the meetings are shared out evenly.

    WEIGHTED: a wish is worth more the higher it stands; the sum is the highest possible.
    RANKS: as many first wishes as possible come true, then as many second ones, and so on.
    """

    WEIGHTED = "weighted"
    RANKS = "ranks"


@dataclass(frozen=True)
class Startup:
    """Who wants to meet mentors.

    Args:
        wishes: mentors, most wanted first. It meets nobody else, but for fixed meetings.
        wanted: how many meetings; fewer wishes, fewer meetings.
        away: slots in which it cannot meet: lunch, breaks, before it arrives.
        most: the most meetings in a day, if fewer than wanted.
        video: takes part from afar: its meetings need no room.
    """

    id: str
    wishes: tuple[str, ...]
    wanted: int
    away: frozenset[int] = frozenset()
    most: int | None = None
    video: bool = False

    def __post_init__(self) -> None:
        if self.wanted < 0 or (self.most is not None and self.most < 0):
            raise ValueError(f"startup {self.id} wants fewer meetings than none")
        if len(set(self.wishes)) != len(self.wishes):
            raise ValueError(f"startup {self.id} wishes for a mentor twice")

    @property
    def limit(self) -> int:
        return self.wanted if self.most is None else min(self.wanted, self.most)


@dataclass(frozen=True)
class Mentor:
    """Whom startups want to meet.

    Args:
        available: the slots in which it can meet: its windows without its breaks.
        most: the most meetings in a day; None: as many as it has slots.
        longest_run: after so many meetings without a break, a slot stays empty. A pause of the
            whole day and a slot in which it is not available are breaks, too.
        video: takes part from afar: its meetings need no room.
        kind: the kind of room it needs; None: any.
    """

    id: str
    available: frozenset[int]
    most: int | None = None
    longest_run: int | None = None
    video: bool = False
    kind: str | None = None

    def __post_init__(self) -> None:
        if self.most is not None and self.most < 0:
            raise ValueError(f"mentor {self.id} gives fewer meetings than none")
        if self.longest_run is not None and self.longest_run < 1:
            raise ValueError(f"mentor {self.id} never meets anybody")


@dataclass(frozen=True)
class Room:
    """One meeting at a time. `closed` are slots in which it cannot be used."""

    id: str
    kind: str = ""
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Meeting:
    """`room` is None on video; of a fixed meeting, None also leaves the room to the plan."""

    startup: str
    mentor: str
    slot: int
    room: str | None = None

    @property
    def pair(self) -> Pair:
        return self.startup, self.mentor

    @property
    def order(self) -> tuple[int, str, str]:
        return self.slot, self.startup, self.mentor


@dataclass(frozen=True)
class Day:
    """What is to be planned.

    Args:
        slots: how many the day has.
        pauses: slots before which everybody has a break (lunch for all between 7 and 8: {8}).
        conflicts: pairs that must not meet.
        fixed: meetings that must not move. They count as wanted; both must be there and free.
        aim: how wishes are weighed.
        seed: draws lots among equals.
        seconds: of the processor, for each question to the solver; about, and by its own clock.
    """

    slots: int
    startups: tuple[Startup, ...]
    mentors: tuple[Mentor, ...]
    rooms: tuple[Room, ...]
    pauses: frozenset[int] = frozenset()
    conflicts: frozenset[Pair] = frozenset()
    fixed: frozenset[Meeting] = frozenset()
    aim: Aim = Aim.WEIGHTED
    seed: int = 1
    seconds: float = 20.0

    def __post_init__(self) -> None:
        for kind in (self.startups, self.mentors, self.rooms):
            if len({each.id for each in kind}) != len(kind):
                raise ValueError("the same id twice")
        if len({meeting.pair for meeting in self.fixed}) != len(self.fixed):
            raise ValueError("a startup meets a mentor once")


class Why(StrEnum):
    """Why a wished meeting is not in the plan, the first that is true."""

    UNKNOWN = "unknown"  # one of the two does not take part
    CONFLICT = "conflict"  # the two must not meet
    FIXED = "fixed"  # a fixed meeting that is impossible, or collides with another
    AWAY = "away"  # one of the two has no slot at all
    APART = "apart"  # no slot in common
    NO_ROOM = "no-room"  # slots in common, but never a room that suits
    STARTUP_FULL = "startup-full"  # the startup's own slots or most meetings are used up
    MENTOR_FULL = "mentor-full"  # the mentor's slots or most meetings are used up
    ROOMS_FULL = "rooms-full"  # in every slot that both have free, all rooms are taken
    TIGHT = "tight"  # each slot in common is taken for one or the other, however it is turned


@dataclass(frozen=True)
class Unmet:
    """A wish that a startup with open places has, and does not get.

    `slots` is how many the two have in common. `rivals` are the startups that the mentor meets
    instead. Of `crowd`, the mentors (this one included) that so many startups want that all of
    their meetings are given out: `wanted` meetings are wanted of them, `given` there are (empty and
    0 when no such group is known: it is a matter of slots and rooms, not of numbers).
    """

    startup: str
    mentor: str
    why: Why
    slots: int = 0
    rivals: tuple[str, ...] = ()
    crowd: tuple[str, ...] = ()
    wanted: int = 0
    given: int = 0

    @property
    def pair(self) -> Pair:
        return self.startup, self.mentor


@dataclass(frozen=True)
class Plan:
    """Meetings by slot and ids. However the day is turned, `at_most` meetings are possible: the
    plan is proven to be the fullest when it has as many ("placed 838 of at most 840").

    Args:
        unmet: by startup and its rank, for startups that have fewer meetings than they want.
        idle: for each mentor, the slots in which it waits between its first meeting and its last:
            available, without a meeting, and not the break that `longest_run` demands. Mentors
            who never wait are left out.
        room_changes: how often mentors have to go to another room.
    """

    meetings: tuple[Meeting, ...]
    unmet: tuple[Unmet, ...]
    at_most: int
    idle: tuple[tuple[str, int], ...]
    room_changes: int

    @property
    def proven(self) -> bool:
        return len(self.meetings) == self.at_most

    @property
    def waiting(self) -> int:
        return sum(slots for _mentor, slots in self.idle)

    def of_startup(self, startup: str) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.startup == startup)

    def of_mentor(self, mentor: str) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.mentor == mentor)

    def of_room(self, room: str) -> tuple[Meeting, ...]:
        return tuple(meeting for meeting in self.meetings if meeting.room == room)


@dataclass(frozen=True)
class Move:
    """The same two, at another time or in another room."""

    before: Meeting
    after: Meeting

    @property
    def only_the_room(self) -> bool:
        return self.before.slot == self.after.slot


@dataclass(frozen=True)
class Repair:
    """A plan, and exactly how it differs from the one before: everything that is in none of
    `moved`, `dropped` and `added` stays in its slot and room."""

    plan: Plan
    moved: tuple[Move, ...]
    dropped: tuple[Meeting, ...]
    added: tuple[Meeting, ...]

    @property
    def unchanged(self) -> bool:
        return not (self.moved or self.dropped or self.added)


def numbered_rooms(count: int) -> tuple[Room, ...]:
    """Rooms of which it does not matter which is which: tables in a hall."""
    width = len(str(count))
    return tuple(Room(f"{number:0{width}}") for number in range(1, count + 1))


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda meeting: meeting.order))
