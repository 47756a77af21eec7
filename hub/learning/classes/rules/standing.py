"""Where a run stands by the clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    CANCELLED = "cancelled"
    #: Published, and not one session stands.
    UNDATED = "undated"
    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


class Enrolling(StrEnum):
    """Whether one can ask for a place now."""

    NOT_YET = "not-yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Dates:
    """What the clock is held against. None for the window: from publication on; until the end."""

    is_draft: bool
    is_cancelled: bool
    starts_at: datetime | None
    ends_at: datetime | None
    enrol_opens_at: datetime | None = None
    enrol_closes_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    stage: Stage
    enrolling: Enrolling

    @property
    def takes_people(self) -> bool:
        return self.enrolling is Enrolling.OPEN


def standing(dates: Dates, now: datetime) -> Standing:
    stage = stage_of(dates, now)
    return Standing(stage, _enrolling(dates, stage, now=now))


def stage_of(dates: Dates, now: datetime) -> Stage:
    if dates.is_cancelled:
        return Stage.CANCELLED
    if dates.is_draft:
        return Stage.DRAFT
    if dates.starts_at is None or dates.ends_at is None:
        return Stage.UNDATED
    if now < dates.starts_at:
        return Stage.COMING
    return Stage.RUNNING if now < dates.ends_at else Stage.OVER


def _enrolling(dates: Dates, stage: Stage, *, now: datetime) -> Enrolling:
    if stage in (Stage.CANCELLED, Stage.DRAFT, Stage.UNDATED, Stage.OVER):
        return Enrolling.NOT_YET if stage is Stage.DRAFT else Enrolling.CLOSED
    if dates.enrol_closes_at is not None and now >= dates.enrol_closes_at:
        return Enrolling.CLOSED
    if dates.enrol_opens_at is not None and now < dates.enrol_opens_at:
        return Enrolling.NOT_YET
    return Enrolling.OPEN
