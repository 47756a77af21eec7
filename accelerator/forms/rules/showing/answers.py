"""An answer as readers see it: in their language, numbers in their notation, never as it came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accelerator.forms.rules.answering.cleaning import is_blank
from accelerator.forms.rules.answering.links import is_link, video_at
from accelerator.forms.rules.conditions import choice_of
from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.numbers import write_number
from accelerator.forms.rules.settings import ColumnKind, Kind, Option
from accelerator.forms.rules.shapes import (
    OTHER,
    Column,
    columns_of,
    country_name,
    lines_of,
    matrix_columns_of,
    options_of,
)
from accelerator.vocabulary.words import in_words
from hub.core.formats import day, money
from hub.core.i18n import gettext as _
from hub.core.money import Money


@dataclass(frozen=True)
class Said:
    """One of: `text` with its `paragraphs`; `items` (`ordered` or not); `table` with `heads`; a
    `link` whose words are `text`; `files`. Nothing of it: not answered."""

    text: str = ""
    items: tuple[str, ...] = ()
    ordered: bool = False
    heads: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    link: str = ""
    files: tuple[dict[str, Any], ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.items or self.table or self.files)

    @property
    def line(self) -> str:
        """All of it in one line, for lists and exports."""
        rows = (" · ".join(filter(None, row)) for row in self.table)
        names = (str(each.get("name", "")) for each in self.files)
        return self.text or "; ".join((*self.items, *rows, *names))


def said(question: Question, value: Any) -> Said:
    """What was answered, for readers; never fails, whatever was kept."""
    if is_blank(value):
        return Said()
    return SAYING.get(question.kind, _text)(question, value)


def _text(_question: Question, value: Any) -> Said:
    if isinstance(value, str):
        return Said(text=value.strip())
    return Said(text=str(value)) if isinstance(value, int) else Said()


def _choice(question: Question, value: Any) -> Said:
    return Said(text=_named(value, options_of(question)))


def _choices(question: Question, value: Any) -> Said:
    options, given = options_of(question), value if isinstance(value, list) else [value]
    return Said(items=tuple(_named(each, options) for each in given if not is_blank(each)))


def _named(value: Any, options: tuple[Option, ...]) -> str:
    """What was chosen; an option that is gone is shown by its key."""
    if not isinstance(value, str):
        return ""
    label = next((each.label for each in options if each.key == value), None)
    if label is None and choice_of(value) == OTHER:
        return value.partition(":")[2] or _("Something else")
    return label or value


def _number(question: Question, value: Any) -> Said:
    text, unit = write_number(str(value)), in_words(question.settings.get("unit"))
    return Said(text=f"{text} {unit}".strip()) if isinstance(value, str | int) else Said()


def _money(_question: Question, value: Any) -> Said:
    if not isinstance(value, dict):
        return Said()
    minor, currency = value.get("amount_minor"), str(value.get("currency", ""))
    if isinstance(minor, int) and not isinstance(minor, bool):
        return Said(text=money(Money(minor, currency)))
    return Said(text=f"{currency} {value.get('amount_text', '')}".strip())


def _day(_question: Question, value: Any) -> Said:
    try:
        return Said(text=day(date.fromisoformat(value), form="d MMM y"))
    except (TypeError, ValueError):
        return _text(_question, value)


def _country(_question: Question, value: Any) -> Said:
    return Said(text=country_name(value)) if isinstance(value, str) else Said()


def _link(_question: Question, value: Any) -> Said:
    if not isinstance(value, str):
        return Said()
    return Said(text=value, link=value if is_link(value) else "")


def _video(question: Question, value: Any) -> Said:
    found = _link(question, value)
    provider = video_at(found.link).provider if found.link else ""
    return Said(_("Video on %(where)s", where=provider), link=found.link) if provider else found


def _files(_question: Question, value: Any) -> Said:
    given = value if isinstance(value, list) else []
    return Said(files=tuple(each for each in given if isinstance(each, dict) and each.get("name")))


def _team(question: Question, value: Any) -> Said:
    columns = columns_of(question)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    table = [tuple(_cell(column, row.get(column.key)) for column in columns) for row in rows]
    return Said(
        heads=tuple(column.label for column in columns),
        table=tuple(row for row in table if any(row)),
    )


def _cell(column: Column, value: Any) -> str:
    if is_blank(value) or not isinstance(value, str | int):
        return ""
    if column.kind is ColumnKind.NUMBER:
        return write_number(str(value))
    return _named(value, column.options) if column.options else str(value)


def _matrix(question: Question, value: Any) -> Said:
    given, columns = value if isinstance(value, dict) else {}, matrix_columns_of(question)
    table = [(line.label, _named(given.get(line.key), columns)) for line in lines_of(question)]
    return Said(table=tuple(row for row in table if row[1]))


def _ranking(question: Question, value: Any) -> Said:
    return Said(items=_choices(question, value).items, ordered=True)


def _statement(_question: Question, value: Any) -> Said:
    return Said(text=_("Accepted")) if value is True else Said()


SAYING: dict[Kind, Callable[[Question, Any], Said]] = {
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.COUNTRY: _country,
    Kind.URL: _link,
    Kind.VIDEO: _video,
    Kind.FILE: _files,
    Kind.TEAM: _team,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.STATEMENT: _statement,
}
