"""Who may stand in which door of learning; how to read it stands in `matrix`."""

from typing import Any

from hub.learning.study.models import Post, QuizAttempt, Submission
from tests.factories import MONDAY, kept
from tests.factories.learning import a_course, a_lesson, a_quiz, a_run, an_enrolment, an_instructor
from tests.hub.learning.study.stories import a_file_of, an_assignment

EVERYONE = """
POST             /api/v1/kit-answers
GET POST         /kit-answers
"""

PEOPLE = """
GET POST         /api/v1/classes/<class_id>/announcements
GET              /api/v1/classes/<class_id>/assignments/<key>
POST             /api/v1/classes/<class_id>/assignments/<key>/submissions
GET POST         /api/v1/classes/<class_id>/discussion
GET PATCH        /api/v1/classes/<class_id>/discussion/<post_id>
GET POST         /api/v1/classes/<class_id>/discussion/<post_id>/answers
POST             /api/v1/classes/<class_id>/discussion/<post_id>/hide
POST             /api/v1/classes/<class_id>/discussion/<post_id>/show
GET PUT          /api/v1/classes/<class_id>/feedback
GET PUT          /api/v1/classes/<class_id>/kit
GET              /api/v1/classes/<class_id>/learning
GET              /api/v1/classes/<class_id>/lessons/<key>
GET              /api/v1/classes/<class_id>/lessons/<key>/files/<file_id>
POST             /api/v1/classes/<class_id>/lessons/<key>/read
GET              /api/v1/classes/<class_id>/quiz-tries/<attempt_id>
PUT              /api/v1/classes/<class_id>/quiz-tries/<attempt_id>/answers
POST             /api/v1/classes/<class_id>/quiz-tries/<attempt_id>/hand-in
GET              /api/v1/classes/<class_id>/quizzes/<key>
POST             /api/v1/classes/<class_id>/quizzes/<key>/tries
GET              /api/v1/classes/<class_id>/submissions
GET              /api/v1/classes/<class_id>/submissions/<submission_id>
GET              /api/v1/classes/<class_id>/submissions/<submission_id>/files/<file_id>
PUT              /api/v1/classes/<class_id>/submissions/<submission_id>/marks
GET POST         /classes/<slug>/announcements
GET POST         /classes/<slug>/discussion
GET POST         /classes/<slug>/discussion/<post_id>
POST             /classes/<slug>/discussion/<post_id>/<what>
GET POST         /classes/<slug>/discussion/<post_id>/edit
GET POST         /classes/<slug>/feedback
GET              /classes/<slug>/kit
GET              /classes/<slug>/kit.zip
GET              /classes/<slug>/learn
GET POST         /classes/<slug>/learn/assignments/<key>
GET POST         /classes/<slug>/learn/lessons/<key>
GET POST         /classes/<slug>/learn/quizzes/<key>
POST             /classes/<slug>/learn/quizzes/<key>/answers
GET              /classes/<slug>/learn/quizzes/<key>/results/<number>
GET              /teach/<run_id>/marking
GET POST         /teach/<run_id>/marking/<submission_id>
"""

STAFF = """
"""

_TEXT: dict[str, object] = {"text": "Me, too."}
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/announcements"): {"title": "Hello", "text": "From outside."},
    ("POST", "/assignments/<key>/submissions"): _TEXT,
    ("POST", "/discussion"): {"title": "Hello", "text": "From outside."},
    ("PATCH", "/discussion/<post_id>"): _TEXT,
    ("POST", "/answers"): _TEXT,
    ("PUT", "/feedback"): {"content": 1, "teaching": 1, "usefulness": 1},
    ("PUT", "/kit"): {"files": False},
    ("PUT", "/answers"): {"answers": {"q1": "a"}},
    ("POST", "/hand-in"): {},
    ("PUT", "/marks"): {"marks": {}, "version": 1},
}
_MINE: dict[str, object] = {}
_KEYS = {"/lessons/": "one", "/quizzes/": "check", "/assignments/": "essay"}
_FILES: dict[str, object] = {}


def ids(things: Any) -> dict[str, object]:
    """Ayu learns in this class, and teaches it as well."""
    course = a_course()
    version = course.versions[-1]
    lesson = a_lesson(version, key="one")
    a_quiz(version, key="check")
    an_assignment(version)
    run = a_run(course)
    an_instructor(run, things.ayu)
    enrolment = an_enrolment(run, things.ayu)
    work = kept(Submission(enrolment_id=enrolment.id, assignment_key="essay", number=1))
    post = kept(Post(run_id=run.id, author_id=things.ayu.id, title="Which?", text="Data?"))
    marked = {"points": 0, "points_possible": 5, "passed": False, "submitted_at": MONDAY}
    attempt = kept(QuizAttempt(enrolment_id=enrolment.id, quiz_key="check", number=1, **marked))
    _MINE.update(slug=run.slug, run_id=run.id, class_id=run.id)
    _FILES.update({"/lessons/": a_file_of(lesson).id, "/submissions/": a_file_of(work).id})
    return {"submission_id": work.id, "post_id": post.id, "attempt_id": attempt.id, "what": "hide"}


def within(pattern: str) -> dict[str, object]:
    """The same names mean another class elsewhere."""
    ours = any(pattern.endswith(method) for method in _ADDRESSES)
    if not ours:
        return {}
    key = next((key for part, key in _KEYS.items() if part in pattern), "")
    file_id = next((id_ for part, id_ in _FILES.items() if part in pattern), "")
    return {**_MINE, "number": 1, "key": key, "file_id": file_id}


_ADDRESSES = [line.split()[-1] for line in PEOPLE.strip().splitlines()]
