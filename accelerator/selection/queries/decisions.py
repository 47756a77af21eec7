"""Decisions by themselves. They are the staff's until a release tells them: nothing here is for a
page that founders or readers see."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import exists, select

from accelerator.applications.models import Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.selection.models import Decision, Release, ReleaseItem, ReleaseState
from accelerator.selection.rules.choices import Decided
from hub.accounts.models import User
from hub.core.database import db


def decision_of(application: Application) -> Decision | None:
    """As it stands, told or not."""
    query = select(Decision).where(Decision.application_id == application.id)
    return db.session.scalar(query)


def decisions_of(application_ids: Iterable[UUID]) -> dict[UUID, Decision]:
    """By the application's id."""
    query = select(Decision).where(Decision.application_id.in_(list(application_ids)))
    return {each.application_id: each for each in db.session.scalars(query)}


def line_of(cohort: Cohort) -> list[Decision]:
    """The waiting list that is being chosen, first in line first; without those who know already
    that they wait, whose order is that of their places."""
    told = exists().where(
        ReleaseItem.application_id == Decision.application_id,
        ReleaseItem.told_at.is_not(None),
        ReleaseItem.decision_version == Decision.version,
    )
    query = (
        select(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(
            Application.cohort_id == cohort.id,
            Decision.outcome == Decided.WAITLIST,
            ~told,
        )
        .order_by(Decision.rank, Application.number)
    )
    return list(db.session.scalars(query))


def is_released(cohort: Cohort) -> bool:
    """Whether any decision of this cohort has been told."""
    query = select(
        exists().where(Release.cohort_id == cohort.id, Release.state == ReleaseState.RELEASED)
    )
    return bool(db.session.scalar(query))


def was_told(application: Application) -> bool:
    query = select(
        exists().where(
            ReleaseItem.application_id == application.id, ReleaseItem.told_at.is_not(None)
        )
    )
    return bool(db.session.scalar(query))


def line_seen(cohort: Cohort, *, seen_by: User) -> list[tuple[Decision, Application]]:
    """The same with their applications, of what this member of staff may see."""
    waiting = line_of(cohort)
    ids = [each.application_id for each in waiting]
    query = seen_by_staff(select(Application).where(Application.id.in_(ids)), seen_by)
    applications = {each.id: each for each in db.session.scalars(query).unique()}
    return [
        (each, applications[each.application_id])
        for each in waiting
        if each.application_id in applications
    ]
