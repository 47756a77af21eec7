"""When a call takes applications, and how one that came in stands to the deadline.

A window is half-open: an application at the very instant of the deadline is after it. Grace is no
secret second deadline: it is shown as such, and an application that uses it says so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class IntakeState(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"


class Timing(StrEnum):
    """How a submission stands to its deadline; shown to reviewers and kept for ever."""

    ON_TIME = "on-time"
    GRACE = "grace"
    EXTENDED = "extended"
    LATE = "late"


@dataclass(frozen=True)
class Window:
    """From when until when a call is open, and the grace after it."""

    opens_at: datetime
    closes_at: datetime
    grace: timedelta = timedelta(0)

    @property
    def ends_at(self) -> datetime:
        """The end of grace, after which only an extension or a re-opening lets in."""
        return self.closes_at + self.grace

    def state(self, at: datetime) -> IntakeState:
        if at < self.opens_at:
            return IntakeState.UPCOMING
        if at < self.closes_at:
            return IntakeState.OPEN
        return IntakeState.GRACE if at < self.ends_at else IntakeState.CLOSED

    def takes(self, at: datetime, *, until: datetime | None = None) -> bool:
        """Whether something may be handed in now; `until` is one team's own later deadline, from an
        extension or a re-opening."""
        return self.opens_at <= at < max(self.ends_at, until or self.ends_at)

    def timing(self, at: datetime, *, extended_until: datetime | None = None) -> Timing:
        """How a submission at this instant stands. What a manager lets in after everything, by
        re-opening, is late."""
        if at < self.closes_at:
            return Timing.ON_TIME
        if extended_until is not None and at < extended_until:
            return Timing.EXTENDED
        return Timing.GRACE if at < self.ends_at else Timing.LATE
