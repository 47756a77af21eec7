"""Why something about completion and certificates cannot be."""

from hub.core.errors import Conflict
from hub.core.i18n import gettext as _


class ChangedMeanwhile(Conflict):
    """Somebody else saved first; nothing was overwritten."""

    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(_("It was changed in the meantime. Please look again."))


class NotNow(Conflict):
    """Its state is against it."""

    code = "not-now"


class NotCompleted(Conflict):
    """There is a certificate only for who has completed the class."""

    code = "not-completed"

    def __init__(self) -> None:
        super().__init__(_("The class is not completed yet."))


class AlreadyIssued(Conflict):
    """One certificate stands at a time; `number` is its number."""

    code = "certificate-stands"

    def __init__(self, number: str) -> None:
        super().__init__(
            _("There is a certificate already, number %(number)s.", number=number), number=number
        )
