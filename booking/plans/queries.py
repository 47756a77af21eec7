"""Who is on which plan, and what it limits."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, null, or_, select, union_all

from booking.plans.models import Plan, PlanMember, Quota
from booking.plans.rules import Limit
from hub.core.database import db
from hub.organisations.models import Membership


@dataclass(frozen=True)
class Allowance:
    """What a site limits, by plan; None is for people without one. And the times that a person is
    on plans of the site, alone or with an organisation."""

    limits: tuple[tuple[UUID | None, Limit], ...] = ()
    times: tuple[tuple[UUID, date, date | None], ...] = ()

    def on(self, day: date) -> list[Limit]:
        """What holds on a day of the place: the limits of the plans that they are on, else those of
        people without a plan."""
        plans: set[UUID | None] = {
            plan for plan, first, last in self.times if first <= day and (not last or day <= last)
        }
        return [limit for plan, limit in self.limits if plan in (plans or {None})]


def allowance(person_id: UUID, site_id: UUID) -> Allowance:
    """In one statement. Archived plans are nobody's any more."""
    found = db.session.execute(_ALLOWANCE, {"site": site_id, "person": person_id}).all()
    limits = sorted((row for row in found if row.period is not None), key=lambda row: row.id)
    return Allowance(
        tuple((row.plan_id, _limit(row)) for row in limits),
        tuple((row.plan_id, row.starts_on, row.ends_on) for row in found if row.period is None),
    )


def _limit(row: Any) -> Limit:
    return Limit(
        subject=row.subject,
        kind=row.space_kind,
        period=row.period,
        plan=row.name,
        minutes=row.most_minutes,
        bookings=row.most_bookings,
    )


def _quotas() -> Select[Any]:
    return (
        select(
            Quota.id,
            Quota.plan_id,
            Plan.name,
            Quota.subject,
            Quota.space_kind,
            Quota.period,
            Quota.most_minutes,
            Quota.most_bookings,
            null().cast(PlanMember.starts_on.type).label("starts_on"),
            null().cast(PlanMember.ends_on.type).label("ends_on"),
        )
        .outerjoin(Plan, Plan.id == Quota.plan_id)
        .where(Quota.site_id == bindparam("site"))
    )


def _times() -> Select[Any]:
    person: Any = bindparam("person")
    organisations = select(Membership.organisation_id).where(
        Membership.user_id == person, Membership.left_at.is_(None)
    )
    limits = (Quota.subject, Quota.space_kind, Quota.period)
    most = (Quota.most_minutes, Quota.most_bookings)
    return (
        select(
            PlanMember.id,
            PlanMember.plan_id,
            *(null().cast(column.type) for column in (Plan.name, *limits, *most)),
            PlanMember.starts_on,
            PlanMember.ends_on,
        )
        .join(Plan, Plan.id == PlanMember.plan_id)
        .where(
            or_(PlanMember.user_id == person, PlanMember.organisation_id.in_(organisations)),
            Plan.site_id == bindparam("site"),
            Plan.archived_at.is_(None),
        )
    )


#: Put together once: it is asked for every booking.
_ALLOWANCE = union_all(_quotas(), _times())
