"""A cohort's startups and what is arranged for them: by its staff; the demo day: for everybody."""

from uuid import UUID

from accelerator.participations.api.groups import ADMIN, COHORT, MANAGE, STAFF, cohort_of
from accelerator.participations.api.groups import arranged as endpoints
from accelerator.participations.models import Unit
from accelerator.participations.queries import cohorts as queries
from accelerator.participations.queries.numbers import metrics_of
from accelerator.participations.queries.parts import metric_in, perk_in
from accelerator.participations.queries.startups import check_ins_in, startups_page, tasks_of
from accelerator.participations.schemas.arranging import (
    DemoDayOrder,
    DemoDayShown,
    MetricSent,
    MetricShown,
    MetricsShown,
    MonthsPlannedShown,
    NumericQuestionShown,
    PerkSent,
    PerkShown,
    TaskSent,
)
from accelerator.participations.schemas.months import CohortCheckInShown
from accelerator.participations.schemas.participations import ParticipationShown
from accelerator.participations.schemas.working import TaskShown
from accelerator.participations.services import arranging as services
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.programmes.queries import cohort_shown_to
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/participations",
        "The startups of a cohort, in the order in which they joined",
        answers=ListShown[ParticipationShown],
        audience=STAFF,
        permission=MANAGE,
        query=Paged,
        refuses=(NotFound,),
        note="What you have a conflict of interest with is left out.",
    )
)
def cohort_participations(cohort_id: UUID, query: Paged) -> ListShown[ParticipationShown]:
    page = startups_page(
        cohort_of(cohort_id), seen_by=signed_in_person(), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[ParticipationShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/check-ins",
        "All months of a cohort's startups, in the order in which they are due",
        answers=ListShown[CohortCheckInShown],
        audience=STAFF,
        permission=MANAGE,
        query=Paged,
        refuses=(NotFound,),
        note="What you have a conflict of interest with is left out.",
    )
)
def cohort_check_ins(cohort_id: UUID, query: Paged) -> ListShown[CohortCheckInShown]:
    page = check_ins_in(
        cohort_of(cohort_id), seen_by=signed_in_person(), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[CohortCheckInShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/check-ins/plan",
        "Plan the months of everybody who is in",
        answers=MonthsPlannedShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def plan_cohort_months(cohort_id: UUID) -> MonthsPlannedShown:
    return MonthsPlannedShown(planned=plan_check_ins(cohort_of(cohort_id)))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/tasks",
        "What every startup does at the beginning, in order",
        answers=ListShown[TaskShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def cohort_tasks(cohort_id: UUID) -> ListShown[TaskShown]:
    found = tasks_of(cohort_of(cohort_id).id)
    return ListShown(items=[TaskShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/tasks",
        "Add a task",
        answers=TaskShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=TaskSent,
        refuses=(NotFound,),
    )
)
def add_cohort_task(cohort_id: UUID, body: TaskSent) -> TaskShown:
    made = services.add_task(
        cohort_of(cohort_id),
        body.wanted(),
        due_on=body.due_on,
        is_agreement=body.is_agreement,
        by=signed_in_person(),
    )
    return TaskShown.of(made)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/metrics",
        "Numbers that the cohort's programme follows, in order",
        answers=MetricsShown,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def cohort_metrics(cohort_id: UUID) -> MetricsShown:
    cohort = cohort_of(cohort_id)
    return MetricsShown(
        items=[MetricShown.of(each) for each in metrics_of(cohort.programme_id)],
        beginnings=[
            NumericQuestionShown(key=key, label=label)
            for key, label in queries.numeric_questions(cohort)
        ],
    )


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/metrics",
        "Follow a number",
        answers=MetricShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=MetricSent,
        refuses=(NotFound,),
    )
)
def add_cohort_metric(cohort_id: UUID, body: MetricSent) -> MetricShown:
    made = services.add_metric(
        cohort_of(cohort_id),
        body.wanted(),
        unit=Unit(body.unit),
        baseline_key=body.baseline_key,
        by=signed_in_person(),
    )
    return MetricShown.of(made)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{COHORT}/metrics/<uuid:metric_id>",
        "Follow a number no longer",
        answers=MetricShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="It is not asked any more; what was said stays.",
    )
)
def end_cohort_metric(cohort_id: UUID, metric_id: UUID) -> MetricShown:
    cohort = cohort_of(cohort_id)
    metric = metric_in(cohort, metric_id)
    services.end_metric(metric, cohort, by=signed_in_person())
    return MetricShown.of(metric)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/perks",
        "What partners give the cohort's startups",
        answers=ListShown[PerkShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def cohort_perks(cohort_id: UUID) -> ListShown[PerkShown]:
    found = queries.perks_in(cohort_of(cohort_id))
    return ListShown(items=[PerkShown.of(each) for each in found])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/perks",
        "Add a perk",
        answers=PerkShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PerkSent,
        refuses=(NotFound,),
    )
)
def add_cohort_perk(cohort_id: UUID, body: PerkSent) -> PerkShown:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    made = services.add_perk(
        cohort, body.wanted(), provider=body.provider, most=body.most, by=person
    )
    return PerkShown.of(made)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{COHORT}/perks/<uuid:perk_id>",
        "Offer a perk no longer",
        answers=PerkShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="Who has it keeps it.",
    )
)
def end_cohort_perk(cohort_id: UUID, perk_id: UUID) -> PerkShown:
    cohort = cohort_of(cohort_id)
    perk = perk_in(cohort.id, perk_id)
    services.end_perk(perk, cohort, by=signed_in_person())
    return PerkShown.of(perk)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/demo-day",
        "A cohort's demo day, once it runs and the day has a date",
        answers=DemoDayShown,
        refuses=(NotFound,),
        note="For everybody.",
    )
)
def demo_day(cohort_id: UUID) -> DemoDayShown:
    cohort = cohort_shown_to(cohort_id, signed_in_person())
    return DemoDayShown.of(cohort, queries.public_demo_day(cohort))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{COHORT}/demo-day/order",
        "Say who speaks when",
        answers=DemoDayShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=DemoDayOrder,
        refuses=(NotFound,),
    )
)
def order_demo_day(cohort_id: UUID, body: DemoDayOrder) -> DemoDayShown:
    cohort, speakers = cohort_of(cohort_id), queries.on_demo_day(cohort_of(cohort_id))
    first = list(dict.fromkeys(body.participations))
    wanted = [*first, *(each.id for each in speakers if each.id not in first)]
    order = {id_: place for place, id_ in enumerate(wanted)}
    services.set_demo_order(cohort, speakers, order=order, by=signed_in_person())
    return DemoDayShown.of(cohort, queries.on_demo_day(cohort))
