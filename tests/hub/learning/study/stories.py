"""A class to learn in, with people."""

import io
from contextlib import nullcontext
from typing import Any

from flask.testing import FlaskClient

from hub.accounts.models import User
from hub.core.database import db, is_writing, transaction
from hub.files.models import File
from hub.files.rules import DocumentLimits
from hub.files.services import keep, store_document
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import CourseAssignment, CourseVersion, Lesson, LessonFile
from hub.learning.courses.services.files import store_file
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import Submission
from tests.factories import a_person
from tests.factories.learning import (
    _kept_in,
    a_course,
    a_lesson,
    a_quiz,
    a_run,
    an_enrolment,
    an_instructor,
)
from tests.hub.files.papers import a_pdf
from tests.hub.files.pictures import picture
from tests.signing_in import sign_in_as

RUBRIC = [
    {"id": "clarity", "title": {"en": "Clarity"}, "about": {}, "points": 4},
    {"id": "evidence", "title": {"en": "Evidence"}, "about": {"en": "Counted?"}, "points": 6},
]
LESSON = """Cities **count** cars.

![A map](map.png)

![A small map](map.jpg)

[The sheet](sheet.pdf) has the numbers."""
#: All right, to `tests.factories.learning.QUESTIONS`.
RIGHT: dict[str, Any] = {"q1": "a", "q2": ["a", "c"], "q3": "0.25", "q4": "wib"}


def an_assignment(version: CourseVersion, **named: Any) -> CourseAssignment:
    defaults: dict[str, Any] = {
        "key": "essay",
        "position": 50,
        "title": {"en": "An essay"},
        "brief": {"en": "Write about **one** street."},
        "rubric": RUBRIC,
    }
    return _kept_in(version, CourseAssignment(version_id=version.id, **(defaults | named)))


def with_files(run: ClassRun) -> None:
    """The map and the sheet that its lesson shows; and a second map whose name differs at its end
    alone."""
    lesson = run.of_version.lessons[0]
    bytes_ = {"map.png": picture("PNG"), "map.jpg": picture(size=(30, 20)), "sheet.pdf": a_pdf()}
    for position, (name, content) in enumerate(bytes_.items(), start=1):
        stored = store_file(name, content)
        with transaction():
            file = keep(stored, run.course, name=name)
        shown = LessonFile(lesson_id=lesson.id, file_id=file.id, name=name, position=position)
        _kept_in(run.of_version, shown)
    db.session.expire_all()


def a_file_of(thing: Lesson | Submission, name: str = "street.pdf") -> File:
    """Offered by a lesson, or handed in with a piece of work."""
    stored = store_document(io.BytesIO(a_pdf()), name, limits=DocumentLimits())
    owner = thing.of_version.course if isinstance(thing, Lesson) else thing
    with nullcontext() if is_writing() else transaction():
        file = keep(stored, owner)
    if isinstance(thing, Lesson):
        part = LessonFile(lesson_id=thing.id, file_id=file.id, name=name, title={"en": "A street"})
        _kept_in(thing.of_version, part)
        db.session.expire(thing, ["files"])
    return file


class Scene:
    """Siti learns, Budi teaches, Rudi has nothing to do with it. `one`, `check`, `essay`."""

    def __init__(self, app: Any, *, slug: str = "open-data", **quiz: Any) -> None:
        course = a_course()
        version = course.versions[-1]
        self.lesson = a_lesson(
            version, key="one", title={"en": "What a city counts"}, minutes=12, body={"en": LESSON}
        )
        a_quiz(version, key="check", **quiz)
        an_assignment(version)
        self.run: ClassRun = a_run(course, slug=slug)
        self.enrolment: Enrolment = an_enrolment(self.run, a_person(name="Siti"))
        self.siti: User = self.enrolment.user
        self.budi: User = an_instructor(self.run, a_person(name="Budi"))
        self.learner = signed_in(app, self.siti)
        self.teacher = signed_in(app, self.budi)
        self.stranger = signed_in(app, a_person(name="Rudi"))
        self.at = f"/classes/{slug}"


def signed_in(app: Any, person: User) -> FlaskClient:
    client: FlaskClient = app.test_client()
    sign_in_as(client, person)
    return client


def as_form(answers: dict[str, Any]) -> dict[str, Any]:
    return {f"answer-{key}": value for key, value in answers.items()}
