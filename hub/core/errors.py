"""What can go wrong, said in words a member of the hub understands.

Services raise these; `hub.web.errors` turns each family into a page or a problem document.
"""

from typing import Any


class HubError(Exception):
    """Base of every refusal we make on purpose.

    Args:
        message: a sentence for people, already in their language.
        details: extra members of the problem document, plain JSON values only.
    """

    code = "refused"
    status = 400

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.details = details


class Malformed(HubError):
    """The request itself cannot be read."""

    code = "malformed"
    status = 400


class NotSignedIn(HubError):
    code = "not-signed-in"
    status = 401


class NotAllowed(HubError):
    code = "not-allowed"
    status = 403


class NotFound(HubError):
    """Also the answer for what one may not know to exist."""

    code = "not-found"
    status = 404


class Conflict(HubError):
    """The request is fine, the state of things is against it."""

    code = "conflict"
    status = 409


class Gone(HubError):
    code = "gone"
    status = 410


class TooLarge(HubError):
    code = "too-large"
    status = 413


class Invalid(HubError):
    """A rule or a field says no. `errors` names the fields: `{"people": ["At most 8."]}`."""

    code = "invalid"
    status = 422

    def __init__(
        self, message: str, *, errors: dict[str, list[str]] | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.errors = errors or {}


class TooMany(HubError):
    """Slow down. `retry_after` is in whole seconds."""

    code = "too-many-requests"
    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)


class Busy(HubError):
    """Nothing is wrong with the request; the house could not serve it just now."""

    code = "busy"
    status = 503
    retry_after = 2
