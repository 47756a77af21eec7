"""A question as a page draws it: in the reader's language, with its limits in words."""

from dataclasses import dataclass
from typing import Any

from accelerator.forms.rules.answering.cleaning import is_blank
from accelerator.forms.rules.answering.seeing import is_required
from accelerator.forms.rules.conditions import choice_of
from accelerator.forms.rules.definition import Question, Required, Section
from accelerator.forms.rules.numbers import read_number, write_number
from accelerator.forms.rules.reading import name_of
from accelerator.forms.rules.settings import ColumnKind, Kind, Option
from accelerator.forms.rules.shapes import (
    EXTENSIONS,
    OTHER,
    Column,
    columns_of,
    currencies_of,
    file_kinds_of,
    largest_mb,
    lines_of,
    matrix_columns_of,
    most_files,
    options_of,
    places_of,
    row_bounds,
    takes_other,
)
from accelerator.forms.rules.showing.answers import Said, said
from accelerator.forms.rules.showing.limits import limits_said
from accelerator.vocabulary.words import in_words

#: Up to so many choices are shown as buttons, more as a list to open.
MOST_SHOWN = 9


@dataclass(frozen=True)
class QuestionShown:
    """What `components/questions.html` draws. `name` is the field's, `limits` the hint below."""

    question: Question
    label: str
    help: str
    limits: str
    required: bool
    options: tuple[Option, ...] = ()
    other: bool = False
    unit: str = ""
    statement: str = ""
    columns: tuple[Column, ...] = ()
    lines: tuple[Option, ...] = ()
    across: tuple[Option, ...] = ()
    currencies: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def name(self) -> str:
        return name_of(self.question.key)

    @property
    def id(self) -> str:
        return self.name

    @property
    def personal(self) -> bool:
        return self.question.personal

    @property
    def for_reviewers(self) -> bool:
        return self.question.for_reviewers

    @property
    def hidden_when_blind(self) -> bool:
        return self.question.is_hidden_when_blind

    @property
    def later_stage(self) -> str:
        """At which stage it is needed; nothing when it is needed now or never."""
        later = self.question.required is Required.LATER
        return self.question.later_stage.value if later else ""

    @property
    def as_list(self) -> bool:
        return len(self.options) > MOST_SHOWN

    @property
    def min_words(self) -> int:
        return int(self.question.settings.get("min_words", 0))

    @property
    def max_words(self) -> int | None:
        return self.question.settings.get("max_words")

    @property
    def max_characters(self) -> int | None:
        return self.question.settings.get("max_characters")

    @property
    def earliest(self) -> str:
        return str(self.question.settings.get("earliest", ""))

    @property
    def latest(self) -> str:
        return str(self.question.settings.get("latest", ""))

    @property
    def max_rows(self) -> int:
        return row_bounds(self.question)[1]

    @property
    def places(self) -> range:
        return range(1, places_of(self.question) + 1)

    @property
    def accept(self) -> str:
        """For the file chooser: .pdf,.pptx"""
        kinds = file_kinds_of(self.question)
        return ",".join(extension for kind in kinds for extension in EXTENSIONS[kind])

    @property
    def max_mb(self) -> int:
        return largest_mb(self.question)

    @property
    def max_files(self) -> int:
        return most_files(self.question)

    def typed(self, value: Any) -> Any:
        """What stands in the fields for this answer, whatever it is."""
        return typed(self, value)

    def said(self, value: Any) -> Said:
        """The answer for readers."""
        return said(self.question, value)


def shown(question: Question, stage: str = "now") -> QuestionShown:
    """`stage` decides whether it is required yet."""
    settings, team = question.settings, question.kind is Kind.TEAM
    matrix = question.kind is Kind.MATRIX
    return QuestionShown(
        question=question,
        label=in_words(question.label) or question.key,
        help=in_words(question.help),
        limits=limits_said(question),
        required=is_required(question, stage),
        options=options_of(question),
        other=takes_other(question),
        unit=in_words(settings.get("unit")),
        statement=in_words(settings.get("statement")),
        columns=columns_of(question) if team else (),
        lines=lines_of(question) if matrix else (),
        across=matrix_columns_of(question) if matrix else (),
        currencies=currencies_of(question),
    )


@dataclass(frozen=True)
class SectionShown:
    key: str
    title: str
    help: str
    questions: tuple[QuestionShown, ...]


def section_shown(section: Section, stage: str = "now") -> SectionShown:
    return SectionShown(
        key=section.key,
        title=in_words(section.title) or section.key,
        help=in_words(section.help),
        questions=tuple(shown(each, stage) for each in section.questions),
    )


def typed(q: QuestionShown, value: Any) -> Any:
    match q.question.kind:
        case Kind.SINGLE_CHOICE:
            return _chosen([value])
        case Kind.MULTIPLE_CHOICE:
            return _chosen(value if isinstance(value, list) else [value])
        case Kind.NUMBER:
            return _in_field(value)
        case Kind.MONEY:
            return _amount(q, value)
        case Kind.TEAM:
            return _rows(q, value)
        case Kind.MATRIX:
            return {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}
        case Kind.RANKING | Kind.FILE:
            return value if isinstance(value, list) else []
        case Kind.STATEMENT:
            return value is True
    return value if isinstance(value, str) else ""


def _chosen(values: list[Any]) -> dict[str, Any]:
    """`keys` that are chosen, and the words beside "other"."""
    texts = [each for each in values if isinstance(each, str)]
    own = next((each.partition(":")[2] for each in texts if choice_of(each) == OTHER), "")
    return {"keys": [choice_of(each) for each in texts], "other": own}


def _in_field(value: Any) -> str:
    """Without groups: they are easily mistyped."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if read_number(text) is None or "." not in text:
        return text
    return text.replace(".", write_number("0.5")[1])


def _amount(q: QuestionShown, value: Any) -> dict[str, str]:
    given = value if isinstance(value, dict) else {}
    minor, currency = given.get("amount_minor"), str(given.get("currency", ""))
    text = str(given.get("amount_text", ""))
    if isinstance(minor, int) and not isinstance(minor, bool):
        whole, cents = divmod(abs(minor), 100)
        text = _in_field(f"{'-' if minor < 0 else ''}{whole}" + (f".{cents:02}" if cents else ""))
    return {"amount": text, "currency": currency if currency in q.currencies else q.currencies[0]}


def _rows(q: QuestionShown, value: Any) -> list[dict[str, str]]:
    """At least as many as are asked for, and one to begin with."""
    given = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    rows = [{c.key: _cell(c, row.get(c.key)) for c in q.columns} for row in given]
    least = max(1, row_bounds(q.question)[0])
    return rows + [{c.key: "" for c in q.columns} for _n in range(least - len(rows))]


def _cell(column: Column, value: Any) -> str:
    if column.kind is ColumnKind.NUMBER:
        return _in_field(value)
    return "" if is_blank(value) else str(value) if isinstance(value, str | int) else ""
