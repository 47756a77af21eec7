from datetime import UTC, datetime, timedelta

import pytest

from booking.pricing.rules import price
from hub.core.money import Money
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "rate", "due"),
    [
        pytest.param(120, Money(15_000_000, "IDR"), Money(30_000_000, "IDR"), id="whole hours"),
        pytest.param(70, Money(15_000_000, "IDR"), Money(17_500_000, "IDR"), id="by the minute"),
        pytest.param(50, Money(10_000, "IDR"), Money(8_400, "IDR"), id="up to a whole rupiah"),
        pytest.param(50, Money(1_000, "EUR"), Money(834, "EUR"), id="up to a cent"),
        pytest.param(60, Money(0, "EUR"), Money(0, "EUR"), id="free of charge"),
        pytest.param(72 * 60, Money(40_000_000_00, "IDR"), Money(288_000_000_000, "IDR"),
                     id="more than 32 bits hold"),
    ],
)  # fmt: skip
def test_a_booking_costs_its_real_minutes_rounded_up_once(minutes, rate, due):
    assert price(TimeSlot(NINE, NINE + timedelta(minutes=minutes)), rate) == due


def test_a_night_in_which_the_clocks_go_back_costs_nine_hours():
    night = TimeSlot(
        to_instant(datetime(2026, 10, 24, 22), "Europe/Berlin"),
        to_instant(datetime(2026, 10, 25, 6), "Europe/Berlin"),
    )

    assert price(night, Money(1_000, "EUR")) == Money(9_000, "EUR")
