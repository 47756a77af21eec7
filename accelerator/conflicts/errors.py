"""Why nothing more can be said about a conflict."""

from hub.core.errors import Conflict


class AlreadyAnswered(Conflict):
    """It stands or is cleared."""

    code = "already-answered"
