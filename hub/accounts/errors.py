"""Why not, about accounts."""

from hub.core.errors import Conflict, Gone, Invalid, NotAllowed


class WeakPassword(Invalid):
    code = "weak-password"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors={"password": [message]})


class WrongCode(Invalid):
    """A code that is wrong, old, or was used before; which of them is nobody's business."""

    code = "wrong-code"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors={"code": [message]})


class WrongPassword(Invalid):
    code = "wrong-password"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors={"password": [message]})


class PasskeyRefused(Invalid):
    code = "passkey-refused"


class LinkIsDead(Gone):
    """A link from a mail that was used, has expired, or was replaced by a newer one."""

    code = "link-is-dead"


class FactorStillNeeded(Conflict):
    """Staff cannot take away their last second factor."""

    code = "factor-still-needed"


class ActingRefused(NotAllowed):
    """What nobody does for somebody else, or for this person."""

    code = "acting-refused"


class LastAdmin(Conflict):
    """Somebody must be left who can let others in."""

    code = "last-admin"


class InvitationIsDead(Gone):
    """Used, revoked, expired, replaced by a newer one, or its sender may no longer invite."""

    code = "invitation-is-dead"


class AnotherAddress(NotAllowed):
    """The invitation went to an address that is not the signed-in person's."""

    code = "another-address"
