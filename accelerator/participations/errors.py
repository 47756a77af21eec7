"""Why something about a participation cannot be."""

from hub.core.errors import Conflict


class NotNow(Conflict):
    """Its state is against it."""

    code = "not-now"


class ChangedMeanwhile(Conflict):
    """Somebody else saved first; nothing was overwritten."""

    code = "changed-meanwhile"


class AllGone(Conflict):
    """As many as there are have been claimed."""

    code = "all-gone"
