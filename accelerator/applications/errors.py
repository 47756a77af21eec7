"""Why something about an application cannot be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.core.errors import Conflict, Gone, Invalid, NotAllowed


class NotEligible(Invalid):
    """The gate says no. `reasons` are sentences for the team, `codes` the rules'."""

    code = "not-eligible"

    def __init__(self, reasons: list[str], codes: list[str]) -> None:
        super().__init__(" ".join(reasons), reasons=reasons, codes=codes)
        self.reasons = reasons


class CallIsOver(Conflict):
    """Nothing is taken any more; or not yet."""

    code = "call-is-over"


class AlreadyApplied(Conflict):
    """The startup has an application in this cohort. `application` is its id, for its own team."""

    code = "already-applied"


@dataclass(frozen=True)
class Clash:
    """Somebody else's answer where one's own would have gone."""

    key: str
    theirs: Any
    version: int
    author: str
    saved_at: datetime

    def plain(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "value": self.theirs,
            "version": self.version,
            "author": self.author,
            "saved_at": self.saved_at.isoformat().replace("+00:00", "Z"),
        }


class AnswerChanged(Conflict):
    """Somebody else has written there since the version that was seen. Nothing was overwritten."""

    code = "answer-changed"

    def __init__(self, message: str, clashes: list[Clash]) -> None:
        super().__init__(message, conflicts=[clash.plain() for clash in clashes])
        self.clashes = clashes


class ApplicationChanged(Conflict):
    """The application or an answer of it was changed since the version that was seen."""

    code = "application-changed"


class Incomplete(Invalid):
    """Not everything that must be there is there; `errors` names each question once."""

    code = "incomplete"


class NotHandedIn(Conflict):
    """For what only an application that was handed in has."""

    code = "not-handed-in"


class InvitationIsDead(Gone):
    """Unknown, answered, taken back or expired."""

    code = "invitation-is-dead"


class AnotherAddress(NotAllowed):
    """The invitation went to another address than the signed-in person's."""

    code = "another-address"


class NeedsAnOwner(Conflict):
    """An application is never without the one who answers for it."""

    code = "needs-an-owner"
