"""Answers that carry a table, sent as it is made."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from urllib.parse import quote

from flask import Response, stream_with_context

from hub.core.tables import Columns, Rows, csv_of, json_of, xlsx_of


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_MAKERS: dict[Format, Callable[[Columns, Rows], Iterator[str] | Iterator[bytes]]] = {
    Format.CSV: csv_of,
    Format.XLSX: xlsx_of,
    Format.JSON: json_of,
}
_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


def export(columns: Columns, rows: Rows, *, name: str, format: Format) -> Response:
    """The table as a file to keep.

    Args:
        columns, rows: see `hub.core.tables`. `rows` is read while the answer is sent, so it may
            read the database a piece at a time.
        name: what the file is called, without its ending; any text.
    """
    pieces = stream_with_context(_MAKERS[format](columns, rows))
    answer = Response(pieces, content_type=_TYPES[format])
    answer.headers["Content-Disposition"] = attachment(f"{name}.{format}")
    return answer


def attachment(name: str) -> str:
    """The Content-Disposition of a file to keep (RFC 6266), whatever its name holds."""
    safe = re.sub(r"[^\w.()+ -]+", "-", name).strip(" .-") or "table"
    plain = re.sub(r"[^\x20-\x7e]+", "_", safe)
    said = f'attachment; filename="{plain}"'
    return said if plain == safe else f"{said}; filename*=UTF-8''{quote(safe, safe='')}"
