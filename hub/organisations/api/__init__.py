"""The API's part about sites and organisations."""

from hub.organisations.api import directory, members
from hub.organisations.api.groups import closed_days, organisations, sites
from hub.organisations.api.holidays import named_site

endpoints = organisations

__all__ = ["closed_days", "directory", "endpoints", "members", "named_site", "sites"]
