"""On what terms the seats of a pool are given."""

from dataclasses import dataclass
from datetime import datetime, time

from hub.places.rules.steps import LapsePolicy
from hub.places.rules.windows import Quiet

NIGHT = Quiet(time(21), time(7))


@dataclass(frozen=True)
class Terms:
    """Every term has a sensible value; say only what is different.

    Args:
        offer_minutes: how long an offer stands, at least 5.
        reminder_minutes: how long before the end it is brought to mind; leads longer than the
            window are left out.
        zone: for parties that come without one of their own.
        quiet: hours that lengthen an offer; None for none.
        cutoff_at: from here on no offers are made, first come, first served.
        max_lapses: with `LapsePolicy.TAIL`, the lapse at which a place is removed.
        auto_promote: offer a freed seat to the first in line at once; otherwise staff do.
    """

    offer_minutes: int = 48 * 60
    reminder_minutes: tuple[int, ...] = (48 * 60, 24 * 60)
    zone: str = "UTC"
    quiet: Quiet | None = NIGHT
    cutoff_at: datetime | None = None
    lapse_policy: LapsePolicy = LapsePolicy.FINAL
    max_lapses: int = 2
    auto_promote: bool = True
