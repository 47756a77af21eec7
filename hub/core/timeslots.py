"""Half-open intervals of time: a slot includes its start and excludes its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class TimeSlot:
    """From `start` up to, not including, `end`; both timezone-aware.

    Half-open, so that a meeting ending at 10:00 leaves the room free at 10:00.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"a slot needs instants with a zone: {self.start} to {self.end}")
        if self.end <= self.start:
            raise ValueError(f"a slot must end after it starts: {self.start} to {self.end}")

    @property
    def length(self) -> timedelta:
        """Real elapsed time, also across a change of clocks."""
        return self.end - self.start

    def overlaps(self, other: "TimeSlot") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "TimeSlot") -> bool:
        return self.start <= other.start and other.end <= self.end

    def widened(self, *, before: timedelta, after: timedelta) -> "TimeSlot":
        return TimeSlot(self.start - before, self.end + after)

    def moved(self, by: timedelta) -> "TimeSlot":
        return TimeSlot(self.start + by, self.end + by)
