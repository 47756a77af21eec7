"""Who may stand in which door of courses; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.learning import a_class_manager
from tests.hub.learning.courses.stories import make_course, written

EVERYONE = ""

PEOPLE = """
GET              /api/v1/courses
GET              /api/v1/courses/<course_id>
GET              /api/v1/courses/<course_id>/versions
GET              /api/v1/courses/<course_id>/versions/<number>
"""

STAFF = """
GET              /admin/courses                                                   classes:manage
GET POST         /admin/courses/new                                               classes:manage
GET              /admin/courses/<course_id>                                       classes:manage
GET POST         /admin/courses/<course_id>/archive                               classes:manage
GET POST         /admin/courses/<course_id>/document                              classes:manage
GET POST         /admin/courses/<course_id>/edit                                  classes:manage
POST             /admin/courses/<course_id>/publish                               classes:manage
POST             /admin/courses/<course_id>/restore                               classes:manage
POST             /admin/courses/<course_id>/versions                              classes:manage
GET              /admin/courses/<course_id>/versions/<number>                     classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/about               classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/discard             classes:manage
GET              /admin/courses/<course_id>/versions/<number>/document            classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/new/<kind>          classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/parts/<key>         classes:manage
POST             /admin/courses/<course_id>/versions/<number>/parts/<key>/files   classes:manage
POST             /admin/courses/<course_id>/versions/<number>/parts/<key>/files/remove  classes:manage
GET              /admin/courses/<course_id>/versions/<number>/parts/<key>/look    classes:manage
POST             /admin/courses/<course_id>/versions/<number>/parts/<key>/move    classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/parts/<key>/questions/<question_id>  classes:manage
POST             /admin/courses/<course_id>/versions/<number>/parts/<key>/questions/<question_id>/move  classes:manage
POST             /admin/courses/<course_id>/versions/<number>/parts/<key>/questions/<question_id>/remove  classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/parts/<key>/questions/new/<kind>  classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/parts/<key>/remove  classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/parts/<key>/try     classes:manage
GET POST         /admin/courses/<course_id>/versions/<number>/publish             classes:manage
POST             /api/v1/courses                                                  classes:manage
PATCH DELETE     /api/v1/courses/<course_id>                                      classes:manage
PUT              /api/v1/courses/<course_id>/document                             classes:manage
PUT              /api/v1/courses/<course_id>/prerequisites                        classes:manage
POST             /api/v1/courses/<course_id>/publish                              classes:manage
POST             /api/v1/courses/<course_id>/restore                              classes:manage
POST             /api/v1/courses/<course_id>/versions                             classes:manage
DELETE           /api/v1/courses/<course_id>/versions/<number>                    classes:manage
GET              /api/v1/courses/<course_id>/versions/<number>/document           classes:manage
GET PUT DELETE   /api/v1/courses/<course_id>/versions/<number>/parts/<key>        classes:manage
POST DELETE      /api/v1/courses/<course_id>/versions/<number>/parts/<key>/files  classes:manage
POST             /api/v1/courses/<course_id>/versions/<number>/parts/<key>/move   classes:manage
POST             /api/v1/courses/<course_id>/versions/<number>/publish            classes:manage
"""  # noqa: E501

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<course_id>"): {"hours": 9},
    ("PUT", "<course_id>/document"): {"document": {}},
    ("PUT", "/prerequisites"): {"courses": []},
    ("PUT", "/parts/<key>"): {"part": {"kind": "lesson", "title": {"en": "Mine"}}},
    ("POST", "/parts/<key>/move"): {"steps": 1},
    ("POST", "/parts/<key>/files"): {"name": "map.png", "content": "AAAA"},
}

#: What is not published is there for those who keep courses alone.
FOUND_BY_STAFF = {
    ("GET", "/api/v1/courses/<course_id>"),
    ("GET", "/api/v1/courses/<course_id>/versions"),
    ("GET", "/api/v1/courses/<course_id>/versions/<number>"),
}


def ids(_things: Any) -> dict[str, object]:
    """A course that is not published yet, with a draft of everything."""
    manager = a_class_manager()
    course = make_course(by=manager, slug="matrix-course")
    written(course, by=manager)
    return {"course_id": course.id, "question_id": "q1"}


def within(pattern: str) -> dict[str, object]:
    """What the parts of a version are called in addresses that lie in a course."""
    if "/courses/" not in pattern:
        return {}
    quiz = "/questions/" in pattern or "/try" in pattern
    kind = "single" if "/questions/" in pattern else "quiz"
    return {"number": 1, "key": "check-1" if quiz else "what-a-city-counts", "kind": kind}
