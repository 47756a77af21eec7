"""Courses: one, all that everybody sees, and those that somebody keeps."""

import json
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import selectinload

from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.courses.models import Course, CourseVersion, Level, Prerequisite
from hub.learning.courses.permissions import (
    can_manage_course,
    can_see_course,
    managed_programmes,
)


class CourseState(StrEnum):
    """How far a course is, for lists."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Search:
    """What of all courses is wanted; nothing: all of them."""

    words: str = ""
    state: CourseState | None = None
    topic: str = ""
    level: Level | None = None


def state_of(course: Course) -> CourseState:
    if course.archived_at is not None:
        return CourseState.ARCHIVED
    return CourseState.PUBLISHED if course.published_at else CourseState.DRAFT


def get_course(course_id: UUID) -> Course:
    """Raises: NotFound."""
    found = db.session.get(Course, course_id)
    if found is None:
        raise _no_course()
    return found


def managed_course(course_id: UUID, *, by: User) -> Course:
    """One that somebody keeps. Raises: NotFound, also for others' courses."""
    found = get_course(course_id)
    if not can_manage_course(by, found):
        raise _no_course()
    return found


def course_shown_to(course_id: UUID, person: User | None) -> Course:
    """Raises: NotFound, also for one that the person may not see yet."""
    found = get_course(course_id)
    if not can_see_course(person, found):
        raise _no_course()
    return found


def course_by_slug(slug: str, *, seen_by: User | None) -> Course:
    """Raises: NotFound, also for one that the person may not see yet."""
    found = db.session.scalars(select(Course).where(Course.slug == slug)).one_or_none()
    if found is None or not can_see_course(seen_by, found):
        raise _no_course()
    return found


def shown_courses(
    seen_by: User | None, search: Search, *, cursor: str | None = None, limit: int = 20
) -> Page[Course]:
    """Those that everybody sees, and those that the person keeps; by slug."""
    query = select(Course)
    own = managed_programmes(seen_by) if seen_by else set()
    if own is not None:
        shown = Course.published_at.is_not(None) & Course.archived_at.is_(None)
        query = query.where(or_(shown, Course.programme_id.in_(own)))
    query = _searched(query, search)
    return page_of(query, by=[Course.slug, Course.id], cursor=cursor, limit=limit)


def kept_courses(
    by: User, search: Search, *, cursor: str | None = None, limit: int = 20
) -> Page[Course]:
    """Those that somebody keeps, by slug, each with its versions."""
    query = select(Course).options(selectinload(Course.versions), selectinload(Course.programme))
    own = managed_programmes(by)
    if own is not None:
        query = query.where(Course.programme_id.in_(own))
    query = _searched(query, search)
    return page_of(query, by=[Course.slug, Course.id], cursor=cursor, limit=limit)


def prerequisites_of(course: Course) -> list[Course]:
    """What has to be completed before, by title."""
    query = (
        select(Course)
        .join(Prerequisite, Prerequisite.required_id == Course.id)
        .where(Prerequisite.course_id == course.id)
    )
    return sorted(db.session.scalars(query), key=lambda each: in_words(each.title))


def prerequisite_links() -> dict[UUID, set[UUID]]:
    """Course → what it needs directly."""
    links: dict[UUID, set[UUID]] = {}
    for row in db.session.execute(select(Prerequisite.course_id, Prerequisite.required_id)):
        links.setdefault(row.course_id, set()).add(row.required_id)
    return links


def courses_to_require(course: Course | None) -> list[Course]:
    """What may be named as a prerequisite: courses that everybody sees, and those named already."""
    shown = Course.published_at.is_not(None) & Course.archived_at.is_(None)
    query = select(Course).where(shown)
    if course is not None:
        named = select(Prerequisite.required_id).where(Prerequisite.course_id == course.id)
        query = select(Course).where(Course.id != course.id, or_(shown, Course.id.in_(named)))
    return sorted(db.session.scalars(query), key=lambda each: in_words(each.title))


def courses_with_ids(ids: set[UUID]) -> list[Course]:
    return list(db.session.scalars(select(Course).where(Course.id.in_(ids))))


def is_slug_taken(slug: str) -> bool:
    return db.session.scalar(select(Course.id).where(Course.slug == slug)) is not None


def current_version(course: Course) -> CourseVersion | None:
    """The newest that is published: what a new run begins with."""
    published = [version for version in course.versions if not version.is_draft]
    return published[-1] if published else None


def draft_of(course: Course) -> CourseVersion | None:
    return next((version for version in course.versions if version.is_draft), None)


def _searched(query: Select[Course], search: Search) -> Select[Course]:
    if words := search.words.strip().lower():
        told = func.lower(cast(Course.title, String)) + " " + Course.slug
        kept = json.dumps(words)[1:-1]  # as JSON columns keep what is not ASCII
        query = query.where(told.contains(kept, autoescape=True))
    if search.state is CourseState.ARCHIVED:
        query = query.where(Course.archived_at.is_not(None))
    elif search.state is not None:
        published = Course.published_at.is_not(None)
        wanted = published if search.state is CourseState.PUBLISHED else ~published
        query = query.where(Course.archived_at.is_(None), wanted)
    if search.level is not None:
        query = query.where(Course.level == search.level)
    if search.topic:
        query = query.where(
            cast(Course.topics, String).contains(f'"{search.topic}"', autoescape=True)
        )
    return query


def _no_course() -> NotFound:
    return NotFound(_("There is no such course."))
