"""Answers as a page sends them: fields named `q-<key>`, and for the parts of an answer

q-revenue-amount q-revenue-currency     q-sector-other        q-city_need-<line>
q-team-0-name                           q-interests-1         add-row remove-row (buttons)
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Protocol

from accelerator.forms.rules.definition import Definition, Question
from accelerator.forms.rules.numbers import read_number
from accelerator.forms.rules.settings import ColumnKind, Kind
from accelerator.forms.rules.shapes import OTHER, columns_of, places_of, row_bounds, takes_other


class Sent(Protocol):
    """What a MultiDict can do."""

    def get(self, key: str, /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __iter__(self) -> Any: ...


def from_form(
    definition: Definition, sent: Sent, *, only: Iterable[str] | None = None
) -> dict[str, Any]:
    """The answers that a page sent, by key, not checked yet: give each to `keep` or `clean`.

    A question that was not on the page is left out, so that saving one page changes no other's
    answers; files are stored elsewhere and always left out. Numbers are read in the language now
    spoken; what is no number stays as it was written. `only` names the questions that were asked.
    """
    wanted = _on_the_page(definition, sent) if only is None else set(only)
    return {
        question.key: READERS.get(question.kind, _text)(question, sent)
        for question in definition.questions
        if question.kind is not Kind.FILE and question.key in wanted
    }


def asked_for_rows(sent: Sent) -> bool:
    """Whether the button that was pressed was for one more row, or one less."""
    return "add-row" in sent or "remove-row" in sent


def name_of(key: str) -> str:
    return f"q-{key}"


def _on_the_page(definition: Definition, sent: Sent) -> set[str]:
    """The questions that were on the page: `q-here` names them, because ticked boxes and choices
    send nothing when there are none. A program that sends no `q-here` is taken by its fields."""
    if here := set(sent.getlist("q-here")):
        return here
    keys = sorted((question.key for question in definition.questions), key=len, reverse=True)
    names = [name[2:] for name in sent if name.startswith("q-")]
    found = (next((k for k in keys if n == k or n.startswith(f"{k}-")), "") for n in names)
    return set(found)


def _value(sent: Sent, name: str) -> str:
    return (sent.get(name) or "").strip("\x00")


def _text(question: Question, sent: Sent) -> Any:
    return _value(sent, name_of(question.key))


def _choice(question: Question, sent: Sent) -> Any:
    return _with_other(question, sent, chosen=_value(sent, name_of(question.key)))


def _choices(question: Question, sent: Sent) -> Any:
    chosen = [each for each in sent.getlist(name_of(question.key)) if each]
    return [_with_other(question, sent, chosen=each) for each in chosen]


def _with_other(question: Question, sent: Sent, *, chosen: str) -> str:
    written = _value(sent, f"{name_of(question.key)}-other").strip()
    return f"{OTHER}:{written}" if takes_other(question) and chosen == OTHER and written else chosen


def _number(question: Question, sent: Sent) -> Any:
    written = _value(sent, name_of(question.key))
    return read_number(written) or written


def _money(question: Question, sent: Sent) -> Any:
    """Minor units where the amount can be read, else `amount_text` as it was written."""
    name = name_of(question.key)
    written, currency = _value(sent, f"{name}-amount"), _value(sent, f"{name}-currency")
    if not written.strip():
        return None
    number = read_number(written)
    minor = Decimal(number) * 100 if number is not None else None
    if minor is None or minor != int(minor):
        return {"amount_text": written, "currency": currency}
    return {"amount_minor": int(minor), "currency": currency}


def _matrix(question: Question, sent: Sent) -> Any:
    name = name_of(question.key)
    lines = [each["key"] for each in question.settings.get("rows", [])]
    return {line: given for line in lines if (given := _value(sent, f"{name}-{line}"))}


def _ranking(question: Question, sent: Sent) -> Any:
    name = name_of(question.key)
    places = range(1, places_of(question) + 1)
    return [given for place in places if (given := _value(sent, f"{name}-{place}"))]


def _statement(question: Question, sent: Sent) -> Any:
    return bool(_value(sent, name_of(question.key)))


def _team(question: Question, sent: Sent) -> Any:
    """The rows in order, with those that the pressed button adds or takes away."""
    name, (_least, most) = name_of(question.key), row_bounds(question)
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-", re.ASCII)
    numbers = sorted({int(found[1]) for each in sent if (found := pattern.match(each))})
    gone = {_value(sent, "remove-row")}
    rows = [
        {
            column.key: _cell(column.kind, value)
            for column in columns_of(question)
            if (value := _value(sent, f"{name}-{n}-{column.key}"))
        }
        for n in numbers[:100]
        if f"{question.key}-{n}" not in gone
    ]
    if _value(sent, "add-row") == question.key and len(rows) < most:
        rows.append({})
    return rows


def _cell(kind: ColumnKind, value: str) -> str:
    return read_number(value) or value if kind is ColumnKind.NUMBER else value


READERS: dict[Kind, Callable[[Question, Sent], Any]] = {
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.TEAM: _team,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.STATEMENT: _statement,
}
