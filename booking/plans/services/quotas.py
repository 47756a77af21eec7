"""How much may be booked: quotas of a plan, and of those who are on no plan of the site."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from booking.plans.models import Plan, Quota, QuotaPeriod, QuotaSubject
from booking.plans.services.making import check_manager
from booking.spaces.models import SpaceKind
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Site

MOST_MINUTES, MOST_BOOKINGS = 60 * 24 * 366, 10_000


@dataclass(frozen=True)
class QuotaDraft:
    """Minutes, bookings, or both; `space_kind=None` is all spaces together."""

    period: QuotaPeriod
    subject: QuotaSubject = QuotaSubject.PERSON
    space_kind: SpaceKind | None = None
    most_minutes: int | None = None
    most_bookings: int | None = None


def set_quota(site: Site, draft: QuotaDraft, *, plan: Plan | None = None, by: User | None) -> Quota:
    """Of a plan; without one, of those who are on no plan. `by=None` is the house.

    Raises:
        NotAllowed; Invalid without a limit, or with one that is none.
        Conflict: the same is limited already.
    """
    check_manager(by, site)
    lock(site)
    _check(draft)
    _refuse_twice(draft, site=site, plan=plan)
    quota = Quota(site_id=site.id, plan=plan, **asdict(draft))
    db.session.add(quota)
    db.session.flush()
    record("quota.set", plan or site, after=_told(draft))
    return quota


def change_quota(quota: Quota, draft: QuotaDraft, *, by: User) -> None:
    """What has been booked before stands, also beyond it.

    Raises: as `set_quota`.
    """
    site = db.session.get_one(Site, quota.site_id)
    check_manager(by, site)
    lock(site)
    _check(draft)
    was = draft_of(quota)
    if draft == was:
        return
    _refuse_twice(draft, site=site, plan=quota.plan, but=quota)
    for name, value in asdict(draft).items():
        setattr(quota, name, value)
    db.session.flush()
    record("quota.changed", quota.plan or site, before=_told(was), after=_told(draft))


def remove_quota(quota: Quota, *, by: User) -> None:
    """Raises: NotAllowed."""
    site = db.session.get_one(Site, quota.site_id)
    check_manager(by, site)
    told, subject = _told(draft_of(quota)), quota.plan or site
    db.session.delete(quota)
    db.session.flush()
    record("quota.removed", subject, before=told)


def draft_of(quota: Quota) -> QuotaDraft:
    return QuotaDraft(
        period=quota.period,
        subject=quota.subject,
        space_kind=quota.space_kind,
        most_minutes=quota.most_minutes,
        most_bookings=quota.most_bookings,
    )


def _check(draft: QuotaDraft) -> None:
    minutes, bookings = draft.most_minutes, draft.most_bookings
    if minutes is None and bookings is None:
        sentence = _("Please give hours, a number of bookings, or both.")
        raise Invalid(sentence, errors={"most_bookings": [sentence]})
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        sentence = _("This is no number of hours that can be booked.")
        raise Invalid(sentence, errors={"most_minutes": [sentence]})
    if bookings is not None and not 0 <= bookings <= MOST_BOOKINGS:
        sentence = _("This is no number of bookings.")
        raise Invalid(sentence, errors={"most_bookings": [sentence]})


def _refuse_twice(
    draft: QuotaDraft, *, site: Site, plan: Plan | None, but: Quota | None = None
) -> None:
    """One of each sort: two would only make people wonder which one holds."""
    same = select(Quota.id).where(
        Quota.site_id == site.id,
        Quota.plan_id.is_not_distinct_from(plan.id if plan else None),
        Quota.period == draft.period,
        Quota.subject == draft.subject,
        Quota.space_kind.is_not_distinct_from(draft.space_kind),
    )
    if db.session.scalar(same.where(Quota.id != but.id) if but else same) is not None:
        raise Conflict(_("There is a quota for the same already. You can change it."))


def _told(draft: QuotaDraft) -> dict[str, object]:
    return {name: value for name, value in asdict(draft).items() if value is not None}
