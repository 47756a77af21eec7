"""Plans, quotas and introductions for stories about them."""

from datetime import date
from typing import Any

from booking.plans.models import Plan, PlanMember, Quota, QuotaPeriod
from booking.spaces.models import Induction, Space
from hub.accounts.models import User
from hub.core.database import transaction
from hub.organisations.models import Organisation, Site
from tests.factories import kept

LONG_AGO = date(2026, 1, 1)


def a_plan(site: Site, name: str = "Hot desk") -> Plan:
    with transaction():
        return kept(Plan(site_id=site.id, name=name))


def on_plan(plan: Plan, who: User | Organisation, **named: Any) -> PlanMember:
    key = "user_id" if isinstance(who, User) else "organisation_id"
    with transaction():
        return kept(
            PlanMember(**({"plan_id": plan.id, key: who.id, "starts_on": LONG_AGO} | named))
        )


def a_quota(site: Site, plan: Plan | None = None, **named: Any) -> Quota:
    """Ten hours a week unless said otherwise."""
    limits = {} if {"most_minutes", "most_bookings"} & set(named) else {"most_minutes": 600}
    defaults = {
        "site_id": site.id,
        "plan_id": plan.id if plan else None,
        "period": QuotaPeriod.WEEK,
    }
    with transaction():
        return kept(Quota(**(defaults | limits | named)))


def shown(person: User, space: Space, **named: Any) -> Induction:
    with transaction():
        return kept(Induction(space_id=space.id, user_id=person.id, **named))
