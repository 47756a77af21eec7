"""Classes and people for stories about places, and what was mailed to whom."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments import services
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries import live_enrolment
from hub.outbox.models import Message
from hub.places import services as places
from hub.places.rules.steps import LapsePolicy
from hub.places.rules.terms import Terms
from tests.factories import a_person, slot
from tests.factories.learning import a_class_session, a_run, pool_of

NOBODY_ASLEEP = Terms(
    zone="Asia/Jakarta", lapse_policy=LapsePolicy.TAIL, quiet=None, reminder_minutes=(24 * 60,)
)


def a_class(*, seats: int = 2, days: int = 30, **named: Any) -> ClassRun:
    """Begins in `days`; its offers stand for two days, nights and all."""
    run = a_run(seats=seats, **named)
    a_class_session(run, slot(15, days=days))
    cut_off(run)
    return run


def cut_off(run: ClassRun, *, before: timedelta = timedelta(hours=24)) -> None:
    with transaction():
        assert run.starts_at is not None
        terms = replace(NOBODY_ASLEEP, cutoff_at=run.starts_at - before)
        places.set_terms(pool_of(run), terms, by=None)


def comes(run: ClassRun, person: User | None = None, **said: Any) -> Enrolment:
    with transaction():
        return services.enrol(run, by=person or a_person(), wish=services.Wish(**said))


def leaves(enrolment: Enrolment) -> None:
    with transaction():
        services.leave(enrolment, by=enrolment.user)


def settle(run: ClassRun) -> None:
    """As the clock's job does."""
    with transaction():
        places.lapse_due(pool_of(run).id)
    db.session.expire_all()


def mails_to(person: User) -> list[str]:
    """The subjects, in the order in which they were written."""
    query = select(Message.subject).where(Message.user_id == person.id)
    return list(db.session.scalars(query.order_by(Message.made_at, Message.id)))


def newest_mail(person: User) -> Message:
    query = select(Message).where(Message.user_id == person.id).order_by(Message.id.desc())
    return db.session.scalars(query.limit(1)).one()


def secret_in(message: Message) -> str:
    found = re.search(r"/class-offers/([\w-]+)", message.text)
    assert found, message.text
    return found[1]


def live(run: ClassRun, person: User) -> Enrolment:
    found = live_enrolment(run, person)
    assert found is not None
    return found
