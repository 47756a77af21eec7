"""One run, and runs as those see them who keep or teach them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import ClassRun, ClassSession, RunInstructor, RunState
from hub.learning.classes.permissions import can_manage_run, can_see_run, can_teach
from hub.learning.classes.rules.standing import Dates, Standing, standing
from hub.learning.courses.models import Course
from hub.learning.courses.permissions import managed_programmes

MOST_WORDS = 6


@dataclass(frozen=True)
class RunsKept:
    """`state` is "draft", "published", "cancelled", or by the clock "coming", "running", "past"."""

    text: str = ""
    state: str = ""
    course: UUID | None = None


def run_by_slug(slug: str, *, seen_by: User | None) -> ClassRun:
    """Raises: NotFound, also for a draft that is none of this person's business."""
    query = select(ClassRun).where(ClassRun.slug == slug).options(joinedload(ClassRun.site))
    return _seen(db.session.scalars(query).one_or_none(), seen_by)


def get_run(run_id: UUID, *, seen_by: User | None) -> ClassRun:
    """Raises: NotFound."""
    return _seen(db.session.get(ClassRun, run_id), seen_by)


def run_to_teach(run_id: UUID, *, by: User) -> ClassRun:
    """Raises: NotFound, for everybody who neither keeps nor teaches it."""
    run = db.session.get(ClassRun, run_id)
    if run is None or not can_teach(by, run):
        raise NotFound(_("There is no such class."))
    return run


def run_to_manage(run_id: UUID, *, by: User) -> ClassRun:
    """Raises: NotFound, for everybody who does not keep it."""
    run = db.session.get(ClassRun, run_id)
    if run is None or not can_manage_run(by, run):
        raise NotFound(_("There is no such class."))
    return run


def get_session(session_id: UUID, *, seen_by: User | None) -> ClassSession:
    """Raises: NotFound, also for a session of a run that one does not see."""
    session = db.session.get(ClassSession, session_id)
    if session is None or not can_see_run(seen_by, session.run):
        raise NotFound(_("There is no such session."))
    return session


def session_in(run: ClassRun, session_id: UUID) -> ClassSession:
    """Raises: NotFound."""
    session = db.session.get(ClassSession, session_id)
    if session is None or session.run_id != run.id:
        raise NotFound(_("There is no such session."))
    return session


def instructor_in(run: ClassRun, part_id: UUID) -> RunInstructor:
    """Raises: NotFound."""
    part = db.session.get(RunInstructor, part_id)
    if part is None or part.run_id != run.id:
        raise NotFound(_("There is no such instructor."))
    return part


def instructors_of(run: ClassRun) -> list[RunInstructor]:
    """Who teaches it now, in order."""
    query = select(RunInstructor).where(
        RunInstructor.run_id == run.id, RunInstructor.left_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(RunInstructor.position)).unique())


def sessions_shown(run: ClassRun) -> list[ClassSession]:
    """All of them, cancelled ones too, in order."""
    query = select(ClassSession).where(ClassSession.run_id == run.id)
    return list(
        db.session.scalars(query.order_by(ClassSession.starts_at, ClassSession.id)).unique()
    )


def standing_of(run: ClassRun) -> Standing:
    """Where it stands by the clock."""
    dates = Dates(
        is_draft=run.state is RunState.DRAFT,
        is_cancelled=run.state is RunState.CANCELLED,
        starts_at=run.starts_at,
        ends_at=run.ends_at,
        enrol_opens_at=run.enrol_opens_at,
        enrol_closes_at=run.enrol_closes_at,
    )
    return standing(dates, now())


def kept_page(
    sought: RunsKept, *, by: User, cursor: str | None = None, limit: int = 20
) -> Page[ClassRun]:
    """Of the courses that somebody keeps, the newest first."""
    query = (
        select(ClassRun)
        .join(Course, Course.id == ClassRun.course_id)
        .options(joinedload(ClassRun.site), selectinload(ClassRun.instructors))
    )
    programmes = managed_programmes(by)
    if programmes is not None:
        query = query.where(Course.programme_id.in_(programmes))
    query = _kept(query, sought)
    return page_of(query, by=[ClassRun.id], cursor=cursor, limit=limit, descending=True)


def taught_by(person: User) -> list[ClassRun]:
    """Runs that somebody teaches, those to come first to last, then what is over."""
    query = (
        select(ClassRun)
        .join(RunInstructor, RunInstructor.run_id == ClassRun.id)
        .where(RunInstructor.user_id == person.id, RunInstructor.left_at.is_(None))
        .options(joinedload(ClassRun.site))
        .order_by(ClassRun.ends_at.is_(None).desc(), ClassRun.ends_at.desc())
    )
    return list(db.session.scalars(query).unique())


def _kept(query: Select[Any], sought: RunsKept) -> Select[Any]:
    for word in sought.text.split()[:MOST_WORDS]:
        texts = (Course.title, ClassRun.title)
        query = query.where(
            or_(
                ClassRun.slug.icontains(word, autoescape=True),
                *(t[code].as_string().icontains(word, autoescape=True)
                  for t in texts for code in LANGUAGES),
            )
        )  # fmt: skip
    if sought.course is not None:
        query = query.where(ClassRun.course_id == sought.course)
    condition = _in_state(sought.state)
    return query if condition is None else query.where(condition)


def _in_state(state: str) -> ColumnElement[bool] | None:
    if state in set(RunState):
        return ClassRun.state == state
    at, published = now(), ClassRun.state == RunState.PUBLISHED
    found: dict[str, ColumnElement[bool]] = {
        "coming": published & (ClassRun.starts_at > at),
        "running": published & (ClassRun.starts_at <= at) & (ClassRun.ends_at > at),
        "past": published & (ClassRun.ends_at <= at),
    }
    return found.get(state)


def _seen(run: ClassRun | None, person: User | None) -> ClassRun:
    if run is None or not can_see_run(person, run):
        raise NotFound(_("There is no such class."))
    return run
