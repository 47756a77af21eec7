"""Who may stand in which door of classes; how to read it stands in `matrix`.

What is under `/admin/classes/<run_id>` is for people where those who teach a class need it: they
may be no staff. That strangers are turned away there is asked in `test_other_peoples_things`.
"""

from typing import Any

from hub.core.database import transaction
from hub.learning.classes.models import RunInstructor, RunState
from tests.factories import kept, slot
from tests.factories.learning import a_class_session, a_run

EVERYONE = """
GET              /classes
GET              /classes/<slug>
GET              /classes/<slug>/calendar.ics
GET              /courses/<slug>
"""

PEOPLE = """
GET              /admin/classes/<run_id>
GET POST         /admin/classes/<run_id>/sessions/<session_id>
GET POST         /admin/classes/<run_id>/sessions/<session_id>/cancel
GET POST         /admin/classes/<run_id>/sessions/<session_id>/move
GET POST         /admin/classes/<run_id>/sessions/new
GET              /api/v1/classes
GET              /api/v1/classes/<class_id>
GET              /api/v1/classes/<class_id>/checklist
GET POST         /api/v1/classes/<class_id>/sessions
POST             /api/v1/classes/<class_id>/session-series
PATCH            /api/v1/classes/<class_id>/sessions/<session_id>
POST             /api/v1/classes/<class_id>/sessions/<session_id>/cancel
PUT              /api/v1/classes/<class_id>/sessions/<session_id>/time
"""

STAFF = """
GET              /admin/classes                                               classes:manage
GET POST         /admin/classes/<run_id>/cancel                               classes:manage
GET POST         /admin/classes/<run_id>/copy                                 classes:manage
GET POST         /admin/classes/<run_id>/edit                                 classes:manage
GET POST         /admin/classes/<run_id>/entry                                classes:manage
POST             /admin/classes/<run_id>/instructors                          classes:manage
POST             /admin/classes/<run_id>/instructors/<part_id>/remove         classes:manage
POST             /admin/classes/<run_id>/publish                              classes:manage
POST             /admin/classes/<run_id>/seats                                classes:manage
POST             /admin/classes/<run_id>/syllabus                             classes:manage
GET POST         /admin/classes/new                                           classes:manage
POST             /api/v1/classes                                              classes:manage
GET              /api/v1/classes/kept                                         classes:manage
PATCH            /api/v1/classes/<class_id>                                   classes:manage
PUT              /api/v1/classes/<class_id>/audience                          classes:manage
POST             /api/v1/classes/<class_id>/cancel                            classes:manage
POST             /api/v1/classes/<class_id>/copies                            classes:manage
PUT              /api/v1/classes/<class_id>/entry                             classes:manage
POST             /api/v1/classes/<class_id>/instructors                       classes:manage
PATCH DELETE     /api/v1/classes/<class_id>/instructors/<part_id>             classes:manage
POST             /api/v1/classes/<class_id>/publish                           classes:manage
PUT              /api/v1/classes/<class_id>/seats                             classes:manage
POST             /api/v1/classes/<class_id>/syllabus                          classes:manage
"""

LATER = "2026-12-01T15:00"
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<class_id>"): {"language": "id"},
    ("PUT", "<class_id>/audience"): {"groups": ["civil-servants"]},
    ("POST", "<class_id>/cancel"): {"reason": "Because I can"},
    ("POST", "<class_id>/copies"): {"starts_local": LATER},
    ("PUT", "<class_id>/entry"): {"entry": "approval"},
    ("POST", "<class_id>/instructors"): {"email": "me@stranger.example"},
    ("PATCH", "<part_id>"): {"title": "Mine now"},
    ("PATCH", "<session_id>"): {"is_required": False},
    ("PUT", "<class_id>/seats"): {"seats": 30},
    ("POST", "<class_id>/sessions"): {"starts_local": LATER, "provider": "jitsi"},
    ("POST", "<class_id>/session-series"): {"starts_local": LATER, "provider": "jitsi"},
    ("PUT", "<session_id>/time"): {"starts_local": LATER},
}


#: Of the class that `ids` makes; other capabilities' doors lie in a class of their own.
_own: dict[str, object] = {}


def ids(things: Any) -> dict[str, object]:
    """Ayu teaches a class that nobody else sees yet."""
    run = a_run()
    session = a_class_session(run, slot(9, days=6))
    part = kept(RunInstructor(run_id=run.id, user_id=things.ayu.id))
    with transaction():
        run.state, run.published_at = RunState.DRAFT, None
    _own.clear()
    _own.update(
        run_id=run.id, class_id=run.id, session_id=session.id, part_id=part.id, slug=run.slug
    )
    return {}


def within(pattern: str) -> dict[str, object]:
    """Our own doors lead to that class."""
    return dict(_own) if f" {pattern}" in _ADDRESSES else {}


_ADDRESSES = {f" {word}" for word in (EVERYONE + PEOPLE + STAFF).split() if word[0] == "/"}
