"""Who keeps courses: managers of classes, on the whole platform or in the course's programme."""

from collections.abc import Callable
from uuid import UUID

from accelerator.programmes.permissions import in_programme
from hub.accounts.models import ScopeKind, User
from hub.accounts.permissions import Permission, may, scopes_of
from hub.learning.courses.models import Course


def can_make_courses(person: User | None, programme_id: UUID | None = None) -> bool:
    scopes = (in_programme(programme_id),) if programme_id else ()
    return may(person, Permission.CLASSES_MANAGE, *scopes)


def can_manage_course(person: User | None, course: Course) -> bool:
    return can_make_courses(person, course.programme_id)


def can_see_course(person: User | None, course: Course) -> bool:
    return course.is_shown or can_manage_course(person, course)


#: Of the floors above: whether somebody takes part in a run of the course, or teaches one.
TakesPart = Callable[[User, Course], bool]
_takers: list[TakesPart] = []


def let_read_lessons(takes_part: TakesPart) -> None:
    """Told by who knows places and instructors: these may read the lessons and their files."""
    if takes_part not in _takers:
        _takers.append(takes_part)


def can_read_lessons(person: User | None, course: Course) -> bool:
    """Those who keep it, and whoever takes part in a run of it or teaches one."""
    if person is None or not person.is_active:
        return False
    if can_manage_course(person, course):
        return True
    return any(takes_part(person, course) for takes_part in _takers)


def managed_programmes(person: User) -> set[UUID] | None:
    """The ids of the programmes whose courses somebody keeps; None means all courses."""
    return scopes_of(person, Permission.CLASSES_MANAGE, kind=ScopeKind.PROGRAMME)
