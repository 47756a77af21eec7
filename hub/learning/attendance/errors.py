"""Why somebody cannot be checked in, or a report not be read."""

from datetime import datetime

from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.learning.attendance.rules.reports import LARGEST_ROWS, Unreadable


class WrongCode(NotFound):
    code = "wrong-check-in-code"

    def __init__(self) -> None:
        super().__init__(
            _(
                "No session has this code now. Look at the screen again: a new code"
                " ends the old one."
            )
        )


class NotCheckInTime(Conflict):
    code = "not-check-in-time"

    def __init__(self, opens_at: datetime, closes_at: datetime) -> None:
        super().__init__(
            _("One checks in from half an hour before the session until a quarter after it."),
            opens_at=opens_at,
            closes_at=closes_at,
        )


class NoPlaceHere(Conflict):
    code = "no-place-here"

    def __init__(self) -> None:
        super().__init__(
            _("You have no place in this class, so you cannot check in. Ask who teaches it.")
        )


class ReportTwice(Conflict):
    code = "report-twice"

    def __init__(self) -> None:
        super().__init__(_("This very file was handed in for this session already."))


class BadReport(Invalid):
    """The file cannot be read as a list of who joined when."""

    code = "bad-attendance-report"

    def __init__(self, why: Unreadable) -> None:
        sentence = {
            "empty": _("There is nobody in this file."),
            "columns": _("This file needs a column with names or e-mail addresses, one with the"
                         " time somebody joined, and one with the time they left or how long they"
                         " stayed."),
            "time": _("Line %(line)s: “%(text)s” is no time that we can read.", line=why.line,
                      text=why.text),
            "long": _("This file has more than %(num)s lines.", num=LARGEST_ROWS),
        }[why.code]  # fmt: skip
        super().__init__(sentence, errors={"report": [sentence]})
