"""The API's part about houses: hours, holidays, plans, quotas and introductions."""

from booking.houses.api import holidays, hours, inductions, members, places, quotas
from booking.houses.api import plans as of_plans
from booking.houses.api.groups import introductions, plans, sites

__all__ = [
    "holidays",
    "hours",
    "inductions",
    "introductions",
    "members",
    "of_plans",
    "places",
    "plans",
    "quotas",
    "sites",
]
