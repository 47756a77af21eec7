"""A table of spaces as people keep it: CSV in and out, with the same columns. Pure.

A line is known by its slug. Columns that are left out stay as they are, or as they usually are for
a new space; nothing is archived by not being there.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from booking.spaces.drafts import How
from booking.spaces.models import SpaceKind
from hub.core.i18n import gettext as _

#: In the order in which they are written.
COLUMNS = (
    "slug", "name", "kind", "level", "capacity_people", "made_of", "equipment", "about",
    "setup_minutes", "cleanup_minutes", "buffer_minutes", "grid_minutes", "shortest_minutes",
    "longest_minutes", "lead_minutes", "window_days", "rate", "requires_approval",
    "needs_induction", "position",
)  # fmt: skip
_WHOLE = (
    *(name for name in COLUMNS if name.endswith(("_minutes", "_days", "_people"))),
    "position",
)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
MOST_ROWS = 500
MINOR = 100


class NoSheet(ValueError):
    """Not a table of spaces; its text is a sentence for people."""


@dataclass
class Line:
    """`number` counts from 1, the heading's line. `fields` are those of a draft that stand there;
    `level` a level's name; `joined` slugs. `wrong` says what cannot be read."""

    number: int
    slug: str
    fields: dict[str, Any] = field(default_factory=dict)
    level: str | None = None
    how: How | None = None
    places: int = 1
    joined: tuple[str, ...] = ()
    wrong: list[str] = field(default_factory=list)


def lines_in(raw: bytes | str) -> list[Line]:
    """Raises: NoSheet."""
    text = raw if isinstance(raw, str) else _decoded(raw)
    if "\0" in text:
        raise NoSheet(_("This is no CSV table in UTF-8."))
    first = text.partition("\n")[0]
    # Excel in Germany and Indonesia parts columns by semicolons.
    semicolons = first.count(";") > first.count(",")
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if semicolons else ","))
    except csv.Error as odd:
        raise NoSheet(_("This is no CSV table in UTF-8.")) from odd
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    if "slug" not in heading:
        raise NoSheet(_("The first line must name a column slug."))
    strange = [name for name in heading if name and name not in COLUMNS]
    if strange:
        raise NoSheet(_("There is no column %(name)s.", name=", ".join(strange)[:80]))
    if len(rows) > MOST_ROWS + 1:
        raise NoSheet(_("At most %(most)s rows at once, please.", most=MOST_ROWS))
    lines = [
        _line(number, dict(zip(heading, cells, strict=False)))
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not lines:
        raise NoSheet(_("There is no space in this table."))
    return lines


def minor_of(text: str) -> int:
    """`12.50` or `12,50` is 1250, `150000` is 15000000: all our currencies have a hundred minor
    units. Raises: ValueError."""
    try:
        amount = Decimal(text.strip().replace(" ", "").replace(",", ".") or "0") * MINOR
        if not amount.is_finite() or amount != int(amount):
            raise ValueError(text)
    except ArithmeticError as odd:
        raise ValueError(text) from odd
    return int(amount)


def major_of(minor: int) -> str:
    """1250 is `12.50`, 15000000 is `150000`."""
    whole, rest = divmod(minor, MINOR)
    return f"{whole}.{rest:02}" if rest else str(whole)


def row_of(values: Mapping[str, Any], *, made_of: str, level: str) -> Sequence[object]:
    """A space as it stands in the table; `values` are the fields of its draft."""
    told = dict(values) | {
        "made_of": made_of,
        "level": level,
        "equipment": "; ".join(values["equipment"]),
        "rate": major_of(values["hourly_rate_minor"]),
    }
    for name in ("requires_approval", "needs_induction"):
        told[name] = "yes" if told[name] else "no"
    return [told[name] for name in COLUMNS]


def made_as_text(how: How, *, places: int, joined: Iterable[str]) -> str:
    """`own`, `places: 32`, `joined: forum-a; forum-b`."""
    if how is How.PLACES:
        return f"places: {places}"
    return f"joined: {'; '.join(joined)}" if how is How.JOINED else "own"


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as odd:
        raise NoSheet(_("This is no CSV table in UTF-8.")) from odd


def _line(number: int, cells: dict[str, str]) -> Line:
    cells = {name: cell.strip().removeprefix("'") for name, cell in cells.items() if name}
    line = Line(number, cells.pop("slug", "").lower())
    if not line.slug:
        line.wrong.append(_("The slug is missing, by which a space is known."))
    for name, cell in cells.items():
        try:
            _read(line, name, cell=cell)
        except ValueError:
            line.wrong.append(_("“%(cell)s” cannot be used in %(column)s.",
                                cell=cell[:40], column=name))  # fmt: skip
    return line


def _read(line: Line, name: str, *, cell: str) -> None:
    """Raises: ValueError."""
    if name == "level":
        line.level = cell
    elif name == "made_of":
        _read_made(line, cell)
    elif name == "rate":
        line.fields["hourly_rate_minor"] = minor_of(cell)
    elif name == "kind":
        line.fields[name] = SpaceKind(cell.lower())
    elif name == "equipment":
        line.fields[name] = _several(cell)
    elif name in ("requires_approval", "needs_induction"):
        if cell.lower() not in _YES:
            raise ValueError(cell)
        line.fields[name] = _YES[cell.lower()]
    elif name in _WHOLE:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9:
            raise ValueError(cell)
        line.fields[name] = int(cell)
    else:
        line.fields[name] = cell


def _read_made(line: Line, cell: str) -> None:
    word, _colon, rest = cell.partition(":")
    line.how = How(word.strip().lower() or "own")
    if line.how is How.PLACES:
        line.places = int(rest)
    elif line.how is How.JOINED:
        line.joined = _several(rest)


def _several(cell: str) -> tuple[str, ...]:
    parts = (part.strip().lower() for part in cell.replace(",", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))
