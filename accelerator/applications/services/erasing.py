"""What a cohort promised about personal answers: erased in time, when a team was not taken.

What stays are the application's own columns (sector, dimension, stage, city, how far it came), the
answers that are nobody's, and the marks: numbers that name nobody.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMark,
    ApplicationState,
    Outcome,
    Revision,
    TeamComment,
)
from accelerator.applications.queries import definition_of
from accelerator.programmes.models import Cohort
from hub.core.clock import now
from hub.core.database import db
from hub.files.models import File
from hub.files.services import delete as delete_file
from hub.history.services import record

PORTION = 100
#: Over without a place; the day is counted from when the team was told, or the call closed.
NOT_TAKEN = or_(
    Application.outcome == Outcome.REJECTED,
    Application.state.in_(
        (ApplicationState.INELIGIBLE, ApplicationState.WITHDRAWN, ApplicationState.DRAFT)
    ),
)


def erase_due() -> int:
    """Erase what is due, some at a time; of how many applications. Safe to run twice."""
    query = (
        select(Application)
        .join(Cohort, Cohort.id == Application.cohort_id)
        .where(Application.erased_at.is_(None), NOT_TAKEN, Cohort.closes_at < now())
        .order_by(Application.id)
    )
    due = [each for each in db.session.scalars(query) if _is_due(each)][:PORTION]
    for application in due:
        erase_personal(application)
    return len(due)


def erase_personal(application: Application) -> None:
    """Personal answers, here and in every revision, the files, and what the team said to itself."""
    answers = {
        answer.key: answer
        for answer in db.session.scalars(
            select(Answer).where(Answer.application_id == application.id)
        )
    }
    personal = {q.key for q in definition_of(application, answers).questions if q.personal}
    for key in personal & set(answers):
        db.session.delete(answers[key])
    revisions = select(Revision).where(Revision.application_id == application.id)
    for revision in db.session.scalars(revisions):
        revision.answers = _without(revision.answers, personal)
    for model in (TeamComment, ApplicationMark):
        db.session.execute(delete(model).where(model.application_id == application.id))
    files = select(File.id).where(
        File.owner_kind == Application.__tablename__,
        File.owner_id == application.id,
        File.deleted_at.is_(None),
    )
    for file_id in db.session.scalars(files).all():
        delete_file(file_id)
    application.erased_at = now()
    db.session.flush()
    record("application.erased", application, after={"questions": len(personal)})


def _is_due(application: Application) -> bool:
    since: datetime = application.told_at or application.cohort.closes_at
    return since + timedelta(days=application.cohort.erase_after_days) <= now()


def _without(answers: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """Also without files, which are gone, whatever question they answered."""
    return {
        key: value for key, value in answers.items() if key not in keys and not _is_files(value)
    }


def _is_files(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and "file" in each for each in value)
    )
