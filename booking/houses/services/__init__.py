"""What staff change about a house, with a look at whom it hits."""

from booking.houses.services.holidays import (
    add_holiday,
    change_holiday,
    load_holidays,
    remove_holiday,
)
from booking.houses.services.hours import remove_other_hours, set_hours, set_other_hours
from booking.houses.services.sites import change_site

__all__ = [
    "add_holiday",
    "change_holiday",
    "change_site",
    "load_holidays",
    "remove_holiday",
    "remove_other_hours",
    "set_hours",
    "set_other_hours",
]
