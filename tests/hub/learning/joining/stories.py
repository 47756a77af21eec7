"""A class, its people, and what they were written."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db, lock, transaction
from hub.core.facts import announce
from hub.core.timeslots import TimeSlot
from hub.learning.classes.facts import (
    ClassCancelled,
    ClassPublished,
    ClassSessionCancelled,
    ClassSessionMoved,
    ClassSessionPlanned,
)
from hub.learning.classes.models import ClassRun, ClassSession, RunState
from hub.outbox.models import Message
from tests.factories import a_person
from tests.factories.learning import a_class_session, a_run, an_enrolment, an_instructor


@dataclass
class Scene:
    """A class with one session on Tuesday, 09:00 to 10:00 WIB, its teacher, and a learner."""

    run: ClassRun
    session: ClassSession
    teacher: User
    siti: User
    others: list[User] = field(default_factory=list)


def a_scene(*, when: TimeSlot | None = None, zone: str = "Asia/Jakarta") -> Scene:
    """Published a while ago, as far as those who tell of changes know."""
    run = a_run(seats=30)
    session = a_class_session(run, when)
    teacher = an_instructor(run, a_person(name="Budi Hartono"))
    siti = a_person(name="Siti", zone=zone, language="id" if zone == "Asia/Jakarta" else "de")
    an_enrolment(run, siti)
    with transaction():
        announce(ClassPublished(run.id))
    return Scene(run, session, teacher, siti)


def moves(session: ClassSession, to: TimeSlot) -> None:
    """As the services of classes do it: new times, SEQUENCE up, said once."""
    with transaction():
        lock(session)
        session.slot = to
        session.ical_sequence += 1
        db.session.flush()
        announce(ClassSessionMoved(session.run_id, session.id, session.ical_sequence))


def is_off(session: ClassSession, *, at: datetime, reason: str = "Budi is ill.") -> None:
    with transaction():
        session.cancelled_at, session.cancel_reason = at, reason
        session.ical_sequence += 1
        db.session.flush()
        announce(ClassSessionCancelled(session.run_id, session.id, session.ical_sequence, reason))


def is_planned(run: ClassRun, when: TimeSlot) -> ClassSession:
    session = a_class_session(run, when)
    with transaction():
        announce(ClassSessionPlanned(run.id, session.id))
    return session


def class_is_off(run: ClassRun, *, at: datetime) -> None:
    with transaction():
        run.state, run.cancelled_at = RunState.CANCELLED, at
        db.session.flush()
        announce(ClassCancelled(run.id, "Too few people."))


def letters_to(person: User) -> list[Message]:
    query = select(Message).where(Message.user_id == person.id).order_by(Message.made_at)
    return list(db.session.scalars(query.order_by(Message.id)))


def templates_to(person: User) -> list[str]:
    return [letter.template for letter in letters_to(person)]


def key_of(session_id: UUID, kind: str, sequence: int, person: User) -> str:
    return f"class-reminder:{kind}:{session_id}:{sequence}:{person.id}"
