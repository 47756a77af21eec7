"""One person, many rooms, all at once: no more is booked than the quota gives, though no room is
wanted twice. On PostgreSQL with four web processes, on SQLite with two."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from booking.plans.models import QuotaPeriod, QuotaSubject
from hub.accounts.models import TokenScope
from hub.accounts.services.tokens import make_token
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.walltime import to_wall
from tests.booking.bookings.house_rules import a_quota
from tests.factories import a_person, a_site, a_space
from tests.live import ENGINE, prepared, serving
from tests.races.clients import Answer, Ask, rush

CLIENTS = 24
GIVEN = 3
WORKERS = 2 if ENGINE == "sqlite" else 4
pytestmark = [pytest.mark.race, pytest.mark.timeout(180)]


def test_no_more_is_booked_than_the_quota_gives(tmp_path: Path) -> None:
    answers = _race(tmp_path, wsgi="wsgi:app")

    assert Counter(a.status for a in answers) == {201: GIVEN, 422: CLIENTS - GIVEN}
    assert {a.body["code"] for a in answers if a.status == 422} == {"quota"}


def test_without_the_lock_the_same_race_books_too_much(tmp_path: Path) -> None:
    answers = _race(tmp_path, wsgi="tests.races.unlimited:app")

    assert sum(a.status == 201 for a in answers) > GIVEN


def _race(folder: Path, *, wsgi: str) -> list[Answer]:
    with prepared(folder) as (app, environment):
        site = a_site(code="jkt")
        rooms = [a_space(site=site) for _ in range(CLIENTS)]
        a_quota(site, period=QuotaPeriod.COMING, subject=QuotaSubject.PERSON, most_bookings=GIVEN)
        with transaction():
            scopes = [TokenScope.READ, TokenScope.BOOKINGS_WRITE]
            person = a_person()
            token = make_token(person, name="race", scopes=scopes, by=person).secret
        day = to_wall(now() + timedelta(days=7), "Asia/Jakarta").date()
        times = {"starts_local": f"{day}T10:00", "ends_local": f"{day}T12:00"}
        asks = [Ask(token, {"space": str(room.id), **times}) for room in rooms]
        with serving(app, environment, workers=WORKERS, wsgi=wsgi) as hub:
            return rush(hub.url, asks)
