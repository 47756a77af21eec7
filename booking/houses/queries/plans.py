"""Plans of a house, who is on them, and their quotas."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from booking.plans.models import Plan, PlanMember, Quota
from hub.accounts.models import User
from hub.core.database import Model, db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Organisation, Site

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class MemberRow:
    """Somebody on a plan, with whom or what it is."""

    member: PlanMember
    who: User | Organisation

    @property
    def is_organisation(self) -> bool:
        return isinstance(self.who, Organisation)

    @property
    def email(self) -> str:
        return self.who.email if isinstance(self.who, User) else ""


@dataclass(frozen=True)
class MembersSought:
    """`text` is part of a name or an e-mail address."""

    text: str = ""
    ended: bool = False


NOW_ON_IT = MembersSought()


def plans_of(site: Site) -> list[Plan]:
    """Those that are archived last."""
    query = select(Plan).where(Plan.site_id == site.id)
    ordered = query.order_by(Plan.archived_at.is_not(None), Plan.position, Plan.name)
    return list(db.session.scalars(ordered))


def get_plan(plan_id: UUID) -> Plan:
    """Raises: NotFound."""
    plan = db.session.get(Plan, plan_id)
    if plan is None:
        raise NotFound(_("There is no such plan."))
    return plan


def members_on(day: date, plans: Iterable[Plan]) -> dict[UUID, int]:
    """How many people and organisations are on each plan that day, by its id."""
    query = (
        select(PlanMember.plan_id, func.count())
        .where(PlanMember.plan_id.in_([plan.id for plan in plans]), on_it(day))
        .group_by(PlanMember.plan_id)
    )
    return dict(db.session.execute(query).all())


def on_it(day: date) -> ColumnElement[bool]:
    return and_(
        PlanMember.starts_on <= day,
        or_(PlanMember.ends_on.is_(None), PlanMember.ends_on >= day),
    )


def members_of(
    plan: Plan,
    sought: MembersSought = NOW_ON_IT,
    *,
    today: date,
    cursor: str | None = None,
    limit: int = 30,
) -> Page[MemberRow]:
    """The latest first."""
    query = select(PlanMember).where(PlanMember.plan_id == plan.id)
    if not sought.ended:
        query = query.where(or_(PlanMember.ends_on.is_(None), PlanMember.ends_on >= today))
    for word in sought.text.split()[:6]:
        query = query.where(_is_called(word))
    by = [PlanMember.starts_on, PlanMember.id]
    page = page_of(query, by=by, cursor=cursor, limit=limit, descending=True)
    return Page(with_names(page.items), page.next, page.previous)


def every_member_of(plan: Plan) -> list[MemberRow]:
    """For a table to take away; also those that have ended."""
    query = select(PlanMember).where(PlanMember.plan_id == plan.id)
    found = db.session.scalars(query.order_by(PlanMember.starts_on, PlanMember.id)).unique()
    return with_names(list(found))


def get_member(plan: Plan, member_id: UUID) -> MemberRow:
    """Raises: NotFound, also for another plan's."""
    member = db.session.get(PlanMember, member_id)
    if member is None or member.plan_id != plan.id:
        raise NotFound(_("There is nobody like that on this plan."))
    return with_names([member])[0]


def with_names(members: Sequence[PlanMember]) -> list[MemberRow]:
    """Two questions for all names."""
    people: dict[UUID, User | Organisation] = dict(_by_id(User, [each.user_id for each in members]))
    organisations = _by_id(Organisation, [each.organisation_id for each in members])
    whose = people | organisations
    ids = ((each, each.user_id or each.organisation_id) for each in members)
    return [MemberRow(each, whose[who]) for each, who in ids if who is not None]


def quotas_of(site: Site) -> dict[UUID | None, list[Quota]]:
    """By plan; under None those of people on no plan."""
    query = select(Quota).where(Quota.site_id == site.id).order_by(Quota.made_at, Quota.id)
    found: dict[UUID | None, list[Quota]] = defaultdict(list)
    for quota in db.session.scalars(query).unique():
        found[quota.plan_id].append(quota)
    return found


def get_quota(quota_id: UUID) -> Quota:
    """Raises: NotFound."""
    quota = db.session.get(Quota, quota_id)
    if quota is None:
        raise NotFound(_("There is no such quota."))
    return quota


def organisation_called(name: str) -> Organisation | None:
    """By its name, however it is written."""
    query = select(Organisation).where(
        func.lower(Organisation.name) == name.strip().lower(), Organisation.archived_at.is_(None)
    )
    return db.session.scalars(query).first()


def organisation_names() -> list[str]:
    """To choose from while writing."""
    query = select(Organisation.name).where(Organisation.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Organisation.name).limit(500)))


def _by_id(model: type[M], ids: Iterable[UUID | None]) -> dict[UUID, M]:
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(wanted)))}


def _is_called(word: str) -> ColumnElement[bool]:
    people = select(User.id).where(
        or_(User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True))
    )
    houses = select(Organisation.id).where(Organisation.name.icontains(word, autoescape=True))
    return or_(PlanMember.user_id.in_(people), PlanMember.organisation_id.in_(houses))
