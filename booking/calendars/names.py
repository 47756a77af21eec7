"""What people are told about what is skipped, what needs a look, and what came of it."""

from typing import Any

from booking.calendars.rules import Flag, Note, Proposed, Reason
from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

_REASONS: dict[Reason, Any] = {
    Reason.SAYS_CANCELLED: _l("It says that it does not take place."),
    Reason.TAKES_NO_TIME: _l("Its calendar shows this time as free."),
    Reason.TAKEN: _l("Something else has the space at that time."),
    Reason.NO_LENGTH: _l("It has no end, or ends as it begins."),
    Reason.ENDS_BEFORE_START: _l("It ends before it begins."),
    Reason.OUT_OF_RANGE: _l("It lies before the year 2000 or after 2099."),
    Reason.UNREADABLE: _l("Its times cannot be read."),
}
_FLAGS: dict[Flag, Any] = {
    Flag.SAYS_MOVED: _l("says it was moved: check the dates around it"),
    Flag.TENTATIVE: _l("not certain yet"),
    Flag.ALL_DAY: _l("all day"),
    Flag.LONG: _l("longer than a day"),
    Flag.REPEATS: _l("repeats"),
    Flag.FLOATING: _l("no zone given, read as this place's time"),
    Flag.UNKNOWN_ZONE: _l("unknown zone, read as this place's time"),
    Flag.HAPPENS_TWICE: _l("this hour happens twice that night, the first is meant"),
    Flag.CLOCK_CHANGE: _l("this hour is skipped that night, moved one hour on"),
    Flag.NO_UID: _l("has no name of its own in the file"),
}


def reason_said(reason: Reason, about: str) -> str:
    """The sentence; `about` is a title, a piece of a rule, or a time."""
    if reason is Reason.OVERLAPS_IN_FILE:
        return _("It overlaps with %(title)s in the same file.", title=about or _("another date"))
    if reason is Reason.ALREADY_HERE:
        if about == "ended":
            return _("It was imported before and has been cancelled here.")
        return _("It is here already.")
    if reason is Reason.SUB_DAILY:
        return _("It repeats more than once a day (%(rule)s), which is not taken.", rule=about)
    if reason is Reason.RULE_NOT_TAKEN:
        return _("It repeats by a rule that is not taken: %(rule)s.", rule=about)
    if reason is Reason.NO_SUCH_TIME:
        return _("The clocks skip %(time)s on that day.", time=about)
    return str(_REASONS[reason])


def why(row: Proposed) -> str:
    return reason_said(row.reason, row.about) if row.reason else ""


#: What only describes a date; the others are doubts.
_PLAIN = frozenset({Flag.ALL_DAY, Flag.LONG, Flag.REPEATS})


def flags_said(row: Proposed) -> list[tuple[str, str]]:
    """Each flag's words, and the tone of its chip."""
    return [
        (str(_FLAGS[flag]), "" if flag in _PLAIN else "warn") for flag in Flag if flag in row.flags
    ]


def note_said(note: Note) -> str:
    title = note.title or _("this file")
    if note.code == "endless" and note.day:
        return _("%(title)s repeats without an end; it is followed until %(day)s.",
                 title=title, day=day(note.day))  # fmt: skip
    if note.code == "long" and note.day:
        return _("%(title)s repeats for very long; it is followed until %(day)s.",
                 title=title, day=day(note.day))  # fmt: skip
    return ngettext(
        "One date of %(title)s is left out, because there are too many.",
        "%(num)s dates of %(title)s are left out, because there are too many.",
        note.number,
        title=title,
    )
