"""Answers of several rows: people of a team, files."""

import re
from collections.abc import Mapping
from typing import Any

from accelerator.forms.rules.answering import links, texts
from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.numbers import PLAIN
from accelerator.forms.rules.parsing import tidy
from accelerator.forms.rules.settings import ColumnKind
from accelerator.forms.rules.shapes import Column, columns_of, most_files, row_bounds
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

LONGEST_CELL = 300
_EMAIL = re.compile(r"[^@\s<>\"'`,;]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")


def table(question: Question, value: Any) -> list[dict[str, Any]]:
    """Rows without the empty ones. Raises AnswerRefused with the number of the row."""
    if not isinstance(value, list | tuple):
        raise AnswerRefused(_("Please fill in the table."))
    columns, (least, most) = columns_of(question), row_bounds(question)
    kept: list[dict[str, Any]] = []
    for row in value:
        if not isinstance(row, Mapping):
            raise AnswerRefused(_("Please fill in the table."))
        cells = {column.key: row[column.key] for column in columns if _said(row.get(column.key))}
        if cells:
            kept.append({c.key: _cell(c, cells[c.key], number=len(kept) + 1) for c in columns
                         if c.key in cells})  # fmt: skip
    if len(kept) > most:
        raise AnswerRefused(
            ngettext("One row only, please.", "At most %(num)s rows, please.", most)
        )
    _complete(kept, columns)
    if kept and len(kept) < least:
        raise AnswerRefused(
            ngettext("Please fill in one row.", "Please fill in at least %(num)s rows.", least)
        )
    return kept


def _said(value: Any) -> bool:
    return value is not None and (not isinstance(value, str) or bool(tidy(value).strip()))


def _complete(kept: list[dict[str, Any]], columns: tuple[Column, ...]) -> None:
    for number, row in enumerate(kept, start=1):
        for column in columns:
            if column.required and column.key not in row:
                raise AnswerRefused(
                    _("Row %(number)s: %(column)s is missing.", number=number, column=column.label)
                )


def _cell(column: Column, value: Any, *, number: int) -> str:
    try:
        return _cell_value(column, value)
    except AnswerRefused as refusal:
        raise AnswerRefused(
            _("Row %(number)s, %(column)s: %(why)s",
              number=number, column=column.label, why=refusal.sentence)
        ) from refusal  # fmt: skip


def _cell_value(column: Column, value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, int) and abs(value) < 10**15:
        value = str(value)
    text = texts.line(value, most=LONGEST_CELL)
    match column.kind:
        case ColumnKind.EMAIL if not _EMAIL.fullmatch(text):
            raise AnswerRefused(_("This is no e-mail address."))
        case ColumnKind.LINK:
            return links.read_link(text)
        case ColumnKind.NUMBER if not PLAIN.fullmatch(text):
            raise AnswerRefused(_("Please write a number, with digits only."))
        case ColumnKind.YES_NO | ColumnKind.CHOICE | ColumnKind.COUNTRY:
            if text not in {option.key for option in column.options}:
                raise AnswerRefused(_("Please choose from the list."))
    return text


def files(question: Question, value: Any) -> list[dict[str, Any]]:
    """The shape only: whoever stores the files has looked at what they are."""
    given = value if isinstance(value, list) else [value]
    kept = [_file(each) for each in given]
    most = most_files(question)
    if len(kept) > most:
        raise AnswerRefused(
            ngettext("One file only, please.", "At most %(num)s files, please.", most)
        )
    return kept


def _file(given: Any) -> dict[str, Any]:
    shape = {"file": str, "name": str, "size": int, "type": str}
    right = isinstance(given, Mapping) and all(
        isinstance(given.get(name), kind) and not isinstance(given.get(name), bool)
        for name, kind in shape.items()
    )
    if not right or given["size"] < 0 or given["size"] > 10**12:
        raise AnswerRefused(_("Please choose the file again."))
    return {
        "file": texts.line(given["file"], most=80),
        "name": texts.line(given["name"], most=300),
        "size": given["size"],
        "type": texts.line(given["type"], most=120),
    }
