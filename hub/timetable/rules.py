"""When a job is due, and what its last runs mean for the next. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from hub.core.walltime import NoSuchWallTime, to_instant, to_wall

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """A line of the timetable: either `every` so often, or `daily_at` a wall time of `zone`.

    Args:
        run: does the work and says in a sentence what it did; must be safe to run twice.
        fenced: no transaction of a run is kept once somebody else has taken the run over. Switch it
            off only for work that guards each of its steps by itself.
    """

    name: str
    run: Callable[[], str]
    every: timedelta | None = None
    daily_at: time | None = None
    zone: str = "UTC"
    fenced: bool = True

    def __post_init__(self) -> None:
        if (self.every is None) is (self.daily_at is None):
            raise ValueError(f"{self.name}: either every or daily_at")

    @property
    def rhythm(self) -> str:
        if self.every is not None:
            return f"every {self.every}"
        return f"daily at {self.daily_at:%H:%M} {self.zone}"


def latest_due(job: Job, now: datetime) -> datetime:
    """The last instant at or before `now` at which the job was to run. Earlier ones that nobody
    ran are not made up for: one run catches up on all of them."""
    if job.every is not None:
        return EPOCH + (now - EPOCH) // job.every * job.every
    today = to_wall(now, job.zone)
    due = _daily(job, today)
    return due if due <= now else _daily(job, today - timedelta(days=1))


def _daily(job: Job, day: datetime) -> datetime:
    """A time that the clocks skip is the first one after; of one that comes twice, the first."""
    wall = datetime.combine(day.date(), job.daily_at or time())
    try:
        return to_instant(wall, job.zone, fold=0)
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, job.zone, fold=0)


class Step(StrEnum):
    NOTHING = "nothing"
    BEGIN = "begin"
    #: Somebody died or stood still at it: run the same occurrence again.
    TAKE_OVER = "take-over"
    #: The occurrence was run, but the hub's clock has stood still or gone back since.
    REPEAT = "repeat"


def next_step(job: Job, *, open_until: float | None, started: float | None, seconds: float) -> Step:
    """What to do about a job, given its unfinished run and the run of its latest due time.

    Args:
        open_until: until when an unfinished run of the job is leased; None when there is none.
        started: when the latest due occurrence was started; None when it was not.
        seconds: now; like the others by the lease clock, which does not follow the hub's.
    """
    if open_until is not None:
        return Step.TAKE_OVER if open_until < seconds else Step.NOTHING
    if started is None:
        return Step.BEGIN
    if job.every is not None and not 0 <= seconds - started < job.every.total_seconds():
        return Step.REPEAT
    return Step.NOTHING
