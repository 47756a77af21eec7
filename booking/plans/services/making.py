"""Make plans, change them, put them away."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from booking.plans.errors import PlanNameTaken
from booking.plans.models import Plan
from booking.spaces.permissions import can_manage_spaces
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Site
from hub.organisations.rules import clean_line


@dataclass(frozen=True)
class PlanDraft:
    name: str
    about: str = ""


def make_plan(site: Site, draft: PlanDraft, *, by: User | None) -> Plan:
    """`by=None` is the house.

    Raises: NotAllowed, Invalid without a name, PlanNameTaken.
    """
    check_manager(by, site)
    lock(site)
    clean = _clean(draft, site=site)
    last = select(func.max(Plan.position)).where(Plan.site_id == site.id)
    position = (db.session.scalar(last) or 0) + 1
    plan = Plan(site=site, position=position, **asdict(clean))
    db.session.add(plan)
    db.session.flush()
    record("plan.made", plan, after=asdict(clean) | {"site": site.name})
    return plan


def change_plan(plan: Plan, draft: PlanDraft, *, by: User) -> None:
    """Raises: NotAllowed, Invalid without a name, PlanNameTaken."""
    check_manager(by, plan.site)
    lock(plan.site)
    clean = _clean(draft, site=plan.site, but=plan)
    before = {"name": plan.name, "about": plan.about}
    if before == asdict(clean):
        return
    plan.name, plan.about = clean.name, clean.about
    db.session.flush()
    record("plan.changed", plan, before=before, after=asdict(clean))


def archive_plan(plan: Plan, *, by: User) -> None:
    """It counts no more: for those who are on it holds what holds for people on no plan. What they
    have booked stands.

    Raises: NotAllowed.
    """
    check_manager(by, plan.site)
    if plan.archived_at is None:
        plan.archived_at = now()
        db.session.flush()
        record("plan.archived", plan)


def restore_plan(plan: Plan, *, by: User) -> None:
    """Raises: NotAllowed."""
    check_manager(by, plan.site)
    if plan.archived_at is not None:
        plan.archived_at = None
        db.session.flush()
        record("plan.restored", plan)


def check_manager(by: User | None, site: Site) -> None:
    """Raises: NotAllowed."""
    if by is not None and not can_manage_spaces(by, site):
        raise NotAllowed(_("Only the managers of this site look after its plans."))


def _clean(draft: PlanDraft, *, site: Site, but: Plan | None = None) -> PlanDraft:
    name = clean_line(draft.name)[:120]
    if not name:
        sentence = _("Please give it a name.")
        raise Invalid(sentence, errors={"name": [sentence]})
    same = select(Plan.id).where(Plan.site_id == site.id, func.lower(Plan.name) == name.lower())
    if db.session.scalar(same.where(Plan.id != but.id) if but else same) is not None:
        raise PlanNameTaken(_("This site has a plan with this name."))
    return PlanDraft(name, draft.about.strip()[:500])
