"""A startup in its cohort with all that its page shows."""

from uuid import UUID

from accelerator.participations.models import CheckIn, Metric, Participation
from accelerator.participations.permissions import view_of
from accelerator.participations.queries import startups as queries
from accelerator.participations.queries.numbers import (
    check_ins_of,
    metrics_of,
    numbers_before,
    numbers_in,
    series_of,
)
from accelerator.participations.schemas.months import (
    CheckInInFullShown,
    CheckInShown,
    FollowUpShown,
    shown,
)
from accelerator.participations.schemas.participations import (
    MetricSeriesShown,
    MonthNumberShown,
    ParticipationInFullShown,
    agreement_of,
    brief,
)
from accelerator.participations.schemas.working import (
    GoalShown,
    MilestoneShown,
    OwnPerkShown,
    OwnTaskShown,
)
from accelerator.participations.services.working import tasks_done
from hub.accounts.models import User


def in_full(participation: Participation, *, seen_by: User) -> ParticipationInFullShown:
    metrics, done = _metrics(participation), tasks_done(participation)
    return ParticipationInFullShown(
        **brief(participation),
        application=participation.application_id,
        you_are=view_of(seen_by, participation).name.lower(),
        agreement=agreement_of(participation),
        tasks=[
            OwnTaskShown.for_one(task, done=task.id in done)
            for task in queries.tasks_of(participation.cohort_id)
        ],
        milestones=[MilestoneShown.of(each) for each in queries.milestones_of(participation)],
        goals=[GoalShown.of(each) for each in queries.goals_of(participation)],
        perks=[OwnPerkShown.for_one(*each) for each in queries.perks_of(participation)],
        numbers=_series(participation, metrics),
        check_ins=[CheckInShown.of(each) for each in check_ins_of(participation)],
        follow_ups=[
            FollowUpShown.of(each, metrics, currency=currency_of(participation))
            for each in queries.follow_ups_of(participation)
        ],
    )


def month_in_full(check_in: CheckIn) -> CheckInInFullShown:
    participation = check_in.participation
    metrics, currency = _metrics(participation), currency_of(participation)
    return CheckInInFullShown.with_numbers(
        check_in,
        numbers=shown(numbers_in(check_in), metrics, currency=currency),
        before=shown(numbers_before(check_in), metrics, currency=currency),
        baseline=shown(participation.baseline, metrics, currency=currency),
    )


def is_done(participation: Participation, task_id: UUID) -> bool:
    return task_id in tasks_done(participation)


def currency_of(participation: Participation) -> str:
    return participation.cohort.programme.currency


def _metrics(participation: Participation) -> list[Metric]:
    return metrics_of(participation.cohort.programme_id)


def _series(participation: Participation, metrics: list[Metric]) -> list[MetricSeriesShown]:
    currency = currency_of(participation)
    began = shown(participation.baseline, metrics, currency=currency)
    handed_in = series_of([participation.id])[participation.id]
    return [
        MetricSeriesShown.of(
            metric,
            baseline=began.get(metric.key),
            months=[
                MonthNumberShown(
                    month=check_in.month,
                    value=shown({metric.key: amount}, [metric], currency=currency)[metric.key],
                )
                for check_in, amount in handed_in.get(metric.key, [])
            ],
        )
        for metric in metrics
    ]
