"""Who is on which plan, and what it limits."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from booking.plans.models import Plan, PlanMember, Quota
from booking.plans.rules import Limit
from hub.core.database import db
from hub.organisations.models import Membership


def quotas_of(site_id: UUID) -> list[Quota]:
    """What a site limits, of all its plans and of people without one."""
    query = select(Quota).where(Quota.site_id == site_id).order_by(Quota.id)
    return list(db.session.scalars(query))


def plans_of(person_id: UUID, site_id: UUID) -> list[PlanMember]:
    """A person's times on plans of a site, alone or with an organisation; not of archived plans."""
    organisations = select(Membership.organisation_id).where(
        Membership.user_id == person_id, Membership.left_at.is_(None)
    )
    query = (
        select(PlanMember)
        .join(Plan, Plan.id == PlanMember.plan_id)
        .where(
            or_(
                PlanMember.user_id == person_id,
                PlanMember.organisation_id.in_(organisations),
            ),
            Plan.site_id == site_id,
            Plan.archived_at.is_(None),
        )
    )
    return list(db.session.scalars(query).unique())


def limits_on(day: date, *, quotas: Sequence[Quota], times: Sequence[PlanMember]) -> list[Limit]:
    """What holds on a day of the place for somebody with these times on plans: the quotas of the
    plans that they are on, else those of people without a plan."""
    plans: set[UUID | None] = {
        each.plan_id
        for each in times
        if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
    }
    return [_limit(quota) for quota in quotas if quota.plan_id in (plans or {None})]


def _limit(quota: Quota) -> Limit:
    return Limit(
        subject=quota.subject,
        kind=quota.space_kind,
        period=quota.period,
        plan=quota.plan.name if quota.plan else None,
        minutes=quota.most_minutes,
        bookings=quota.most_bookings,
    )
