"""The words of an interview day: panels and candidates in, meetings out. Times are aware and
half-open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hub.core.timeslots import TimeSlot


class Way(StrEnum):
    ROOM = "room"
    ONLINE = "online"


BOTH_WAYS = frozenset(Way)


@dataclass(frozen=True)
class Timing:
    """Minutes. The buffer keeps panel and room, but not the startup."""

    presentation: int
    questions: int
    buffer: int = 0

    def __post_init__(self) -> None:
        if self.presentation + self.questions <= 0 or self.buffer < 0:
            raise ValueError("a meeting lasts more than nothing")

    @property
    def meeting(self) -> timedelta:
        return timedelta(minutes=self.presentation + self.questions)

    @property
    def busy(self) -> timedelta:
        return self.meeting + timedelta(minutes=self.buffer)


@dataclass(frozen=True)
class Panel:
    """Who listens, where and when. In a `room`, `online`, or both at once."""

    id: str
    members: frozenset[str]
    windows: tuple[TimeSlot, ...]
    room: str | None = None
    online: bool = False
    breaks: tuple[TimeSlot, ...] = ()
    track: str | None = None

    def __post_init__(self) -> None:
        if self.room is None and not self.online:
            raise ValueError(f"panel {self.id} meets neither in a room nor online")

    @property
    def ways(self) -> frozenset[Way]:
        possible = {Way.ROOM: self.room is not None, Way.ONLINE: self.online}
        return frozenset(way for way, can in possible.items() if can)


@dataclass(frozen=True)
class Availability:
    """When, and in which ways then: "online only after 11:00" is ROOM before and ONLINE after."""

    slot: TimeSlot
    ways: frozenset[Way] = BOTH_WAYS


@dataclass(frozen=True)
class Candidate:
    """An application to be heard. No availability: any time, any way. It is heard by its preferred
    panels, else by those of its track, if the others' places allow; by any other if not."""

    id: str
    available: tuple[Availability, ...] = ()
    preferred: frozenset[str] = frozenset()
    track: str | None = None


@dataclass(frozen=True)
class Meeting:
    """`slot` is presentation and questions, without the buffer."""

    application: str
    panel: str
    slot: TimeSlot
    way: Way = Way.ROOM

    @property
    def place(self) -> tuple[str, str, datetime]:
        return self.application, self.panel, self.slot.start


@dataclass(frozen=True)
class Day:
    """What is to be arranged.

    Args:
        conflicts: (application, person): no panel with that person.
        kept: meetings as they were arranged before; they stay where all can still be heard.
        fixed: meetings that must not move at all.
    """

    panels: tuple[Panel, ...]
    candidates: tuple[Candidate, ...]
    timing: Timing
    conflicts: frozenset[tuple[str, str]] = frozenset()
    kept: frozenset[Meeting] = frozenset()
    fixed: frozenset[Meeting] = frozenset()
    seed: int = 1

    def __post_init__(self) -> None:
        for ids in ([p.id for p in self.panels], [c.id for c in self.candidates]):
            if len(set(ids)) != len(ids):
                raise ValueError("the same id twice")
        for meetings in (self.kept, self.fixed):
            if len({meeting.application for meeting in meetings}) != len(meetings):
                raise ValueError("an application has one meeting")


class Why(StrEnum):
    """Why an application has no meeting, the first that is true."""

    NO_PANEL = "no-panel"  # the day has no slot at all
    CONFLICT = "conflict"  # with a member of every panel
    TIME = "time"  # no slot of a panel without conflict while it is available
    WAY = "way"  # such slots, but none in the way it is available then
    FIXED = "fixed"  # its fixed meeting is impossible, or collides with another
    CROWDED = "crowded"  # others need the slots it could take, too
    SHARED = "shared"  # slots enough, but people or rooms are needed in two places at once


@dataclass(frozen=True)
class Unplaced:
    """`slots` is how many it could take, were it alone. When crowded, `rivals` (itself included)
    are the applications for whom there are only `room` slots together."""

    application: str
    why: Why
    slots: int = 0
    rivals: tuple[str, ...] = ()
    room: int = 0


@dataclass(frozen=True)
class Schedule:
    """Meetings by time and panel. `moved` had a kept meeting and now have another, or none. `idle`
    minutes lie between a panel's meetings, breaks apart. `proven` is False when time ran out: every
    rule is kept, but a better schedule may exist."""

    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    moved: tuple[str, ...]
    idle: int
    proven: bool

    @property
    def complete(self) -> bool:
        return not self.unplaced


def free_pieces(windows: Iterable[TimeSlot], breaks: Iterable[TimeSlot]) -> list[TimeSlot]:
    """The windows, those that touch made one, without the breaks; in order."""
    pieces: list[TimeSlot] = []
    for window in sorted(windows):
        if pieces and window.start <= pieces[-1].end:
            pieces[-1] = TimeSlot(pieces[-1].start, max(pieces[-1].end, window.end))
        else:
            pieces.append(window)
    for pause in sorted(breaks):
        pieces = [rest for piece in pieces for rest in _without(piece, pause)]
    return pieces


def _without(piece: TimeSlot, pause: TimeSlot) -> list[TimeSlot]:
    if not piece.overlaps(pause):
        return [piece]
    rests = ((piece.start, pause.start), (pause.end, piece.end))
    return [TimeSlot(start, end) for start, end in rests if start < end]
