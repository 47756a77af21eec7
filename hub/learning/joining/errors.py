"""Why the way into a session is closed."""

from hub.core.errors import HubError
from hub.core.i18n import gettext as _


class RoomSilent(HubError):
    """The video provider does not answer."""

    code = "video-room-silent"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("The video room does not answer. Please try again in a minute; your instructor sees"
              " the same.")
        )  # fmt: skip
