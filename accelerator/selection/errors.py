"""Why a decision, a release or an answer is refused."""

from hub.core.errors import Conflict, Invalid, NotAllowed


class DecidedMeanwhile(Conflict):
    """Somebody else decided since it was looked at; `version` is the one that stands."""

    code = "changed-meanwhile"


class NotToDecide(Conflict):
    """It is not among those that can be decided, or it is too late to."""

    code = "not-to-decide"


class NotReady(Conflict):
    """A release cannot be prepared or let out; `reasons` are all that stand in the way."""

    code = "not-ready"


class DecisionsChanged(Conflict):
    """Decisions, applications or seats changed since the release was prepared."""

    code = "decisions-changed"


class AlreadyReleased(Conflict):
    code = "already-released"


class TakesTwo(NotAllowed):
    """Who prepared a release is not who lets it out."""

    code = "takes-two"


class AnotherCount(Invalid):
    """The number of mails that was typed is not the number that would be sent."""

    code = "another-count"


class MustAgree(Invalid):
    """A place is taken by agreeing to what it asks."""

    code = "must-agree"


class NamesAReader(Invalid):
    """The feedback seems to name somebody who has read the application."""

    code = "names-a-reader"
