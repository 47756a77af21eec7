"""Pages about organisations and sites, by noun."""

from hub.organisations.views import directory, looking_after, members, sites
from hub.organisations.views.blueprint import bp

__all__ = ["bp", "directory", "looking_after", "members", "sites"]
