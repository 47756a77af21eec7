"""What must always be true of enrolments; `flask doctor` asks. That the ledger of each class gives
today's places is asked by `hub.places`."""

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select

from hub.core.database import db
from hub.learning.classes.models import OWNER_KIND, ClassRun, RunState
from hub.learning.enrolments.models import Asking, Enrolment
from hub.places.models import Place, Pool
from hub.places.rules.steps import LIVE

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """An enrolment and its place live and end together, are about the same person and class, and
    there is one of each."""
    yield from _places_without()
    yield from _of_others()
    yield from _ended_apart()
    yield from _never_answered()
    yield from _in_cancelled()
    yield from _several_live()


def _places_without() -> Iterator[str]:
    query = (
        select(Place.id)
        .join(Pool, Pool.id == Place.pool_id)
        .outerjoin(Enrolment, Enrolment.place_id == Place.id)
        .where(Pool.owner_kind == OWNER_KIND, Enrolment.id.is_(None))
    )
    for place in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"place {place} in a class belongs to no enrolment"


def _of_others() -> Iterator[str]:
    query = (
        select(Enrolment.id)
        .join(Place, Place.id == Enrolment.place_id)
        .join(Pool, Pool.id == Place.pool_id)
        .where(
            or_(
                Pool.owner_kind != OWNER_KIND,
                Pool.owner_id != Enrolment.run_id,
                Place.party_id != Enrolment.user_id,
            )
        )
    )
    for enrolment in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"enrolment {enrolment} has somebody else's place, or one in another class"


def _ended_apart() -> Iterator[str]:
    lives = Place.state.in_(LIVE)
    query = (
        select(Enrolment.id, Place.state)
        .join(Place, Place.id == Enrolment.place_id)
        .where(
            or_(
                and_(Enrolment.ended_at.is_(None), ~lives),
                and_(Enrolment.ended_at.is_not(None), lives),
            )
        )
    )
    for id_, state in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"enrolment {id_} and its place, which is {state}, have not ended together"


def _never_answered() -> Iterator[str]:
    query = select(Enrolment.id).where(
        Enrolment.place_id.is_(None),
        Enrolment.ended_at.is_(None),
        Enrolment.asking != Asking.ASKED,
    )
    for enrolment in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"enrolment {enrolment} stands without a place, and nobody is asked for one"


def _in_cancelled() -> Iterator[str]:
    query = (
        select(Enrolment.id)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .where(ClassRun.state == RunState.CANCELLED, Enrolment.ended_at.is_(None))
    )
    for enrolment in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"enrolment {enrolment} stands in a class that was cancelled"


def _several_live() -> Iterator[str]:
    query = (
        select(Enrolment.run_id, Enrolment.user_id)
        .where(Enrolment.ended_at.is_(None))
        .group_by(Enrolment.run_id, Enrolment.user_id)
        .having(func.count() > 1)
    )
    for run_id, user_id in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"{user_id} is enrolled in class {run_id} more than once"
