"""What everybody can find: courses' runs, by words, subject, place and time."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.i18n import LANGUAGES
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import (
    OWNER_KIND,
    ClassRun,
    ClassSession,
    Mode,
    RunInstructor,
    RunState,
)
from hub.learning.courses.models import Course
from hub.organisations.models import Site
from hub.places.models import Place, Pool, SeatCounter
from hub.places.rules.steps import PlaceState

MOST_WORDS = 6


class Part(StrEnum):
    """When it is; `COMING` and `RUNNING` together are what is not over."""

    CURRENT = "current"
    COMING = "coming"
    RUNNING = "running"
    PAST = "past"


class Order(StrEnum):
    SOONEST = "soonest"
    LATEST = "latest"
    NEWEST = "newest"


@dataclass(frozen=True)
class RunsSought:
    """`text` is of titles, summaries and the names of who teaches; the rest are single terms."""

    text: str = ""
    topic: str = ""
    dimension: str = ""
    level: str = ""
    language: str = ""
    mode: str = ""
    site: str = ""
    part: Part = Part.CURRENT
    free: bool = False
    order: Order = Order.SOONEST


@dataclass(frozen=True)
class Facets:
    """Of what there is, for filters that never lead to nothing."""

    topics: frozenset[str]
    dimensions: frozenset[str]
    levels: frozenset[str]
    languages: frozenset[str]
    modes: frozenset[str]
    sites: tuple[tuple[str, str], ...]


def runs_page(sought: RunsSought, *, cursor: str | None = None, limit: int = 20) -> Page[ClassRun]:
    """Published runs of courses that are shown; cancelled ones too, until they would be over."""
    query = _shown().options(joinedload(ClassRun.site))
    query = _in_part(_matching(query, sought), sought.part)
    if sought.order is Order.NEWEST:
        by: list[Any] = [ClassRun.published_at, ClassRun.id]
    else:
        by = [ClassRun.starts_at, ClassRun.id]
    downwards = sought.order is not Order.SOONEST or sought.part is Part.PAST
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=downwards)


def facets() -> Facets:
    rows = db.session.execute(
        _shown().with_only_columns(
            Course.topics, Course.dimensions, Course.level, ClassRun.language, ClassRun.mode
        )
    ).all()
    sites = select(Site.code, Site.city).where(
        Site.id.in_(_shown().with_only_columns(ClassRun.site_id))
    )
    return Facets(
        topics=frozenset(topic for row in rows for topic in row.topics),
        dimensions=frozenset(each for row in rows for each in row.dimensions),
        levels=frozenset(str(row.level) for row in rows),
        languages=frozenset(row.language for row in rows),
        modes=frozenset(str(row.mode) for row in rows),
        sites=tuple((code, city) for code, city in db.session.execute(sites.order_by(Site.city))),
    )


def runs_of(course: Course) -> list[ClassRun]:
    """All that everybody may see, the latest first."""
    query = _shown().where(ClassRun.course_id == course.id).options(joinedload(ClassRun.site))
    return list(db.session.scalars(query.order_by(ClassRun.starts_at.desc())).unique())


def meetings_of(runs: Iterable[ClassRun]) -> dict[UUID, int]:
    """How many sessions stand, by the run's id."""
    query = (
        select(ClassSession.run_id, func.count())
        .where(
            ClassSession.run_id.in_([run.id for run in runs]), ClassSession.cancelled_at.is_(None)
        )
        .group_by(ClassSession.run_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _shown() -> Select[Any]:
    return (
        select(ClassRun)
        .join(Course, Course.id == ClassRun.course_id)
        .where(
            ClassRun.published_at.is_not(None),
            ClassRun.state != RunState.DRAFT,
            ClassRun.starts_at.is_not(None),
            Course.published_at.is_not(None),
            Course.archived_at.is_(None),
        )
    )


def _in_part(query: Select[Any], part: Part) -> Select[Any]:
    at = now()
    if part is Part.PAST:
        return query.where(ClassRun.ends_at <= at)
    query = query.where(ClassRun.ends_at > at)
    if part is Part.COMING:
        return query.where(ClassRun.starts_at > at)
    return query.where(ClassRun.starts_at <= at) if part is Part.RUNNING else query


def _matching(query: Select[Any], sought: RunsSought) -> Select[Any]:
    for word in sought.text.split()[:MOST_WORDS]:
        query = query.where(_says(word))
    for column, value in ((Course.topics, sought.topic), (Course.dimensions, sought.dimension)):
        if value:
            query = query.where(_holds(column, value))
    for plain, value in (
        (Course.level, sought.level),
        (ClassRun.language, sought.language),
        (ClassRun.mode, sought.mode),
    ):
        if value:
            query = query.where(plain == value)
    if sought.site:
        here = select(Site.id).where(Site.code == sought.site)
        query = query.where(ClassRun.site_id.in_(here), ClassRun.mode != Mode.ONLINE)
    return query.where(_has_free_seats()) if sought.free else query


def _says(word: str) -> ColumnElement[bool]:
    teaches = exists().where(
        RunInstructor.run_id == ClassRun.id,
        RunInstructor.left_at.is_(None),
        RunInstructor.user_id == User.id,
        User.name.icontains(word, autoescape=True),
    )
    texts = (Course.title, Course.summary, ClassRun.title)
    return or_(
        teaches,
        *(
            text[code].as_string().icontains(word, autoescape=True)
            for text in texts
            for code in LANGUAGES
        ),
    )


def _has_free_seats() -> ColumnElement[bool]:
    """That a newcomer would be given: nobody waits for them, and the window is open."""
    waits = exists().where(Place.pool_id == Pool.id, Place.state == PlaceState.WAITING)
    seats = (
        exists()
        .where(
            Pool.owner_kind == OWNER_KIND,
            Pool.owner_id == ClassRun.id,
            SeatCounter.id == Pool.id,
            SeatCounter.taken < SeatCounter.seats,
            ~waits,
        )
        .correlate(ClassRun)
    )
    at = now()
    return and_(
        seats,
        ClassRun.state == RunState.PUBLISHED,
        or_(ClassRun.enrol_opens_at.is_(None), ClassRun.enrol_opens_at <= at),
        or_(ClassRun.enrol_closes_at.is_(None), ClassRun.enrol_closes_at > at),
    )


def _holds(column: Any, value: str) -> ColumnElement[bool]:
    """Whether a JSON list holds a term; each engine opens such a list by its own function."""
    opened = func.json_each if is_sqlite() else func.json_array_elements_text
    terms = opened(column).table_valued("value")
    found = select(1).select_from(terms).where(terms.c.value == value)
    return found.correlate(Course).exists()
