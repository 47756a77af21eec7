"""What sources and outcomes are called."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.attendance.models import Source
from hub.learning.attendance.services.checking_in import Outcome

SOURCES: dict[Source, Any] = {
    Source.QR: _l("QR code"),
    Source.CODE: _l("Code"),
    Source.LIST: _l("By hand"),
    Source.REPORT: _l("Video report"),
    Source.OFFLINE: _l("Ticked off offline"),
}
OUTCOMES: dict[Outcome, tuple[Any, str]] = {
    Outcome.TAKEN: (_l("Taken"), "ok"),
    Outcome.DOUBLE: (_l("Was here already"), "info"),
    Outcome.UNKNOWN: (_l("Has no place in the class"), "bad"),
    Outcome.OUT_OF_TIME: (_l("Not at the time of the session"), "warn"),
}
