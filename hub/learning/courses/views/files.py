"""Who is shown the pictures and files of lessons: asked by `hub.files` at every download."""

from hub.accounts.sign_in import person_or_none
from hub.core.database import db
from hub.files.models import File
from hub.learning.courses.models import Course
from hub.learning.courses.permissions import can_manage_course, can_read_lessons
from hub.learning.courses.queries.files import is_in_published_version


def may_see_file(file: File) -> bool:
    """Those who keep the course see all; those who take part or teach, what is published."""
    course = db.session.get(Course, file.owner_id)
    if course is None:
        return False
    person = person_or_none()
    if can_manage_course(person, course):
        return True
    return can_read_lessons(person, course) and is_in_published_version(file.id)
