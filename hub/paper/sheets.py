"""Sheets to hand out and to hang up: who is where when, a page for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.core.formats import moment
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.paper.services import pdf


@dataclass(frozen=True)
class Sheet:
    """`rows` hold a text for each of the columns; none says `nothing`."""

    name: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Sheets:
    """All text already in the reader's language."""

    title: str
    #: Under each name: the day, its zone.
    about: str
    #: At the top of each page.
    head: str
    columns: Sequence[str]
    sheets: Sequence[Sheet]
    nothing: str
    made_at: datetime
    zone: str


def sheets(of: Sheets) -> bytes:
    """A PDF; the same sheets give the same bytes."""
    values = {
        "title": of.title,
        "language": language(),
        "head": of.head,
        "foot": _("%(title)s · as of %(time)s", title=of.title, time=moment(of.made_at, of.zone)),
        "about": of.about,
        "columns": list(of.columns),
        "nothing": of.nothing,
        "sheets": [
            {"name": each.name, "rows": [list(row) for row in each.rows]} for each in of.sheets
        ],
    }
    return pdf("sheets", values, made_at=of.made_at)
