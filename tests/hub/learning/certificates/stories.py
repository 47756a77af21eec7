"""A class of two lessons, a quiz and a session, somebody who teaches it, somebody who learns."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.learning.attendance.facts import AttendanceCounted
from hub.learning.attendance.models import Attendance, Source
from hub.learning.certificates.models import Certificate, Completion, CompletionRule
from hub.learning.certificates.queries.completions import completion_of
from hub.learning.certificates.rules.completion import DEFAULT, Tree
from hub.learning.certificates.services.completing import keep_default, set_rule
from hub.learning.certificates.services.issuing import issue
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.courses.models import Course
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.facts import ProgressMade
from hub.learning.study.models import LessonDone, QuizAttempt
from hub.outbox.models import Message
from tests.factories import MONDAY, a_person
from tests.factories.learning import (
    a_class_manager,
    a_class_session,
    a_course,
    a_lesson,
    a_quiz,
    a_run,
    an_enrolment,
    an_instructor,
)
from tests.signing_in import sign_in_as

TITLE = {"en": "Open data licences", "id": "Lisensi data terbuka", "de": "Lizenzen offener Daten"}


@dataclass
class Scene:
    course: Course
    run: ClassRun
    session: ClassSession
    manager: User
    teacher: User
    learner: User
    enrolment: Enrolment


def a_scene(rule: Tree | None = DEFAULT, *, seats: int = 60, **course: Any) -> Scene:
    manager = a_class_manager(name="Rina Kühn")
    made = a_course(**({"title": TITLE, "made_by": manager, "hours": 12} | course))
    a_lesson(made.versions[-1])
    a_lesson(made.versions[-1])
    a_quiz(made.versions[-1], title={"en": "Which licence?"})
    run = a_run(made, seats=seats)
    session = a_class_session(run)
    teacher = an_instructor(run, a_person(name="Budi Santoso"))
    learner = a_person(name="Suharti")
    scene = Scene(made, run, session, manager, teacher, learner, an_enrolment(run, learner))
    if rule is not None:
        with transaction():
            keep_default(run) if rule is DEFAULT else set_rule(run, rule, by=manager, number=0)
    return scene


def has_done(
    enrolment: Enrolment, *, lessons: int = 2, percent: int = 100, minutes: int = 60
) -> None:
    """Rows as study and the register would have made them; nobody is told."""
    run = enrolment.run
    with transaction():
        for lesson in run.of_version.lessons[:lessons]:
            db.session.add(
                LessonDone(enrolment_id=enrolment.id, lesson_key=lesson.key, done_at=MONDAY)
            )
        for quiz in run.of_version.quizzes:
            db.session.add(
                QuizAttempt(
                    enrolment_id=enrolment.id, quiz_key=quiz.key, number=1, submitted_at=MONDAY,
                    points=percent, points_possible=100, passed=percent >= quiz.pass_percent,
                )
            )  # fmt: skip
        for session in run.sessions:
            db.session.add(
                Attendance(
                    session_id=session.id, user_id=enrolment.user_id, source=Source.LIST,
                    minutes=minutes, seen_at=MONDAY,
                )
            )  # fmt: skip


def told(enrolment: Enrolment) -> Completion | None:
    """Study tells that something was done; the completion that came of it."""
    with transaction():
        announce(ProgressMade(enrolment.id))
    return completion_of(enrolment)


def counted(scene: Scene) -> Completion | None:
    with transaction():
        announce(AttendanceCounted(scene.session.id, scene.run.id, scene.learner.id))
    return completion_of(scene.enrolment)


def completed(scene: Scene, enrolment: Enrolment | None = None) -> Completion:
    enrolment = enrolment or scene.enrolment
    has_done(enrolment)
    found = told(enrolment)
    assert found is not None
    return found


def certified(scene: Scene, *, by: User | None = None) -> Certificate:
    done = completion_of(scene.enrolment) or completed(scene)
    with transaction():
        return issue(done, by=by or scene.teacher)


def another_learner(scene: Scene, **named: Any) -> Enrolment:
    return an_enrolment(scene.run, a_person(**named))


def rules_of(run: ClassRun) -> list[CompletionRule]:
    query = select(CompletionRule).where(CompletionRule.run_id == run.id)
    return list(db.session.scalars(query.order_by(CompletionRule.number)))


def letters_to(person: User) -> list[str]:
    db.session.expire_all()
    query = select(Message.template).where(
        Message.to_email == person.email, Message.template.startswith("certificates/")
    )
    return [name.removeprefix("certificates/") for name in db.session.scalars(query)]


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client
