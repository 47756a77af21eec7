"""Parts of one startup's time in a cohort, by their ids, and what is said there."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.participations.models import (
    Comment,
    Metric,
    OnboardingTask,
    Participation,
    Perk,
)
from accelerator.programmes.models import Cohort
from hub.core.database import Model, db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of

Kind = TypeVar("Kind", bound=Model)


def part_of(kind: type[Kind], id_: UUID, *, participation: Participation) -> Kind:
    """A milestone, goal, check-in … of this very startup. Raises: NotFound."""
    found = db.session.get(kind, id_)
    if found is None or getattr(found, "participation_id", None) != participation.id:
        raise NotFound(_("There is no such thing here."))
    return found


def task_for(participation: Participation, task_id: UUID) -> OnboardingTask:
    """Raises: NotFound, also for another cohort's."""
    found = db.session.get(OnboardingTask, task_id)
    if found is None or found.cohort_id != participation.cohort_id:
        raise NotFound(_("There is no such task here."))
    return found


def perk_in(cohort_id: UUID, perk_id: UUID) -> Perk:
    """Raises: NotFound, also for another cohort's."""
    found = db.session.get(Perk, perk_id)
    if found is None or found.cohort_id != cohort_id:
        raise NotFound(_("There is no such perk."))
    return found


def metric_in(cohort: Cohort, metric_id: UUID) -> Metric:
    """Raises: NotFound, also for another programme's."""
    found = db.session.get(Metric, metric_id)
    if found is None or found.programme_id != cohort.programme_id:
        raise NotFound(_("There is no such number."))
    return found


def comments_of(
    participation: Participation, *, cursor: str | None = None, limit: int = 50
) -> Page[Comment]:
    """Newest first, each with its author."""
    query = (
        select(Comment)
        .where(Comment.participation_id == participation.id)
        .options(joinedload(Comment.author))
    )
    by = [Comment.made_at, Comment.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)
