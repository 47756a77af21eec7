"""Who is on a plan: added from a day on, ended on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from booking.plans.errors import AlreadyOnPlan, PlanArchived
from booking.plans.models import Plan, PlanMember
from booking.plans.services.making import check_manager
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Organisation

LONGEST = timedelta(days=3660)


@dataclass(frozen=True)
class MemberDraft:
    """Both days are included; without a last day it goes on."""

    member: User | Organisation
    starts_on: date
    ends_on: date | None = None


def add_to_plan(plan: Plan, draft: MemberDraft, *, by: User | None) -> PlanMember:
    """Put a person, or an organisation with all its members, on a plan. `by=None` is the house.

    Raises:
        NotAllowed; PlanArchived.
        AlreadyOnPlan: for part of that time.
        Invalid: the last day is before the first, or the account or organisation is closed.
    """
    check_manager(by, plan.site)
    lock(plan)
    if plan.archived_at is not None:
        raise PlanArchived(_("This plan is archived: nobody new comes onto it."))
    _days_in_order(draft.starts_on, draft.ends_on)
    _is_there(draft.member)
    whose = _whose(draft.member)
    if db.session.scalar(_on_it(plan, draft)) is not None:
        raise AlreadyOnPlan(
            _("%(name)s is on this plan for part of that time.", name=draft.member.name)
        )
    made = PlanMember(
        plan=plan,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        made_by_id=by.id if by else None,
        **whose,
    )
    db.session.add(made)
    db.session.flush()
    record("plan.member-added", plan, after=_told(made, draft.member))
    return made


def end_on_plan(member: PlanMember, last_day: date | None, *, by: User) -> None:
    """Say until when, that day included; None: without an end. What they have booked stands.

    Raises:
        NotAllowed.
        Invalid: before its first day.
        AlreadyOnPlan: they are on it again later.
    """
    check_manager(by, member.plan.site)
    lock(member.plan)
    _days_in_order(member.starts_on, last_day)
    if member.ends_on == last_day:
        return
    who: User | Organisation
    if member.user_id is not None:
        who = db.session.get_one(User, member.user_id)
    else:
        who = db.session.get_one(Organisation, member.organisation_id)
    others = _on_it(member.plan, MemberDraft(who, member.starts_on, last_day))
    if db.session.scalar(others.where(PlanMember.id != member.id)) is not None:
        raise AlreadyOnPlan(_("%(name)s is on this plan for part of that time.", name=who.name))
    before = {"ends_on": member.ends_on}
    member.ends_on = last_day
    db.session.flush()
    record("plan.member-ended", member.plan, before=before, after=_told(member, who))


def _on_it(plan: Plan, draft: MemberDraft) -> Select[UUID]:
    """Times on the plan that overlap with these."""
    column = PlanMember.user_id if isinstance(draft.member, User) else PlanMember.organisation_id
    query = select(PlanMember.id).where(
        PlanMember.plan_id == plan.id,
        column == draft.member.id,
        or_(PlanMember.ends_on.is_(None), PlanMember.ends_on >= draft.starts_on),
    )
    if draft.ends_on is not None:
        query = query.where(PlanMember.starts_on <= draft.ends_on)
    return query.limit(1)


def _whose(member: User | Organisation) -> dict[str, object]:
    return {"user_id" if isinstance(member, User) else "organisation_id": member.id}


def _is_there(member: User | Organisation) -> None:
    if isinstance(member, User) and not member.is_active:
        sentence = _("This account is closed.")
        raise Invalid(sentence, errors={"email": [sentence]})
    if isinstance(member, Organisation) and member.archived_at is not None:
        sentence = _("This organisation is archived.")
        raise Invalid(sentence, errors={"organisation": [sentence]})


def _days_in_order(first: date, last: date | None) -> None:
    if last is None:
        return
    if last < first:
        sentence = _("The last day is before the first.")
        raise Invalid(sentence, errors={"ends_on": [sentence]})
    if last - first > LONGEST:
        sentence = _("At most ten years, please. Or leave the last day empty.")
        raise Invalid(sentence, errors={"ends_on": [sentence]})


def _told(member: PlanMember, who: User | Organisation) -> dict[str, object]:
    return {
        "member": who.name,
        "person": member.user_id,
        "organisation": member.organisation_id,
        "starts_on": member.starts_on,
        "ends_on": member.ends_on,
    }
