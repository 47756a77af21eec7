"""What a release would tell: decisions that stand and that their teams do not know yet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.selection.models import Decision, Feedback, FeedbackState, ReleaseItem
from accelerator.selection.queries.offers import pool_of
from accelerator.selection.rules.staging import Staged
from hub.accounts.models import User
from hub.core.database import db
from hub.places import queries as places
from hub.places.rules.steps import HOLDING


def staged(cohort: Cohort, *, seen_by: User) -> list[Staged]:
    """What this person could prepare now."""
    return _staged(cohort, seen_by_staff(_query(cohort), seen_by))


def staged_again(cohort: Cohort, application_ids: Collection[UUID]) -> list[Staged]:
    """How these stand now, whoever sees them; what is no longer to be told is left out."""
    return _staged(cohort, _query(cohort).where(Application.id.in_(application_ids)))


@dataclass(frozen=True)
class Undecided:
    id: UUID
    number: int
    headline: str

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"


def undecided(cohort: Cohort, *, seen_by: User) -> list[Undecided]:
    """Eligible, and nobody has decided: they are left out of a release."""
    query = (
        select(Application.id, Application.number, Application.headline)
        .where(
            Application.cohort_id == cohort.id,
            Application.state == ApplicationState.ELIGIBLE,
            Application.id.not_in(select(Decision.application_id)),
        )
        .order_by(Application.number)
    )
    return [Undecided(*row) for row in db.session.execute(seen_by_staff(query, seen_by))]


def _query(cohort: Cohort) -> Select[*tuple[Any, ...]]:
    told = (
        select(
            ReleaseItem.application_id,
            func.max(ReleaseItem.sequence).label("sequence"),
            func.max(ReleaseItem.decision_version).label("version"),
        )
        .where(ReleaseItem.told_at.is_not(None))
        .group_by(ReleaseItem.application_id)
        .subquery()
    )
    return (
        select(
            Application.id,
            Application.number,
            Decision.outcome,
            Decision.version,
            Decision.rank,
            Decision.reason_codes,
            Decision.conditions,
            Decision.correction,
            func.coalesce(told.c.sequence, 0).label("told"),
            Feedback.state.label("feedback"),
        )
        .join(Decision, Decision.application_id == Application.id)
        .outerjoin(told, told.c.application_id == Application.id)
        .outerjoin(Feedback, Feedback.application_id == Application.id)
        .where(
            Application.cohort_id == cohort.id,
            Application.state == ApplicationState.ELIGIBLE,
            func.coalesce(told.c.version, 0) < Decision.version,
        )
        .order_by(Application.number)
    )


def _staged(cohort: Cohort, query: Select[*tuple[Any, ...]]) -> list[Staged]:
    rows = list(db.session.execute(query))
    again = [row.id for row in rows if row.told]
    pool = pool_of(cohort) if again else None
    live = places.live_places(pool, again) if pool else {}
    ready = (FeedbackState.EDITED, FeedbackState.PUBLISHED)
    return [
        Staged(
            str(row.id),
            row.number,
            row.outcome,
            row.version,
            sequence=row.told + 1,
            rank=row.rank,
            has_reasons=bool(row.reason_codes),
            has_condition=bool(row.conditions.strip()),
            has_feedback=row.feedback in ready,
            correction=row.correction,
            holds_seat=row.id in live and live[row.id].state in HOLDING,
        )
        for row in rows
    ]
