"""The deadline hour in a quarter of a minute: as many saves and submits a second as 200 people who
autosave every ten seconds and 60 teams a minute who hand in. The whole quarter of an hour is run by
`python -m tests.races.applying`."""

from pathlib import Path

import pytest

from tests.live import ENGINE
from tests.races.applying import Plan, deadline_hour

pytestmark = [pytest.mark.race, pytest.mark.slow, pytest.mark.timeout(240)]
WORKERS = 2 if ENGINE == "sqlite" else 4


def test_every_word_that_was_acknowledged_is_there(tmp_path: Path) -> None:
    plan = Plan(writers=60, submits=15, seconds=15, every=3)

    outcome = deadline_hour(tmp_path, plan, workers=WORKERS)

    assert outcome.errors == []
    assert outcome.lost == []
    assert outcome.saves >= 60 * 4
    assert outcome.submits == 15
