"""Nobody is in two meetings at a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from accelerator.mentors.errors import Engaged
from accelerator.mentors.ledger import EngagedBy
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.services.engaging import Taker, engage, let_go
from hub.core.database import transaction
from tests.factories import slot


def a_session() -> Taker:
    return Taker(EngagedBy.SESSION, uuid4())


def test_two_meetings_of_one_mentor_cannot_overlap_and_neither_is_half_taken(app: Flask) -> None:
    mentor, one, other = uuid4(), uuid4(), uuid4()
    with transaction():
        engage([mentor, one], slot(9), by=a_session())
    with transaction():
        with pytest.raises(Engaged):
            engage([other, mentor], slot(9.5), by=a_session())
        engage([other, mentor], slot(10), by=a_session())
    day = slot(0, 24 * 60)
    found = engagements_of([mentor, one, other], day)
    assert {party: len(slots) for party, slots in found.items()} == {mentor: 2, one: 1, other: 1}


def test_who_is_let_go_can_be_engaged_again(app: Flask) -> None:
    mentor, startup, taker = uuid4(), uuid4(), a_session()
    with transaction():
        engage([mentor, startup], slot(9), by=taker)
    with transaction():
        let_go([taker.id])
        engage([mentor, startup], slot(9, 90), by=taker)
    (taken,) = engagements_of([mentor], slot(0, 24 * 60))[mentor]
    assert taken.length == timedelta(minutes=90)
    assert engagements_of([mentor], slot(0, 24 * 60), but=taker.id) == {}
