"""Which jurors meet which startup; for finding conflicts."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import Select, select

from accelerator.applications.models import Application
from accelerator.interviews.models import Invited, Panel, PanelMember
from accelerator.reviews.models import Reviewer
from hub.core.database import db


def jurors_of(startup_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """By startup: everybody on the panels of the days that it is invited to."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in db.session.execute(
        _pairs().where(Application.startup_id.in_(startup_ids))
    ):
        found[startup_id].add(person_id)
    return found


def met_by(people: set[UUID]) -> dict[UUID, set[UUID]]:
    """By juror: the startups that are invited to the days of their panels."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in db.session.execute(_pairs().where(Reviewer.user_id.in_(people))):
        found[person_id].add(startup_id)
    return found


def _pairs() -> Select[UUID, UUID]:
    return (
        select(Application.startup_id, Reviewer.user_id)
        .join(Invited, Invited.application_id == Application.id)
        .join(Panel, Panel.day_id == Invited.day_id)
        .join(PanelMember, PanelMember.panel_id == Panel.id)
        .join(Reviewer, Reviewer.id == PanelMember.reviewer_id)
        .distinct()
    )
