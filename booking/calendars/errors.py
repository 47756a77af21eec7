"""Why a file is not imported."""

from booking.calendars.rules import LARGEST, CannotRead
from booking.calendars.rules.essence import MOST_EVENTS
from hub.core.errors import Conflict, Gone, HubError, Invalid, TooLarge
from hub.core.i18n import gettext as _


class NotACalendar(Invalid):
    """The file cannot be read as a calendar; the code says what it is instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, errors={"file": [message]})
        self.code = code


class ImportOver(Gone):
    """The upload was imported, put away, or waited too long."""

    code = "import-over"


class NotAllFree(Conflict):
    """Everything was asked for, or nothing, and something is taken."""

    code = "not-all-free"


def refusal_of(problem: CannotRead) -> HubError:
    """The refusal that people and programs are told."""
    if problem.code == "too-large":
        most = LARGEST // (1024 * 1024)
        return TooLarge(_("This file is larger than %(most)s MB. Export fewer years.", most=most))
    return NotACalendar(problem.code, _sentence(problem.code))


def _sentence(code: str) -> str:
    sentences = {
        "binary": _("This is not a text file. A calendar file usually ends in .ics."),
        "wrong-charset": _("The letters of this file cannot be read. Save it as UTF-8, please."),
        "web-page": _("This is a web page, not a calendar. Perhaps its link asks for a sign-in."),
        "not-a-calendar": _("This is not a calendar file: it does not begin with BEGIN:VCALENDAR."),
        "cut-off": _("This file ends in the middle. Download it again, please."),
        "broken": _("The parts of this calendar do not fit together. Export it again, please."),
        "too-many-events": _("More than %(most)s events are in this file. Export fewer years.",
                             most=MOST_EVENTS),
        "too-much-work": _("The repeating events of this file take too long to work out."),
    }  # fmt: skip
    return sentences[code]
