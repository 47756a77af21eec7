"""Who is in a class, and where somebody is in."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_manage_run, can_see_run
from hub.learning.enrolments.models import Enrolment
from hub.places.models import Place
from hub.places.rules.steps import PlaceState


def live_enrolment(run: ClassRun, person: User) -> Enrolment | None:
    """The one with which somebody asks, waits, is offered a place or has one."""
    query = select(Enrolment).where(
        Enrolment.run_id == run.id, Enrolment.user_id == person.id, Enrolment.ended_at.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def live_enrolments(run: ClassRun, user_ids: Sequence[UUID]) -> dict[UUID, Enrolment]:
    """As `live_enrolment`, for many people at once, by the person's id."""
    query = select(Enrolment).where(
        Enrolment.run_id == run.id, Enrolment.user_id.in_(user_ids), Enrolment.ended_at.is_(None)
    )
    return {each.user_id: each for each in db.session.scalars(query)}


def live_in(run_ids: Sequence[UUID], person: User) -> list[Enrolment]:
    """As `live_enrolment`, in many classes at once."""
    query = select(Enrolment).where(
        Enrolment.run_id.in_(run_ids),
        Enrolment.user_id == person.id,
        Enrolment.ended_at.is_(None),
    )
    return list(db.session.scalars(query))


def newest_enrolment(run: ClassRun, person: User) -> Enrolment | None:
    """The live one, or the one that ended last."""
    query = select(Enrolment).where(Enrolment.run_id == run.id, Enrolment.user_id == person.id)
    # Ids grow with time, and a live one is the newest.
    return db.session.scalars(query.order_by(Enrolment.id.desc()).limit(1)).one_or_none()


def has_place(run: ClassRun, person: User) -> bool:
    """Whether somebody is in: not asking, not waiting, not thinking about an offer."""
    query = _holding(run.id).where(Enrolment.user_id == person.id)
    return db.session.scalars(query).first() is not None


def holders_of(run: ClassRun) -> list[Enrolment]:
    """Everybody who is in, by name, each with the person."""
    query = _holding(run.id).join(User, User.id == Enrolment.user_id)
    return list(db.session.scalars(query.order_by(User.name, User.id)))


def enrolments_of(person: User) -> list[Enrolment]:
    """Every class that somebody asked for, newest first, ended ones too."""
    query = (
        select(Enrolment)
        .where(Enrolment.user_id == person.id)
        .options(joinedload(Enrolment.organisation))
        .order_by(Enrolment.id.desc())
    )
    return list(db.session.scalars(query).unique())


def run_called(slug: str, *, seen_by: User | None) -> ClassRun:
    """Raises: NotFound."""
    found = db.session.scalars(select(ClassRun).where(ClassRun.slug == slug)).one_or_none()
    if found is None or not can_see_run(seen_by, found):
        raise NotFound(_("There is no such class."))
    return found


def run_seen(run_id: UUID, *, seen_by: User | None) -> ClassRun:
    """Raises: NotFound."""
    found = db.session.get(ClassRun, run_id)
    if found is None or not can_see_run(seen_by, found):
        raise NotFound(_("There is no such class."))
    return found


def own_page(person: User, *, cursor: str | None = None, limit: int = 20) -> Page[Enrolment]:
    """As `enrolments_of`, a page at a time."""
    query = select(Enrolment).where(Enrolment.user_id == person.id)
    return page_of(query, by=[Enrolment.id], cursor=cursor, limit=limit, descending=True)


def run_of_staff(run_id: UUID, *, by: User) -> ClassRun:
    """For those who keep it. Raises: NotFound."""
    found = db.session.get(ClassRun, run_id)
    if found is None or not can_manage_run(by, found):
        raise NotFound(_("There is no such class."))
    return found


def enrolment_of_staff(enrolment_id: UUID, *, by: User) -> Enrolment:
    """For those who keep the class. Raises: NotFound."""
    found = db.session.get(Enrolment, enrolment_id)
    if found is None or not can_manage_run(by, found.run):
        raise _none()
    return found


def get_enrolment(enrolment_id: UUID, *, seen_by: User) -> Enrolment:
    """One's own, or one of a class that somebody keeps. Raises: NotFound."""
    found = db.session.get(Enrolment, enrolment_id)
    if found is None or not (found.user_id == seen_by.id or can_manage_run(seen_by, found.run)):
        raise _none()
    return found


def _holding(run_id: UUID) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .where(
            Enrolment.run_id == run_id,
            Enrolment.ended_at.is_(None),
            Place.state == PlaceState.CONFIRMED,
        )
    )


def _none() -> NotFound:
    return NotFound(_("There is no such enrolment, or it is not yours."))
