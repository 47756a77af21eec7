"""A table of mentors as people keep it: read from CSV, row by row, with what is wrong in it."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accelerator.mentors.rules.profiles import LISTS, MOST_TOPICS
from hub.core.i18n import gettext as _

#: As the export writes it; only the address is needed.
COLUMNS = (
    "email", "organisation", "places", "headline", "topics", "sectors", "stages", "dimensions",
    "languages", "ways",
)  # fmt: skip
MOST_ROWS = 300
MOST_PLACES = 20


class Unreadable(StrEnum):
    NOT_TEXT = "not-text"
    NO_EMAIL_COLUMN = "no-email-column"
    TOO_LONG = "too-long"


class NoSheet(ValueError):
    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Row:
    """`line` counts from 1, the heading's line. `lists` are terms by column; `wrong` says what
    cannot be used, nothing if all can."""

    line: int
    email: str
    organisation: str
    places: int
    headline: str
    lists: dict[str, Any]
    wrong: str = ""


def rows_in(text: str) -> list[Row]:
    """The rows that have an address. Raises: NoSheet."""
    if "\0" in text:
        raise NoSheet(Unreadable.NOT_TEXT)
    first = text.partition("\n")[0]
    # Excel in Germany and Indonesia parts columns by semicolons, and several in a cell by commas.
    semicolons = first.count(";") > first.count(",")
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=";" if semicolons else ","))
    except csv.Error as odd:
        raise NoSheet(Unreadable.NOT_TEXT) from odd
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    if "email" not in heading:
        raise NoSheet(Unreadable.NO_EMAIL_COLUMN)
    if len(lines) > MOST_ROWS + 1:
        raise NoSheet(Unreadable.TOO_LONG)
    rows = [
        _row(number, dict(zip(heading, line, strict=False)))
        for number, line in enumerate(lines[1:], start=2)
    ]
    return [row for row in rows if row.email]


def text_of(raw: bytes) -> str:
    """Raises: NoSheet."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as odd:
        raise NoSheet(Unreadable.NOT_TEXT) from odd


def _row(line: int, cells: dict[str, str]) -> Row:
    lists = {name: _several(cells.get(name, "")) for name in LISTS}
    places = cells.get("places", "").strip() or "1"
    plain = places.isascii() and places.isdigit() and 1 <= int(places[:4]) <= MOST_PLACES
    return Row(
        line,
        email=_bare(cells.get("email", "")),
        organisation=_bare(cells.get("organisation", "")),
        places=int(places) if plain else 1,
        headline=_bare(cells.get("headline", ""))[:140],
        lists=lists,
        wrong=_trouble(lists)
        if plain
        else _("“%(cell)s” is no number of places.", cell=places[:20]),
    )


def _trouble(lists: dict[str, tuple[str, ...]]) -> str:
    for name, offered in LISTS.items():
        for value in lists[name]:
            if value not in offered:
                return _("“%(value)s” is not known in %(column)s.", value=value[:40], column=name)
    if len(set(lists["topics"])) > MOST_TOPICS:
        return _("At most %(most)s topics: those you know best.", most=MOST_TOPICS)
    return ""


def _several(cell: str) -> tuple[str, ...]:
    parts = (_bare(part).lower() for part in cell.replace(",", ";").split(";"))
    return tuple(part for part in parts if part)


def _bare(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a cell for a formula."""
    return cell.strip().removeprefix("'")
