"""The chapter of the API that these parts write."""

from uuid import UUID

from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.learning.courses import queries
from hub.learning.courses.models import Course, CourseVersion
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Courses",
    "What is taught: courses with their versions, lessons, quizzes and assignments.",
)
WRITES = TokenScope.LEARNING_WRITE
STAFF, MANAGE = Audience.STAFF, "classes:manage"
ONE = "/courses/<uuid:course_id>"
VERSION = f"{ONE}/versions/<int:number>"


def kept(course_id: UUID) -> Course:
    """Raises: NotFound, also for others' courses."""
    return queries.managed_course(course_id, by=signed_in_person())


def kept_version(course_id: UUID, number: int) -> CourseVersion:
    """Raises: NotFound."""
    return queries.version_numbered(kept(course_id), number)
