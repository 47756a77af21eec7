"""Why something about a class cannot be."""

from collections.abc import Sequence

from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _


class ClassChanged(Conflict):
    """Somebody else saved first; nothing was overwritten."""

    code = "changed-meanwhile"

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Somebody changed this since you opened it. Please look again, then change it."),
            version=version,
        )


class NotNow(Conflict):
    """Its state, or the time of day, is against it."""

    code = "not-now"


class NotReady(Conflict):
    """A class that lacks something cannot be published; `missing` says what."""

    code = "class-not-ready"

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("This class cannot be published yet: %(what)s", what=missing[0][1]),
            missing=[{"code": code, "detail": sentence} for code, sentence in missing],
        )


class AddressTaken(Conflict):
    code = "address-taken"

    def __init__(self) -> None:
        super().__init__(
            _("This address is in use. Please choose another."),
            errors={"slug": [_("This address is in use. Please choose another.")]},
        )


class SameTime(Conflict):
    """Another session of the class is at that time."""

    code = "same-time"

    def __init__(self) -> None:
        super().__init__(_("Another session of this class is at that time."))


class BadTime(Invalid):
    """In the past, too far ahead, too short or too long."""

    code = "bad-time"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, errors={"starts_local": [sentence]})
