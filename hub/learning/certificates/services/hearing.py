"""What is heard from study, from the register and from classes. All may come more than once."""

from hub.core.database import db
from hub.learning.attendance.facts import AttendanceCounted
from hub.learning.certificates.queries.completions import enrolment_of
from hub.learning.certificates.services.completing import judge, keep_default
from hub.learning.classes.facts import ClassPublished
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.facts import ProgressMade


def class_published(fact: ClassPublished) -> None:
    keep_default(db.session.get_one(ClassRun, fact.run_id))


def progress_made(fact: ProgressMade) -> None:
    judge(db.session.get_one(Enrolment, fact.enrolment_id))


def attendance_counted(fact: AttendanceCounted) -> None:
    enrolment = enrolment_of(fact.run_id, fact.user_id)
    if enrolment is not None:
        judge(enrolment)
