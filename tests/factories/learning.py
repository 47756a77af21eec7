"""Builders for learning: courses, class runs with their seats, sessions and enrolments.

Rows as they would stand, without the services between; a story that is about a service calls it.
"""

from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import text

from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.core.database import Model, db, is_sqlite, is_writing, transaction
from hub.core.timeslots import TimeSlot
from hub.learning.classes.models import OWNER_KIND, ClassRun, ClassSession, RunInstructor, RunState
from hub.learning.courses.guards import SQLITE_GUARDS
from hub.learning.courses.models import Course, CourseVersion, Lesson, Quiz
from hub.learning.enrolments.models import Enrolment
from hub.places import queries as places
from hub.places import services
from hub.places.models import Place, Pool
from hub.places.rules.steps import LapsePolicy, PlaceState
from hub.places.rules.terms import Terms
from tests.factories import MONDAY, a_person, kept, slot

P = TypeVar("P", bound=Model)
_serial = count(1)
TAIL = Terms(zone="Asia/Jakarta", lapse_policy=LapsePolicy.TAIL)


def a_class_manager(**named: Any) -> User:
    """Keeps the classes of the whole platform."""
    person = a_person(**named)
    kept(Grant(user_id=person.id, role=Role.PROGRAMME_MANAGER, scope_kind=ScopeKind.PLATFORM))
    db.session.expire(person)
    return person


def a_course(**named: Any) -> Course:
    """Published, with one published version that has nothing in it yet."""
    n = next(_serial)
    defaults: dict[str, Any] = {
        "slug": f"course-{n}",
        "title": {"en": f"Course {n}", "id": f"Kursus {n}", "de": f"Kurs {n}"},
        "summary": {"en": "What a city's data can say, and what it cannot."},
        "hours": 6,
        "published_at": MONDAY,
    }
    if "made_by" not in named and "made_by_id" not in named:
        named["made_by"] = a_person()
    course = kept(Course(**(defaults | named)))
    a_version(course)
    return course


def a_version(course: Course, **named: Any) -> CourseVersion:
    number = len(course.versions) + 1
    defaults: dict[str, Any] = {"number": number, "published_at": MONDAY}
    version = kept(CourseVersion(course_id=course.id, **(defaults | named)))
    db.session.expire(course, ["versions"])
    return version


def _kept_in(version: CourseVersion, part: P) -> P:
    """Also in a version that is published, which the database refuses: its guard looks away for as
    long as this takes."""
    if version.is_draft:
        return kept(part)
    with nullcontext() if is_writing() else transaction():
        table = part.__tablename__
        for statement in _without_guard(table):
            db.session.execute(text(statement))
        db.session.add(part)
        db.session.flush()
        for statement in _with_guard(table):
            db.session.execute(text(statement))
    return part


def _without_guard(table: str) -> list[str]:
    if is_sqlite():
        return [f"DROP TRIGGER {table}_stay_on_insert"]
    return [f"ALTER TABLE {table} DISABLE TRIGGER {table}_stay"]


def _with_guard(table: str) -> list[str]:
    if is_sqlite():
        named = f"CREATE TRIGGER {table}_stay_on_insert "
        return [guard for guard in SQLITE_GUARDS if guard.startswith(named)]
    return [f"ALTER TABLE {table} ENABLE TRIGGER {table}_stay"]


def a_lesson(version: CourseVersion, **named: Any) -> Lesson:
    n = len(version.lessons) + len(version.quizzes) + 1
    defaults: dict[str, Any] = {
        "key": f"lesson-{n}",
        "position": n,
        "title": {"en": f"Lesson {n}"},
        "body": {"en": "Cities **count** cars."},
    }
    lesson = _kept_in(version, Lesson(version_id=version.id, **(defaults | named)))
    db.session.expire(version)
    return lesson


