"""What learners say after a run, for who teaches it."""

from sqlalchemy import select

from hub.core.database import db
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries import holders_of
from hub.learning.study.models import ClassFeedback
from hub.learning.study.rules.windows import FEWEST_ANSWERS
from hub.learning.teaching.rules.survey import Survey, marks_of, words_of

QUESTIONS = ("content", "teaching", "usefulness")
WORDS = ("liked", "better")


def survey_of(run: ClassRun) -> Survey:
    query = (
        select(ClassFeedback)
        .join(Enrolment, Enrolment.id == ClassFeedback.enrolment_id)
        .where(Enrolment.run_id == run.id)
    )
    rows, asked = list(db.session.scalars(query)), len(holders_of(run))
    if len(rows) < FEWEST_ANSWERS:
        return Survey(len(rows), asked)
    marks = {name: marks_of([getattr(row, name) for row in rows]) for name in QUESTIONS}
    words = {name: words_of([getattr(row, name) for row in rows]) for name in WORDS}
    return Survey(len(rows), asked, marks, words)
