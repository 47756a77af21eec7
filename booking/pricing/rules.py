"""What a booking costs. Pure arithmetic: no database, no clock."""

from datetime import timedelta

from hub.core.money import SHOWN_DECIMALS, Money
from hub.core.timeslots import TimeSlot


def price(slot: TimeSlot, hourly_rate: Money) -> Money:
    """Price of a space for `slot` by the minute of real time, rounded up once, at the end, to the
    smallest amount that people pay: a cent, or a whole rupiah.

    A night in which the clocks change is paid for as long as it really is.
    Example: 70 minutes at Rp 150,000 an hour is Rp 175,000.
    """
    minutes = -(-slot.length // timedelta(minutes=1))
    step = 1 if SHOWN_DECIMALS.get(hourly_rate.currency, 2) else 100
    return Money(-(-minutes * hourly_rate.minor // (60 * step)) * step, hourly_rate.currency)
