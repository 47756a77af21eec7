"""Why something about sessions and office hours cannot be."""

from typing import Any

from accelerator.mentors.models import Side
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _


class ChangedMeanwhile(Conflict):
    """Somebody else saved first; nothing was overwritten."""

    code = "changed-meanwhile"


class NotNow(Conflict):
    """Its state, or the time of day, is against it."""

    code = "not-now"


class Busy(Conflict):
    """One of both is in another meeting. `busy` says who (as sides), never with whom."""

    code = "engaged"

    def __init__(self, names: dict[Side, str]) -> None:
        super().__init__(_said(names), busy=[str(side) for side in names])
        self.sides = frozenset(names)


class OutsideHours(Conflict):
    """The other side has said when it has time, and this is not within it."""

    code = "outside-hours"

    def __init__(self, name: str, **details: Any) -> None:
        super().__init__(
            _("%(name)s has no time then. Please choose one of the common hours.", name=name),
            **details,
        )


class TooMany(Conflict):
    """The startup has as many office hours before it as the cohort lets it have."""

    code = "office-hour-limit"


class BadTime(Invalid):
    """Too near, too far, or of a length that sessions do not have."""

    code = "bad-time"


def _said(names: dict[Side, str]) -> str:
    if len(names) > 1:
        return _("Both of you are in another meeting at that time.")
    for name in names.values():
        return _("%(name)s is in another meeting at that time.", name=name)
    return _("One of you is in another meeting at that time.")
