"""Why not, about organisations."""

from hub.core.errors import Conflict


class LastOwner(Conflict):
    """Somebody must be left who answers for the organisation."""

    code = "last-owner"


class NameTaken(Conflict):
    code = "name-taken"


class Archived(Conflict):
    """It is kept, but nothing about it changes any more."""

    code = "archived"
