"""Numbers of startups: what is measured, what was said, and beside what it stands."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from accelerator.participations.models import CheckIn, Metric, MetricValue, Participation
from accelerator.participations.rules.numbers import Compared
from hub.core.clock import now
from hub.core.database import db

#: Participation → metric's key → month → number, in order of the months.
Series = dict[UUID, dict[str, list[tuple[CheckIn, int]]]]


def metrics_of(programme_id: UUID) -> list[Metric]:
    """Those that are followed now, in their order."""
    query = (
        select(Metric)
        .where(Metric.programme_id == programme_id, Metric.ended_at.is_(None))
        .order_by(Metric.position, Metric.id)
    )
    return list(db.session.scalars(query))


def check_ins_of(participation: Participation) -> list[CheckIn]:
    """Those that have opened, newest first."""
    query = (
        select(CheckIn)
        .where(CheckIn.participation_id == participation.id, CheckIn.opens_at <= now())
        .order_by(CheckIn.month.desc())
    )
    return list(db.session.scalars(query))


def waiting_check_in(participation: Participation) -> CheckIn | None:
    """The oldest month that is open and not handed in."""
    query = (
        select(CheckIn)
        .where(
            CheckIn.participation_id == participation.id,
            CheckIn.opens_at <= now(),
            CheckIn.submitted_at.is_(None),
        )
        .order_by(CheckIn.month)
        .limit(1)
    )
    return db.session.scalar(query)


def numbers_in(check_in: CheckIn) -> dict[str, int]:
    """By metric's key."""
    query = (
        select(Metric.key, MetricValue.amount)
        .join(Metric, Metric.id == MetricValue.metric_id)
        .where(MetricValue.check_in_id == check_in.id)
    )
    return {key: amount for key, amount in db.session.execute(query)}  # noqa: C416


def numbers_before(check_in: CheckIn) -> dict[str, int]:
    """Of each metric the last number from an earlier month that was handed in."""
    query = (
        select(Metric.key, MetricValue.amount)
        .select_from(MetricValue)
        .join(Metric, Metric.id == MetricValue.metric_id)
        .join(CheckIn, CheckIn.id == MetricValue.check_in_id)
        .where(
            CheckIn.participation_id == check_in.participation_id,
            CheckIn.month < check_in.month,
            CheckIn.submitted_at.is_not(None),
        )
        .order_by(CheckIn.month)
    )
    return {key: amount for key, amount in db.session.execute(query)}  # noqa: C416


def compared_in(check_in: CheckIn, numbers: Mapping[str, int | None]) -> dict[str, Compared]:
    """Each number beside last month's and the one that the startup began with."""
    before, baseline = numbers_before(check_in), check_in.participation.baseline
    return {
        key: Compared(number, before.get(key), baseline.get(key)) for key, number in numbers.items()
    }


def series_of(participation_ids: list[UUID]) -> Series:
    """Every number that was handed in by these, with one question for all."""
    query = (
        select(CheckIn, Metric.key, MetricValue.amount)
        .join(MetricValue, MetricValue.check_in_id == CheckIn.id)
        .join(Metric, Metric.id == MetricValue.metric_id)
        .where(CheckIn.participation_id.in_(participation_ids), CheckIn.submitted_at.is_not(None))
        .order_by(CheckIn.month)
    )
    found: Series = {participation: {} for participation in participation_ids}
    for check_in, key, amount in db.session.execute(query):
        found[check_in.participation_id].setdefault(key, []).append((check_in, amount))
    return found
