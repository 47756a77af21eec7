"""One of each thing of learning for programs to name: each chapter of the API has a class of its
own, so that what is cancelled in one is still there in the others."""

from typing import Any

from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.ids import hashed
from hub.learning.attendance.models import Report, Stay
from hub.learning.certificates.services.issuing import issue
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.courses.queries import version_numbered
from hub.learning.courses.services import new_version, publish_version
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.study.models import OfflineKit, Post, QuizAttempt, Submission
from tests.factories import a_person, kept, slot
from tests.factories.learning import (
    a_class_session,
    a_course,
    a_lesson,
    a_quiz,
    a_run,
    an_enrolment,
    an_instructor,
)
from tests.hub.learning.certificates.stories import a_scene, another_learner, completed
from tests.hub.learning.courses.stories import make_course, written
from tests.hub.learning.study.stories import RUBRIC, a_file_of, an_assignment

#: What stands in the learner's kit.
KIT = "a-kit-that-was-taken-along"
Things = dict[str, dict[str, list[Any]]]


def things_of_learning(learner: User) -> Things:
    """By the chapter, or by a part of the address, then by the parameter that names them. The
    learner keeps all classes, and has a place in some."""
    return {
        "Courses": _courses(learner),
        "/parts/": {"key": ["what-a-city-counts", "check-1"]},
        "Classes": _classes(),
        "Enrolments": _enrolments(learner),
        "Class calendar": {"session_id": [_session(_class(learner)).id]},
        "Attendance": _attendance(learner),
        "Certificates": _certificates(learner),
        "Teaching": {"class_id": [_class(learner).id]},
        **_learning(learner),
    }


def _class(learner: User) -> ClassRun:
    """In which somebody else learns, too."""
    run = a_run()
    an_enrolment(run, learner)
    an_enrolment(run)
    return run


def _session(run: ClassRun) -> Any:
    return a_class_session(run, slot(9, days=60))


def _courses(learner: User) -> dict[str, list[Any]]:
    """With a published version and a draft."""
    course = make_course(by=learner, slug="things-to-name")
    written(course, by=learner)
    with transaction():
        publish_version(version_numbered(course, 1), by=learner)
        new_version(course, by=learner)
    return {"course_id": [course.id], "number": [2, 1]}


def _classes() -> dict[str, list[Any]]:
    runs = [a_run(), a_run()]
    sessions = [_session(run) for run in runs]
    for run in runs:
        an_instructor(run)
    db.session.expire_all()
    return {
        "class_id": [run.id for run in runs],
        "session_id": [session.id for session in sessions],
        "part_id": [part.id for run in runs for part in run.instructors],
    }


def _enrolments(learner: User) -> dict[str, list[Any]]:
    """A place, a request that waits for an answer, and one in line."""
    asked, full = a_run(entry=Entry.APPROVAL), a_run(seats=1)
    request = kept(Enrolment(run_id=asked.id, user_id=a_person().id, asking=Asking.ASKED))
    found = [an_enrolment(full), an_enrolment(full, learner), request]
    return {
        "class_id": [asked.id, full.id, a_run().id],
        "enrolment_id": [each.id for each in found],
    }


def _attendance(learner: User) -> dict[str, list[Any]]:
    session = a_class_session(_class(learner))
    named = {"session_id": session.id, "name": "zoom.csv"}
    report = kept(Report(sha256="0" * 64, made_by_id=learner.id, **named))
    at = {"joined_at": session.starts_at, "left_at": session.ends_at}
    stay = kept(Stay(session_id=session.id, report_id=report.id, **at))
    return {"session_id": [session.id], "report_id": [report.id], "stay_id": [stay.id]}


def _certificates(learner: User) -> dict[str, list[Any]]:
    """One that is issued, and a completion without one."""
    scene = a_scene()
    done = [
        completed(scene, an_enrolment(scene.run, learner)),
        completed(scene, another_learner(scene)),
    ]
    with transaction():
        paper = issue(done[0], by=learner)
    return {
        "run_id": [scene.run.id],
        "paper_id": [paper.id],
        "number": [paper.number],
        "completion_id": [each.id for each in done],
    }


def _learning(learner: User) -> Things:
    """A try that is open, work of the learner's and of somebody else's, a question and its answer,
    and a kit."""
    version = a_course().versions[-1]
    lesson = a_lesson(version, key="one")
    a_quiz(version, key="check", attempts=None)
    an_assignment(version, rubric=RUBRIC[:1])
    run = a_run(version.course, version_id=version.id)
    own, others = an_enrolment(run, learner), an_enrolment(run)
    works = [
        kept(Submission(enrolment_id=each.id, assignment_key="essay", number=1))
        for each in (own, others)
    ]
    question = kept(Post(run_id=run.id, author_id=learner.id, title="Which?", text="Data?"))
    answer = Post(run_id=run.id, author_id=others.user_id, thread_id=question.id, text="All.")
    kept(OfflineKit(enrolment_id=own.id, token_hash=hashed(KIT)))
    return {
        "Learning": {
            "class_id": [run.id],
            "attempt_id": [kept(QuizAttempt(quiz_key="check", number=1, enrolment_id=own.id)).id],
            "submission_id": [each.id for each in works],
            "post_id": [question.id, kept(answer).id],
        },
        "/lessons/": {"key": ["one"], "file_id": [a_file_of(lesson).id]},
        "/quizzes/": {"key": ["check"]},
        "/assignments/": {"key": ["essay"]},
        "/submissions/": {"file_id": [a_file_of(work).id for work in works]},
    }
