"""Selection by API: decisions and releases for staff, offers for teams."""

from accelerator.selection.api import decisions, offers, places, releases
from accelerator.selection.api.groups import offers as of_offers
from accelerator.selection.api.groups import selection as of_selection

__all__ = ["decisions", "of_offers", "of_selection", "offers", "places", "releases"]
