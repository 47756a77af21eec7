"""Who is what to a class, and who is told of its sessions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.learning.classes.models import ClassRun, RunInstructor
from hub.learning.classes.permissions import can_teach
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.joining.rules.ways import Standing
from hub.places.models import Place
from hub.places.rules.steps import PlaceState

_OF_PLACE = {
    PlaceState.CONFIRMED: Standing.HAS_PLACE,
    PlaceState.OFFERED: Standing.OFFERED,
    PlaceState.WAITING: Standing.WAITING,
}


@dataclass(frozen=True)
class Told:
    """Somebody who is told of a run's sessions; a learner since `since`, when the mail of their
    place told them all of it."""

    person: User
    teaches: bool
    since: datetime


def standing_of(person: User | None, run: ClassRun) -> Standing:
    """An offer that ran out is none. Who teaches goes in without a place."""
    if person is None:
        return Standing.NOBODY
    if can_teach(person, run):
        return Standing.TEACHES
    query = select(Enrolment).where(
        Enrolment.run_id == run.id, Enrolment.user_id == person.id, Enrolment.ended_at.is_(None)
    )
    enrolment = db.session.scalars(query).one_or_none()
    if enrolment is None:
        return Standing.NOBODY
    if enrolment.place is None:
        return Standing.ASKED if enrolment.asking is Asking.ASKED else Standing.NOBODY
    return _OF_PLACE.get(enrolment.place.seen_state(at=now()), Standing.NOBODY)


def people_told(run_ids: Iterable[UUID]) -> dict[UUID, list[Told]]:
    """By run: who has a place, and who teaches; nobody twice."""
    ids = list(run_ids)
    found: dict[UUID, dict[UUID, Told]] = defaultdict(dict)
    taught = (
        select(RunInstructor)
        .where(RunInstructor.run_id.in_(ids), RunInstructor.left_at.is_(None))
        .options(joinedload(RunInstructor.user))
    )
    for row in db.session.scalars(taught):
        found[row.run_id][row.user_id] = Told(row.user, teaches=True, since=row.added_at)
    held = (
        select(Enrolment)
        .join(Enrolment.place)
        .where(
            Enrolment.run_id.in_(ids),
            Enrolment.ended_at.is_(None),
            Place.state == PlaceState.CONFIRMED,
        )
        .options(contains_eager(Enrolment.place), joinedload(Enrolment.user))
        .order_by(Enrolment.made_at, Enrolment.id)
    )
    for enrolment in db.session.scalars(held):
        since = max(filter(None, (enrolment.made_at, _offered(enrolment))))
        told = Told(enrolment.user, teaches=False, since=since)
        found[enrolment.run_id].setdefault(enrolment.user_id, told)
    return {run_id: list(found[run_id].values()) for run_id in ids}


def _offered(enrolment: Enrolment) -> datetime | None:
    return enrolment.place.offered_at if enrolment.place is not None else None
