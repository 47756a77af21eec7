"""What is asked for, in words, below a question: "100 to 200 words"."""

from collections.abc import Callable
from datetime import date

from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.numbers import plain, write_number
from accelerator.forms.rules.settings import FileKind, Kind
from accelerator.forms.rules.shapes import (
    bound,
    file_kinds_of,
    largest_mb,
    most_files,
    places_of,
    row_bounds,
)
from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

FILE_KINDS = {
    FileKind.PDF: "PDF",
    FileKind.SLIDES: _l("slides"),
    FileKind.DOCUMENT: _l("text document"),
    FileKind.SHEET: _l("spreadsheet"),
    FileKind.PICTURE: _l("picture"),
    FileKind.VIDEO: _l("video"),
}


def limits_said(question: Question) -> str:
    say = SAID.get(question.kind)
    return say(question) if say else ""


def _words(question: Question) -> str:
    least, most = question.settings.get("min_words", 0), question.settings.get("max_words")
    if least and most:
        return _("%(least)s to %(most)s words", least=least, most=most)
    if most:
        return ngettext("One word", "Up to %(num)s words", most)
    if least:
        return ngettext("At least one word", "At least %(num)s words", least)
    return ""


def _choices(question: Question) -> str:
    least, most = question.settings.get("at_least", 0), question.settings.get("at_most")
    if least and most:
        return (
            _("Choose %(least)s to %(most)s.", least=least, most=most)
            if (least != most)
            else ngettext("Choose one.", "Choose %(num)s.", most)
        )
    if most:
        return ngettext("Choose one.", "Choose up to %(num)s.", most)
    if least:
        return ngettext("Choose one or more.", "Choose %(num)s or more.", least)
    return _("Choose all that apply.")


def _range(question: Question) -> str:
    least, most = bound(question, "minimum"), bound(question, "maximum")
    low = write_number(plain(least)) if least is not None else ""
    high = write_number(plain(most)) if most is not None else ""
    if low and high:
        return _("From %(least)s to %(most)s", least=low, most=high)
    if low and least:
        return _("%(least)s or more", least=low)
    return _("Up to %(most)s", most=high) if high else ""


def _days(question: Question) -> str:
    first, last = (
        day(date.fromisoformat(written), form="d MMM y") if written else ""
        for written in (question.settings.get("earliest"), question.settings.get("latest"))
    )
    if first and last:
        return _("From %(first)s to %(last)s", first=first, last=last)
    if first:
        return _("From %(first)s", first=first)
    return _("Until %(last)s", last=last) if last else ""


def _files(question: Question) -> str:
    kinds = ", ".join(str(FILE_KINDS[kind]) for kind in file_kinds_of(question))
    most, megabytes = most_files(question), largest_mb(question)
    if most == 1:
        return _("%(kinds)s, up to %(most)s MB", kinds=kinds, most=megabytes)
    return _(
        "%(kinds)s, up to %(count)s files of %(most)s MB", kinds=kinds, count=most, most=megabytes
    )


def _rows(question: Question) -> str:
    least, most = row_bounds(question)
    if least > 1:
        return _("%(least)s to %(most)s rows", least=least, most=most)
    return ngettext("One row", "Up to %(num)s rows", most)


def _places(question: Question) -> str:
    return ngettext("Choose your first.", "Put your first %(num)s in order.", places_of(question))


def _video(_question: Question) -> str:
    return _("A link to YouTube, Vimeo or another address where it can be watched")


SAID: dict[Kind, Callable[[Question], str]] = {
    Kind.SHORT_TEXT: _words,
    Kind.LONG_TEXT: _words,
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.NUMBER: _range,
    Kind.MONEY: _range,
    Kind.DATE: _days,
    Kind.FILE: _files,
    Kind.TEAM: _rows,
    Kind.RANKING: _places,
    Kind.VIDEO: _video,
}
