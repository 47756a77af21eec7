"""Why something about a startup cannot be."""

from hub.core.errors import Conflict, Invalid


class NotAStartup(Invalid):
    """The organisation is of another kind."""

    code = "not-a-startup"


class ProfileChanged(Conflict):
    """Somebody else saved the profile in the meantime."""

    code = "profile-changed"
