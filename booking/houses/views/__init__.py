"""Pages about a house, as its staff keep it, by noun; and what somebody's own plan leaves them."""

from booking.houses.views import holidays as holidays_page
from booking.houses.views import (
    hours,
    introductions,
    members,
    other_hours,
    own,
    plans,
    quotas,
    sites,
)
from booking.houses.views.blueprint import bp
from booking.houses.views.own import bp as plans_bp

__all__ = [
    "bp",
    "holidays_page",
    "hours",
    "introductions",
    "members",
    "other_hours",
    "own",
    "plans",
    "plans_bp",
    "quotas",
    "sites",
]
