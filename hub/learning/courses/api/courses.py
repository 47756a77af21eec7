"""Courses: read by everybody, kept by those who keep classes."""

from dataclasses import replace
from uuid import UUID

from hub.accounts.schemas import EndingWithReason
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.courses import queries, services
from hub.learning.courses.api.groups import MANAGE, ONE, STAFF, WRITES, endpoints, kept
from hub.learning.courses.errors import CourseSlugTaken, NotReady
from hub.learning.courses.models import Course
from hub.learning.courses.permissions import can_see_course
from hub.learning.courses.schemas.courses import (
    CourseChange,
    CourseInFullShown,
    CoursesAsked,
    CourseShown,
    NewCourse,
    PrerequisitesMeant,
)
from hub.web.api import Endpoint, ListShown
from hub.web.api.versions import expect_version


@endpoints.serves(
    Endpoint(
        "GET",
        "/courses",
        "Courses",
        answers=ListShown[CourseShown],
        query=CoursesAsked,
        note="Those that are published, and those that you keep.",
    )
)
def courses(query: CoursesAsked) -> ListShown[CourseShown]:
    page = queries.shown_courses(
        signed_in_person(), query.search(), cursor=query.cursor, limit=query.limit
    )
    return ListShown(items=[CourseShown.of(each) for each in page.items], next=page.next)


@endpoints.serves(
    Endpoint(
        "GET", ONE, "One course", answers=CourseInFullShown, versioned=True, refuses=(NotFound,)
    )
)
def course(course_id: UUID) -> CourseInFullShown:
    return CourseInFullShown.of(queries.course_shown_to(course_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        "/courses",
        "Make a course",
        answers=CourseInFullShown,
        status=201,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=NewCourse,
        refuses=(NotAllowed, CourseSlugTaken),
        location="/courses/{id}",
        note="Nobody sees it until it is published. It has an empty draft, version 1.",
    )
)
def make_course(body: NewCourse) -> CourseInFullShown:
    return CourseInFullShown.of(services.make_course(body.draft(), by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change a course",
        answers=CourseInFullShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=CourseChange,
        versioned=True,
        refuses=(NotFound, NotAllowed, CourseSlugTaken, Conflict),
    )
)
def change_course(course_id: UUID, body: CourseChange) -> CourseInFullShown:
    found = _seen(course_id)
    draft = replace(services.course_draft_of(found), **body.given())
    services.change_course(found, draft, by=signed_in_person())
    return CourseInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/prerequisites",
        "Say what comes before a course",
        answers=CourseInFullShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        body=PrerequisitesMeant,
        versioned=True,
        refuses=(NotFound,),
    )
)
def set_course_prerequisites(course_id: UUID, body: PrerequisitesMeant) -> CourseInFullShown:
    found, by = _seen(course_id), signed_in_person()
    named = queries.courses_with_ids(set(body.courses))
    required = [each for each in named if can_see_course(by, each)]
    if len(required) < len(set(body.courses)):
        sentence = _("There is no such course.")
        raise Invalid(sentence, errors={"courses": [sentence]})
    services.set_prerequisites(found, required, by=by)
    return CourseInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/publish",
        "Show a course to everybody",
        answers=CourseInFullShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotReady, Conflict),
    )
)
def publish_course(course_id: UUID) -> CourseInFullShown:
    found = kept(course_id)
    services.publish_course(found, by=signed_in_person())
    return CourseInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Put a course away",
        answers=CourseInFullShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        query=EndingWithReason,
        refuses=(NotFound,),
        note="It leaves every list. Nothing is deleted, and it can be restored.",
    )
)
def archive_course(course_id: UUID, query: EndingWithReason) -> CourseInFullShown:
    found = kept(course_id)
    services.archive_course(found, by=signed_in_person(), reason=query.reason)
    return CourseInFullShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/restore",
        "Take a course out again",
        answers=CourseInFullShown,
        scope=WRITES,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
    )
)
def restore_course(course_id: UUID) -> CourseInFullShown:
    found = kept(course_id)
    services.restore_course(found, by=signed_in_person())
    return CourseInFullShown.of(found)


def _seen(course_id: UUID) -> Course:
    """The course in the version that the caller saw, kept from others until we are done."""
    found = kept(course_id)
    lock(found)
    expect_version(found.version)
    return found
