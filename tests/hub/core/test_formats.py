"""How times are written in each language."""

from datetime import datetime

import pytest

from hub.core.formats import clock, hour, wall
from hub.core.i18n import speaking
from tests.factories import MONDAY

HALF_PAST_TWO = datetime(2026, 11, 26, 14, 30)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Thu 26 Nov 2026, 14:30"),
        ("id", "Kam 26 Nov 2026, 14.30"),
        ("de", "Do. 26. Nov. 2026, 14:30"),
    ],
)
def test_a_wall_time_is_written_as_the_language_does(language: str, written: str) -> None:
    with speaking(language):
        assert wall(HALF_PAST_TWO) == written
        assert written.endswith(hour(HALF_PAST_TWO.time()))


def test_an_instant_is_told_on_the_clock_of_a_place() -> None:
    with speaking("id"):
        assert clock(MONDAY, "Asia/Jakarta", named=True) == "08.00 WIB"