#: One of each kind; q1: a, q2: a and c, q3: 0.25, q4: WIB.
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1", "kind": "single", "text": {"en": "How many dimensions has a smart city?"},
        "points": 1,
        "options": [
            {"id": "a", "text": {"en": "Six"}, "correct": True},
            {"id": "b", "text": {"en": "Three"}, "correct": False},
        ],
        "feedback": {"en": "Six, after Giffinger; Jakarta adds a seventh."},
    },
    {
        "id": "q2", "kind": "multiple", "text": {"en": "Which of these are open licences?"},
        "points": 2,
        "options": [
            {"id": "a", "text": {"en": "CC BY 4.0"}, "correct": True},
            {"id": "b", "text": {"en": "All rights reserved"}, "correct": False},
            {"id": "c", "text": {"en": "ODbL"}, "correct": True},
        ],
    },
    {
        "id": "q3", "kind": "numeric", "text": {"en": "One in four, as a decimal number?"},
        "points": 1, "answer": "0.25", "tolerance": "0.01",
    },
    {
        "id": "q4", "kind": "text", "text": {"en": "What is Jakarta's time called?"},
        "points": 1, "accepted": ["WIB", "Waktu Indonesia Barat"],
    },
]  # fmt: skip


def a_quiz(version: CourseVersion, **named: Any) -> Quiz:
    n = len(version.lessons) + len(version.quizzes) + 1
    defaults: dict[str, Any] = {
        "key": f"quiz-{n}",
        "position": n,
        "title": {"en": f"Quiz {n}"},
        "questions": QUESTIONS,
    }
    quiz = _kept_in(version, Quiz(version_id=version.id, **(defaults | named)))
    db.session.expire(version)
    return quiz


def a_run(course: Course | None = None, *, seats: int = 20, **named: Any) -> ClassRun:
    """Published, open to everybody, with its pool of seats; no session yet."""
    n = next(_serial)
    course = course or a_course()
    defaults: dict[str, Any] = {
        "version_id": course.versions[-1].id,
        "slug": f"class-{n}",
        "zone": "Asia/Jakarta",
        "state": RunState.PUBLISHED,
        "published_at": MONDAY,
        "made_by_id": course.made_by_id,
    }
    run = kept(ClassRun(course_id=course.id, **(defaults | named)))
    with nullcontext() if is_writing() else transaction():
        services.open_pool(OWNER_KIND, run.id, seats=seats, terms=TAIL)
    return run


def a_class_session(run: ClassRun, when: TimeSlot | None = None, **named: Any) -> ClassSession:
    """On the day after the tests' Monday, 09:00 to 10:00 WIB, on video at a made-up address; the
    run's own begin and end follow."""
    at = when or slot()
    defaults: dict[str, Any] = {
        "starts_at": at.start,
        "ends_at": at.end,
        "starts_local": f"{at.start.astimezone(ZoneInfo(run.zone)):%Y-%m-%dT%H:%M}",
        "zone": run.zone,
        "provider": "url",
        "provider_settings": {"url": "https://video.example/secret-room"},
    }
    session = kept(ClassSession(run_id=run.id, **(defaults | named)))
    with nullcontext() if is_writing() else transaction():
        begins: list[datetime] = [each for each in (run.starts_at, at.start) if each]
        ends: list[datetime] = [each for each in (run.ends_at, at.end) if each]
        run.starts_at, run.ends_at = min(begins), max(ends)
        db.session.flush()
    db.session.expire(run, ["sessions"])
    return session


def an_instructor(run: ClassRun, person: User | None = None, **named: Any) -> User:
    person = person or a_person()
    kept(RunInstructor(run_id=run.id, user_id=person.id, **named))
    db.session.expire(run, ["instructors"])
    return person


def pool_of(run: ClassRun) -> Pool:
    pool = places.pool_of(OWNER_KIND, run.id)
    assert pool is not None
    return pool


def a_place(run: ClassRun, person: User) -> Place:
    """As `hub.places` gives it: a seat if one is free, else in line."""
    with nullcontext() if is_writing() else transaction():
        return services.join(pool_of(run), person.id, by=person.id, zone=person.zone)


def an_enrolment(run: ClassRun, person: User | None = None, **named: Any) -> Enrolment:
    """With a seat if one is free, else in line; told to nobody."""
    person = person or a_person()
    place = a_place(run, person)
    return kept(Enrolment(run_id=run.id, user_id=person.id, place_id=place.id, **named))


def has_seat(enrolment: Enrolment) -> bool:
    return enrolment.place is not None and enrolment.place.state is PlaceState.CONFIRMED


def weekly(count_: int, *, hour: float = 15, minutes: int = 90, days: int = 1) -> list[TimeSlot]:
    """So many slots, a week apart, in Jakarta's wall time."""
    first = slot(hour, minutes, days=days)
    return [
        TimeSlot(first.start + timedelta(weeks=n), first.end + timedelta(weeks=n))
        for n in range(count_)
    ]
