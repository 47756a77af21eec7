"""The survey after a run: one's own answers, and from when on it asks."""

from sqlalchemy import func, select

from hub.core.clock import now
from hub.core.database import db
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import ClassFeedback
from hub.learning.study.rules.windows import survey_is_open


def feedback_of(enrolment: Enrolment) -> ClassFeedback | None:
    query = select(ClassFeedback).where(ClassFeedback.enrolment_id == enrolment.id)
    return db.session.scalars(query).one_or_none()


def is_open(run: ClassRun) -> bool:
    query = select(func.max(ClassSession.starts_at)).where(
        ClassSession.run_id == run.id, ClassSession.cancelled_at.is_(None)
    )
    return survey_is_open(db.session.scalar(query), now())
