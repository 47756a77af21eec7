"""What a condition can ask about in a form, and how: what the conditions' editor offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from accelerator.forms.rules import Definition, Kind, Question
from accelerator.forms.rules.settings import ColumnKind, Option
from accelerator.forms.rules.shapes import (
    columns_of,
    lines_of,
    matrix_columns_of,
    options_of,
    takes_other,
)
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _

_ANSWERED = ("answered", "empty")
_CHOOSING = ("is", "is-not", *_ANSWERED)
_SIZED = ("at-least", "at-most", "exactly", *_ANSWERED)
_COUNTED = ("at-least", "at-most", *_ANSWERED)
_WRITTEN = ("contains", *_ANSWERED)
TESTS: dict[Kind, tuple[str, ...]] = {
    Kind.SINGLE_CHOICE: _CHOOSING,
    Kind.MULTIPLE_CHOICE: _CHOOSING,
    Kind.COUNTRY: _CHOOSING,
    Kind.RANKING: _CHOOSING,
    Kind.NUMBER: _SIZED,
    Kind.MONEY: _COUNTED,
    Kind.DATE: _COUNTED,
    Kind.TEAM: _COUNTED,
    Kind.SHORT_TEXT: _WRITTEN,
    Kind.LONG_TEXT: _WRITTEN,
    Kind.CITY: _WRITTEN,
}


@dataclass(frozen=True)
class Askable:
    """`about` is what the row sends, `over` whether it is a column of a table or a line of a grid,
    `options` what can be chosen, `hint` what is compared."""

    about: str
    label: str
    tests: tuple[str, ...]
    options: tuple[Option, ...] = ()
    over: str = ""
    hint: str = ""

    @property
    def value(self) -> str:
        return f"{self.about}/{self.over}" if self.over else self.about


def askable_groups(
    definition: Definition, *, but: Sequence[str] = (), gate_only: bool = False
) -> list[tuple[str, list[Askable]]]:
    """By section: (its title, what can be asked about). `but`: keys that may not."""
    sections = (definition.gate,) if gate_only else definition.all_sections
    groups = [
        (
            in_words(section.title) or section.key,
            [each for q in section.questions if q.key not in but for each in _askables(q)],
        )
        for section in sections
    ]
    return [(title, found) for title, found in groups if found]


def _askables(question: Question) -> list[Askable]:
    label = in_words(question.label) or question.key
    tests = TESTS.get(question.kind, _ANSWERED)
    options = options_of(question)
    if takes_other(question):
        options = (*options, Option("other", _("Something else")))
    hint = {
        Kind.MONEY: _("An amount, in whatever currency it is given"),
        Kind.DATE: "2026-11-26",
        Kind.TEAM: _("How many rows"),
    }.get(question.kind, "")
    found = [Askable(question.key, label, tests, options, hint=hint)]
    if question.kind is Kind.TEAM:
        found += [_of_column(question, n) for n in range(len(columns_of(question)))]
    if question.kind is Kind.MATRIX:
        across, at = matrix_columns_of(question), question.key
        found += [
            Askable(f"{at}.{line.key}", f"{label}: {line.label}", _CHOOSING, across, "row")
            for line in lines_of(question)
        ]
    return found


def _of_column(question: Question, n: int) -> Askable:
    label = in_words(question.label) or question.key
    column = columns_of(question)[n]
    tests: tuple[str, ...] = _CHOOSING if column.options else _WRITTEN
    if column.kind is ColumnKind.NUMBER:
        tests = _SIZED
    name = f"{label}: {column.label}"
    return Askable(f"{question.key}.{column.key}", name, tests, column.options, "column")
