"""A table of reviewers as people keep it: read from CSV, row by row, with what is wrong in it."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

#: As the export writes it; only the address is needed.
COLUMNS = ("email", "languages", "expertise", "sectors", "capacity", "aliases")
MOST_ROWS = 500
DEFAULT_CAPACITY = 15


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
    """`line` counts from 1, the heading's line. None stands for a cell that is not a number."""

    line: int
    email: str
    languages: tuple[str, ...]
    expertise: tuple[str, ...]
    sectors: tuple[str, ...]
    capacity: int | None
    aliases: tuple[str, ...]


def rows_in(raw: bytes) -> list[Row]:
    """The rows that have an address. Raises: NoSheet."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as odd:
        raise NoSheet(Unreadable.NOT_TEXT) from odd
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


def _row(line: int, cells: dict[str, str]) -> Row:
    capacity = cells.get("capacity", "").strip()
    plain = capacity.isascii() and capacity.isdigit() and len(capacity) < 5
    return Row(
        line,
        email=_bare(cells.get("email", "")),
        languages=_several(cells.get("languages", "")),
        expertise=_several(cells.get("expertise", "")),
        sectors=_several(cells.get("sectors", "")),
        capacity=int(capacity) if plain else (None if capacity else DEFAULT_CAPACITY),
        aliases=_several(cells.get("aliases", "")),
    )


def _several(cell: str) -> tuple[str, ...]:
    parts = (_bare(part).lower() for part in cell.replace(",", ";").split(";"))
    return tuple(part for part in parts if part)


def _bare(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a cell for a formula."""
    return cell.strip().removeprefix("'")
