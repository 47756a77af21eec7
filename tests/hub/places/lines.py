"""Pools, parties and the words in which the tests of places speak."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.core.ids import new_id
from hub.places import services
from hub.places.models import Place, Pool
from hub.places.rules.terms import Terms
from tests.factories import MONDAY

T = TypeVar("T")
STAFF = UUID(int=7)
#: Nobody above listens to this kind, so that these tests are about places alone.
OWNER = "seats-of-a-test"
#: 48 hours and no quiet hours, so that every test can count on its fingers.
PLAIN = Terms(quiet=None)


def kept(work: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """As a door would: in a transaction of its own."""
    with transaction():
        return work(*arguments, **named)


def a_pool(seats: int = 1, terms: Terms = PLAIN) -> Pool:
    return kept(services.open_pool, OWNER, new_id(), seats=seats, terms=terms)


def parties(number: int) -> list[UUID]:
    return [new_id() for _ in range(number)]


def join(pool: Pool, party: UUID | None = None) -> Place:
    return kept(services.join, pool, party or new_id(), by=None)


def offer(pool: Pool, party: UUID | None = None) -> Place:
    return kept(services.offer, pool, party or new_id(), by=STAFF)


def a_line(pool: Pool, number: int) -> list[Place]:
    return kept(services.put_in_line, pool, parties(number), by=STAFF)


def states(*places: Place) -> list[str]:
    return [place.state.value for place in places]


@contextmanager
def later(**delta: float) -> Iterator[datetime]:
    """So much after the tests' Monday."""
    with frozen_at(MONDAY + timedelta(**delta)):
        yield MONDAY + timedelta(**delta)
