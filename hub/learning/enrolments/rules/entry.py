"""Whether somebody may take a class: its window, for whom it is, and what has to come before.

A run says who may come in (`Gate`), a person says who they are (`Comer`), and the answer is the
first thing that is in the way, with what a sentence about it needs.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hub.learning.classes.rules.audience import EVERYBODY, Audience


class Obstacle(StrEnum):
    NOT_PUBLISHED = "not-published"
    CANCELLED = "cancelled"
    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "enrolment-closed"
    OVER = "class-over"
    KEY_NEEDED = "key-needed"
    WRONG_KEY = "wrong-key"
    NOT_FOR_YOU = "not-in-audience"
    COURSES_FIRST = "courses-first"


class Moment(StrEnum):
    """When it is asked. In line nobody is asked for the key again, and that the window opened once
    is enough."""

    COMING = "coming"
    IN_LINE = "in-line"


@dataclass(frozen=True)
class Gate:
    """What a run asks of those who want in. `over_at` is the end of its last session."""

    is_published: bool = True
    is_cancelled: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    over_at: datetime | None = None
    needs_key: bool = False
    audience: Audience = EVERYBODY
    #: Courses that have to be completed before.
    required: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Comer:
    """Who somebody is, as far as classes ask."""

    organisation_kinds: frozenset[str] = frozenset()
    cohort_ids: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    completed: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class InTheWay:
    """`at`: when it opens, or closed; `missing`: courses that have to come first."""

    obstacle: Obstacle
    at: datetime | None = None
    missing: frozenset[UUID] = frozenset()


def in_the_way(
    gate: Gate, comer: Comer, *, at: datetime, moment: Moment, key_fits: bool | None = None
) -> InTheWay | None:
    """The first thing that keeps somebody out, or None.

    Args:
        key_fits: None when no key was given.
    """
    if found := of_the_run(gate, at=at, moment=moment):
        return found
    if not fits(gate.audience, comer):
        return InTheWay(Obstacle.NOT_FOR_YOU)
    if missing := gate.required - comer.completed:
        return InTheWay(Obstacle.COURSES_FIRST, missing=missing)
    if gate.needs_key and moment is Moment.COMING and not key_fits:
        return InTheWay(Obstacle.KEY_NEEDED if key_fits is None else Obstacle.WRONG_KEY)
    return None


def fits(audience: Audience, comer: Comer) -> bool:
    """Whether one of the conditions is met."""
    return audience.is_everybody or bool(
        comer.organisation_kinds & set(audience.organisation_kinds)
        or comer.cohort_ids & set(audience.cohort_ids)
        or comer.groups & set(audience.groups)
    )


def of_the_run(gate: Gate, *, at: datetime, moment: Moment) -> InTheWay | None:
    """What keeps everybody out."""
    if gate.is_cancelled:
        return InTheWay(Obstacle.CANCELLED)
    if not gate.is_published:
        return InTheWay(Obstacle.NOT_PUBLISHED)
    if gate.over_at is not None and at >= gate.over_at:
        return InTheWay(Obstacle.OVER, at=gate.over_at)
    if gate.closes_at is not None and at >= gate.closes_at:
        return InTheWay(Obstacle.CLOSED, at=gate.closes_at)
    too_early = gate.opens_at is not None and at < gate.opens_at
    if too_early and moment is Moment.COMING:
        return InTheWay(Obstacle.NOT_OPEN_YET, at=gate.opens_at)
    return None
