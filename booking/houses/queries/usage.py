"""What somebody's plans leave them: of each quota, how much is used in the period that now runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.houses.queries.hours import today_at
from booking.plans.models import Plan, PlanMember, Quota, QuotaSubject
from booking.plans.rules import period_around
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.walltime import to_wall
from hub.organisations.models import Organisation, Site
from hub.organisations.queries import organisations_of


@dataclass(frozen=True)
class QuotaUse:
    """A quota with what of it is used, by the person or by (`house`) one of their organisations.
    `until` is the last day of the period; None: no end."""

    quota: Quota
    house: Organisation | None
    minutes: int
    bookings: int
    until: date | None

    @property
    def minutes_left(self) -> int | None:
        most = self.quota.most_minutes
        return None if most is None else max(0, most - self.minutes)

    @property
    def bookings_left(self) -> int | None:
        most = self.quota.most_bookings
        return None if most is None else max(0, most - self.bookings)


@dataclass(frozen=True)
class Whose:
    """A person, and the organisations in whose name they book."""

    person: User
    houses: Sequence[Organisation]


@dataclass(frozen=True)
class OwnPlan:
    """A plan that somebody is on, or (None) what holds at a site where they are on none.
    `through` is the organisation by which they are on it."""

    site: Site
    plan: Plan | None
    through: Organisation | None
    ends_on: date | None
    uses: Sequence[QuotaUse]


def own_plans(person: User) -> list[OwnPlan]:
    """Plans first, by site. A site is left out where the person is on no plan and none limits them.
    What counts, counts as `booking.bookings.claims` does."""
    houses = {each.organisation_id: each.organisation for each in organisations_of(person)}
    memberships = _memberships(person, houses)
    quotas = list(db.session.scalars(select(Quota).order_by(Quota.made_at, Quota.id)).unique())
    bookings = _bookings(person, houses)
    found = []
    for each in memberships:
        through = houses.get(each.organisation_id) if each.organisation_id else None
        whose = Whose(person, [through] if through else list(houses.values()))
        site, own = each.plan.site, [q for q in quotas if q.plan_id == each.plan_id]
        uses = _uses(own, bookings, site=site, whose=whose)
        found.append(OwnPlan(site, each.plan, through, each.ends_on, uses))
    everybody = Whose(person, list(houses.values()))
    for site in db.session.scalars(select(Site)):
        general = [q for q in quotas if q.site_id == site.id and q.plan_id is None]
        if general and not any(own.site.id == site.id for own in found):
            uses = _uses(general, bookings, site=site, whose=everybody)
            found.append(OwnPlan(site, None, None, None, uses))
    return sorted(found, key=lambda own: (own.plan is None, own.site.name))


def _memberships(person: User, houses: Iterable[UUID]) -> list[PlanMember]:
    mine = or_(PlanMember.user_id == person.id, PlanMember.organisation_id.in_(list(houses)))
    # Around the world it is another day: which one counts, says the site's clock.
    soon = now().date() + timedelta(days=1)
    query = (
        select(PlanMember)
        .join(PlanMember.plan)
        .options(joinedload(PlanMember.plan).joinedload(Plan.site))
        .where(mine, PlanMember.starts_on <= soon, Plan.archived_at.is_(None))
        .order_by(PlanMember.starts_on, PlanMember.id)
    )
    found = db.session.scalars(query).unique()
    return [each for each in found if _holds(each, today_at(each.plan.site))]


def _holds(member: PlanMember, day: date) -> bool:
    return member.starts_on <= day and (member.ends_on is None or member.ends_on >= day)


def _bookings(person: User, houses: Iterable[UUID]) -> list[Booking]:
    """Of the person and of their organisations, from a month and a bit ago on."""
    held = and_(Booking.state == BookingState.HELD, Booking.hold_expires_at > now())
    query = select(Booking).where(
        or_(Booking.booked_for_id == person.id, Booking.organisation_id.in_(list(houses))),
        Booking.kind == BookingKind.BOOKING,
        or_(Booking.state == BookingState.CONFIRMED, held),
        Booking.starts_at >= now() - timedelta(days=33),
    )
    return list(db.session.scalars(query).unique())


def _uses(
    quotas: Iterable[Quota], bookings: Sequence[Booking], *, site: Site, whose: Whose
) -> list[QuotaUse]:
    """One for each quota; of those that count organisations, one for each of theirs."""
    found = []
    for quota in quotas:
        here = [each for each in bookings if _is_within(quota, each, site=site)]
        if quota.subject is QuotaSubject.PERSON:
            mine = [each for each in here if each.booked_for_id == whose.person.id]
            found.append(_use(quota, mine, site=site))
            continue
        for house in whose.houses:
            theirs = [each for each in here if each.organisation_id == house.id]
            found.append(_use(quota, theirs, site=site, house=house))
    return found


def _use(
    quota: Quota, counted: Sequence[Booking], *, site: Site, house: Organisation | None = None
) -> QuotaUse:
    within = period_around(now(), quota.period, zone=site.zone)
    minutes = sum(each.slot.length // timedelta(minutes=1) for each in counted)
    last = to_wall(within.end, site.zone).date() - timedelta(days=1) if within else None
    return QuotaUse(quota, house, minutes, len(counted), last)


def _is_within(quota: Quota, booking: Booking, *, site: Site) -> bool:
    if booking.space.site_id != site.id or quota.space_kind not in (None, booking.space.kind):
        return False
    within = period_around(now(), quota.period, zone=site.zone)
    if within is None:
        return booking.starts_at >= now()
    return within.start <= booking.starts_at < within.end
