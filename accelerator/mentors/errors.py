"""Why something about mentors and what they give cannot be."""

from hub.core.errors import Conflict


class ChangedMeanwhile(Conflict):
    """Somebody else saved first; nothing was overwritten."""

    code = "changed-meanwhile"


class PlacesPromised(Conflict):
    """Startups have been promised these places."""

    code = "places-promised"


class NotNow(Conflict):
    """Its state is against it."""

    code = "not-now"


class Engaged(Conflict):
    """A mentor or a startup is in another meeting at that time."""

    code = "engaged"
