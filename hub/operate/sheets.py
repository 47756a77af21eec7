"""CSV that a spreadsheet cannot take for anything but text (OWASP: CSV injection)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

#: A cell that begins with one of these may be run as a formula.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> str:
    """The value as text; an apostrophe stands before what could be a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Line by line, as RFC 4180 has it, after a mark by which Excel knows UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff"
    for row in chain([header], rows):
        writer.writerow([harmless(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
