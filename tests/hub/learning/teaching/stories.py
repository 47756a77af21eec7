"""A class of four lessons, a quiz and work to hand in, over four weeks; two of them are over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.learning.attendance.models import Attendance, Source
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.courses.models import CourseAssignment
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import ClassFeedback, LessonDone, Submission
from tests.factories import MONDAY, a_person, kept
from tests.factories.learning import (
    _kept_in,
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
    run: ClassRun
    sessions: list[ClassSession]
    teacher: User

    @property
    def after_two(self) -> datetime:
        """The day after the second of four sessions."""
        return self.sessions[1].ends_at + timedelta(days=1)


def a_scene(*, seats: int = 60, **course: Any) -> Scene:
    made = a_course(**({"title": TITLE} | course))
    version = made.versions[-1]
    for _ in range(4):
        a_lesson(version)
    a_quiz(version, title={"en": "Which licence?"})
    _kept_in(
        version,
        CourseAssignment(
            version_id=version.id, key="map", position=9, title={"en": "A map"}, rubric=[]
        ),
    )
    db.session.expire(version)
    run = a_run(made, seats=seats)
    starts = [MONDAY + timedelta(days=1, weeks=n) for n in range(4)]
    sessions = [a_class_session(run, TimeSlot(at, at + timedelta(hours=1))) for at in starts]
    return Scene(run, sessions, an_instructor(run, a_person(name="Budi Santoso")))


def learns(scene: Scene, name: str = "Suharti", **named: Any) -> Enrolment:
    return an_enrolment(scene.run, a_person(name=name), made_at=MONDAY, **named)


def was_there(enrolment: Enrolment, *sessions: ClassSession, minutes: int = 60) -> None:
    with transaction():
        for session in sessions:
            db.session.add(
                Attendance(
                    session_id=session.id, user_id=enrolment.user_id, source=Source.LIST,
                    minutes=minutes, seen_at=session.starts_at,
                )
            )  # fmt: skip


def read(enrolment: Enrolment, lessons: int, *, at: datetime = MONDAY) -> None:
    with transaction():
        for lesson in enrolment.run.of_version.lessons[:lessons]:
            db.session.add(
                LessonDone(
                    enrolment_id=enrolment.id, lesson_key=lesson.key, opened_at=at, done_at=at
                )
            )


def hands_in(enrolment: Enrolment, number: int = 1) -> Submission:
    return kept(
        Submission(
            enrolment_id=enrolment.id, assignment_key="map", number=number, submitted_at=MONDAY
        )
    )


def says(enrolment: Enrolment, mark: int, **words: str) -> ClassFeedback:
    return kept(
        ClassFeedback(
            enrolment_id=enrolment.id, content=mark, teaching=mark, usefulness=mark, **words
        )
    )


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client
