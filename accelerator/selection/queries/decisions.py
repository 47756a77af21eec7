"""Decisions by themselves. They are the staff's until a release tells them: nothing here is for a
page that founders or readers see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, select

from accelerator.applications.models import Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.selection.models import Decision, Release, ReleaseItem, ReleaseState
from accelerator.selection.rules.choices import Decided
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Organisation


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
    return list(db.session.scalars(_line(cohort)))


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


@dataclass(frozen=True)
class InLine:
    """`position` counts from 1 among those that are seen."""

    application_id: UUID
    number: int
    headline: str
    startup: str
    sector: Sector | None
    position: int

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"


def line_seen(cohort: Cohort, *, seen_by: User) -> list[InLine]:
    """The same with what their applications are called, of what this member of staff may see."""
    query = (
        _line(cohort)
        .join(Startup, Startup.id == Application.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .with_only_columns(
            Application.id,
            Application.number,
            Application.headline,
            Organisation.name,
            Application.sector,
        )
    )
    rows = db.session.execute(seen_by_staff(query, seen_by))
    return [InLine(*row, position=n) for n, row in enumerate(rows, start=1)]


def _line(cohort: Cohort) -> Select[Decision]:
    told = exists().where(
        ReleaseItem.application_id == Decision.application_id,
        ReleaseItem.told_at.is_not(None),
        ReleaseItem.decision_version == Decision.version,
    )
    return (
        select(Decision)
        .join(Application, Application.id == Decision.application_id)
        .where(
            Application.cohort_id == cohort.id,
            Decision.outcome == Decided.WAITLIST,
            ~told,
        )
        .order_by(Decision.rank, Application.number)
    )
