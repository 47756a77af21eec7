"""Why something about proposals and pairs cannot be."""

from hub.core.errors import Conflict


class ChangedMeanwhile(Conflict):
    """Somebody else saved first, or what it rests on has changed; nothing was overwritten."""

    code = "changed-meanwhile"


class NotNow(Conflict):
    """Its state is against it."""

    code = "not-now"


class NoPlace(Conflict):
    """The mentor, or the mentor's organisation, has no place left."""

    code = "no-place"


class CannotBe(Conflict):
    """A change by hand that breaks a limit; `breaks` says which."""

    code = "cannot-be"
