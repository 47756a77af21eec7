"""Who decides, who lets decisions out, and who answers an offer."""

from sqlalchemy import func, select

from accelerator.applications.models import Application
from accelerator.applications.permissions import can_lead, can_staff, seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.selection.models import Release, ReleaseItem
from hub.accounts.models import User
from hub.core.database import db


def can_select(person: User | None, cohort: Cohort) -> bool:
    """The meeting of its programme's managers. What one has a conflict with is left out of all that
    they see (`applications.permissions.seen_by_staff`)."""
    return can_manage(person, cohort.programme_id)


def can_decide(person: User | None, application: Application) -> bool:
    return can_staff(person, application)


def can_answer(person: User | None, application: Application) -> bool:
    """For the whole team: its owner."""
    return can_lead(person, application)


def sees_all_of(person: User, release: Release) -> bool:
    """Whether nothing in it is kept from them by a conflict."""
    standing = select(ReleaseItem.application_id).where(
        ReleaseItem.release_id == release.id, ReleaseItem.voided_at.is_(None)
    )
    seen = seen_by_staff(
        select(func.count()).select_from(Application).where(Application.id.in_(standing)), person
    )
    every = select(func.count()).select_from(standing.subquery())
    return db.session.scalar(seen) == db.session.scalar(every)


def can_release(person: User, release: Release) -> bool:
    """A second pair of eyes, with a view of all of it."""
    return (
        can_select(person, release.cohort)
        and person.id != release.prepared_by_id
        and sees_all_of(person, release)
    )
