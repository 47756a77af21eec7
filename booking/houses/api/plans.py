"""Plans of a site: made, changed, put away; and what your own leave you."""

from uuid import UUID

from booking.houses.api.groups import ADMIN, MANAGE, STAFF, kept_plan, kept_site, plans
from booking.houses.queries.plans import plans_of
from booking.houses.queries.usage import own_plans
from booking.houses.schemas.plans import NewPlan, OwnPlanShown, PlanChange, SitePlanShown
from booking.plans import services
from booking.plans.errors import PlanNameTaken
from booking.plans.models import Plan
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.web.api import Endpoint, ListShown, as_seen

ONE = "/plans/<uuid:plan_id>"


@plans.serves(
    Endpoint(
        "GET",
        "/me/plans",
        "Your own plans, and what is left of them",
        answers=ListShown[OwnPlanShown],
    )
)
def my_plans() -> ListShown[OwnPlanShown]:
    return ListShown(items=[OwnPlanShown.of(own) for own in own_plans(signed_in_person())])


@plans.serves(
    Endpoint(
        "GET",
        "/sites/<code>/plans",
        "The plans of a site",
        answers=ListShown[SitePlanShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
        note="Archived ones last.",
    )
)
def site_plans(code: str) -> ListShown[SitePlanShown]:
    return ListShown(items=[SitePlanShown.of(plan) for plan in plans_of(kept_site(code))])


@plans.serves(
    Endpoint(
        "POST",
        "/sites/<code>/plans",
        "Make a plan",
        answers=SitePlanShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewPlan,
        versioned=True,
        refuses=(NotFound, NotAllowed, PlanNameTaken),
        location="/plans/{id}",
    )
)
def make_plan(code: str, body: NewPlan) -> SitePlanShown:
    made = services.make_plan(kept_site(code), body.draft(), by=signed_in_person())
    return SitePlanShown.of(made)


@plans.serves(
    Endpoint(
        "GET",
        ONE,
        "One plan",
        answers=SitePlanShown,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def plan(plan_id: UUID) -> SitePlanShown:
    return SitePlanShown.of(kept_plan(plan_id))


@plans.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change what a plan is called and says",
        answers=SitePlanShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PlanChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, PlanNameTaken),
    )
)
def change_plan(plan_id: UUID, body: PlanChange) -> SitePlanShown:
    found = _seen(plan_id)
    services.change_plan(found, body.draft(found), by=signed_in_person())
    return SitePlanShown.of(found)


@plans.serves(
    Endpoint(
        "POST",
        f"{ONE}/put-away",
        "Put a plan away",
        answers=SitePlanShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="Those who are on it are on no plan from now on. What they have booked stands.",
    )
)
def archive_plan(plan_id: UUID) -> SitePlanShown:
    found = _seen(plan_id)
    services.archive_plan(found, by=signed_in_person())
    return SitePlanShown.of(found)


@plans.serves(
    Endpoint(
        "POST",
        f"{ONE}/restore",
        "Use an archived plan again",
        answers=SitePlanShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def restore_plan(plan_id: UUID) -> SitePlanShown:
    found = _seen(plan_id)
    services.restore_plan(found, by=signed_in_person())
    return SitePlanShown.of(found)


def _seen(plan_id: UUID) -> Plan:
    return as_seen(kept_plan(plan_id), SitePlanShown.of)
