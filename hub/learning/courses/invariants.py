"""What must always hold about courses; `flask doctor` asks."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from hub.core.database import db
from hub.learning.courses.models import Course, CourseVersion
from hub.learning.courses.queries.courses import prerequisite_links
from hub.learning.courses.queries.versions import version_items
from hub.learning.courses.rules.prerequisites import leads_back


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _shown_courses_without_a_syllabus()
    yield from _courses_before_themselves()
    yield from _outlines_in_disorder()


def _shown_courses_without_a_syllabus() -> Iterator[str]:
    published = exists().where(
        CourseVersion.course_id == Course.id, CourseVersion.published_at.is_not(None)
    )
    for slug in db.session.scalars(
        select(Course.slug).where(Course.published_at.is_not(None), ~published)
    ):
        yield f"course {slug} is shown, and none of its versions is published"


def _courses_before_themselves() -> Iterator[str]:
    links = prerequisite_links()
    for course_id, needed in links.items():
        if any(leads_back(links, each, goal=course_id) for each in needed):
            yield f"course {course_id} has to be completed before itself"


def _outlines_in_disorder() -> Iterator[str]:
    """Keys are unique in each table; across the three only the services see to it."""
    parts = (CourseVersion.lessons, CourseVersion.quizzes, CourseVersion.assignments)
    query = select(CourseVersion).options(*(selectinload(each) for each in parts))
    for version in db.session.scalars(query).unique():
        items = version_items(version)
        name = f"version {version.number} of course {version.course.slug}"
        for key, times in Counter(item.key for item in items).items():
            if times > 1:
                yield f"{name} has {times} parts with the key {key}"
        if len({item.position for item in items}) < len(items):
            yield f"{name} has two parts in one place"
