"""What things about certificates are called, for pages and papers."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.certificates.queries.certificates import State
from hub.learning.classes.models import Mode

#: State to (label, tone).
STATES: dict[State, tuple[Any, str]] = {
    State.VALID: (_l("valid"), "ok"),
    State.REVOKED: (_l("revoked"), "bad"),
    State.SUPERSEDED: (_l("superseded"), "warn"),
}
MODES: dict[str, Any] = {
    Mode.ONLINE: _l("Online"),
    Mode.IN_SPACE: _l("In the hub's rooms"),
    Mode.HYBRID: _l("In the hub's rooms and online"),
}
