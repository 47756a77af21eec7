"""Tables that leave the house: CSV, XLSX and JSON, a piece at a time.

`columns` maps each column's name, which programs rely on, to its heading for people; each of `rows`
holds a value for each of them, in that order. Nothing that somebody typed is taken for a formula
(OWASP: CSV injection). An instant is written with its offset, in the zone that it was handed in.
"""

import csv
import io
import json
import math
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, TypeGuard

from hub.core.money import Money

Columns = Mapping[str, object]
Rows = Iterable[Sequence[object]]

#: A cell that begins with one of these may be run as a formula.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: XML 1.0 cannot hold these.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Excel's own limits: characters in a cell, rows in a sheet, digits that it keeps of a number.
LONGEST_CELL, MOST_ROWS, LARGEST_NUMBER = 32_767, 1_048_576, 10**15
_CHUNK = 64 * 1024


def csv_of(columns: Columns, rows: Rows) -> Iterator[str]:
    """Line by line, as RFC 4180 has it, after a mark by which Excel knows UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff"
    for row in chain([list(columns.values())], rows):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def json_of(columns: Columns, rows: Rows) -> Iterator[str]:
    """An array with an object for each row, a line each; its members are the columns' names."""
    opening = "[\n"
    for row in rows:
        values = {name: _plain(cell) for name, cell in zip(columns, row, strict=True)}
        yield opening + json.dumps(values, ensure_ascii=False)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def xlsx_of(columns: Columns, rows: Rows, *, sheet: str = "") -> Iterator[bytes]:
    """One sheet whose first row stays in view. Text is text, numbers are numbers, dates are dates;
    instants are text, for a cell has no zone. A text is cut where Excel would call it broken.

    Raises: ValueError, with more rows than a sheet holds.
    """
    import xlsxwriter  # noqa: PLC0415  only who asks for a workbook waits for it

    options = {"constant_memory": True, "remove_timezone": False}
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, options) as book:
            _fill(book, columns, rows=rows, sheet=sheet)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _fill(book: Any, columns: Columns, *, rows: Rows, sheet: str) -> None:
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet).strip()[:31] or None)
    page.freeze_panes(1, 0)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, heading in enumerate(columns.values()):
        page.write_string(0, column, _cell_text(heading), bold)
    for number, row in enumerate(islice(rows, MOST_ROWS), 1):
        if number == MOST_ROWS:
            raise ValueError(f"more than {MOST_ROWS - 1} rows")
        for column, cell in enumerate(row):
            _write(page, (number, column), cell=cell, day=day)


def harmless(value: object) -> str:
    """The value as text; an apostrophe stands before what could be a formula."""
    text = text_of(value)
    if _is_number(value):
        return text
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text


def text_of(value: object) -> str:
    """As it stands in a cell: `12.50 EUR`, `2026-11-23T14:00:00+07:00`, `water; air`."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
        case Money():
            return f"{Decimal(value.minor) / 100:.2f} {value.currency}"
        case Mapping():
            return json.dumps(_plain(value), ensure_ascii=False)
        case list() | tuple() | set() | frozenset():
            return "; ".join(text_of(each) for each in value)
    return str(value)


def _plain(value: object) -> Any:
    """For JSON. An exact number stays exact, as text."""
    match value:
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Money():
            return {"amount_minor": value.minor, "currency": value.currency}
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(each) for each in value]
    return text_of(value)


def _write(page: Any, place: tuple[int, int], *, cell: object, day: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(*place, cell)
    elif _is_number(cell) and -LARGEST_NUMBER < cell < LARGEST_NUMBER:
        page.write_number(*place, cell)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell.year >= 1900:
        page.write_datetime(*place, cell, day)
    else:
        page.write_string(*place, _cell_text(cell))


def _cell_text(value: object) -> str:
    text = _NOT_IN_XML.sub("", text_of(value))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    return (
        isinstance(value, (int, float, Decimal))
        and not isinstance(value, bool)
        and math.isfinite(value)
    )


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"an instant without a zone: {value}")
    return value.isoformat(timespec="seconds")
