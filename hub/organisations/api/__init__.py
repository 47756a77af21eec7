"""The API's part about sites and organisations."""

from hub.organisations.api import directory, members
from hub.organisations.api.groups import organisations, sites
from hub.organisations.api.places import named_site

endpoints = organisations

__all__ = ["directory", "endpoints", "members", "named_site", "sites"]
