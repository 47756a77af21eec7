"""What the builder's pages show of a definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accelerator.forms.askable import Askable, askable_groups
from accelerator.forms.forms.conditions import UI_TESTS, ConditionRow, ConditionRows
from accelerator.forms.names import KINDS, condition_said, kind_name, when_needed
from accelerator.forms.rules import Definition, Kind, Question, Required, Section
from accelerator.forms.rules.translating import untranslated
from accelerator.vocabulary.words import in_words

_Groups = list[tuple[str, list[Askable]]]


@dataclass(frozen=True)
class QuestionRow:
    question: Question
    number: int
    label: str
    kind_name: str
    icon: str
    needed: str
    condition: str
    lacking: bool

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def needs_answer(self) -> bool:
        return self.question.required is Required.NOW


@dataclass(frozen=True)
class SectionRow:
    section: Section
    title: str
    condition: str
    questions: list[QuestionRow]
    is_gate: bool
    lacking: bool

    @property
    def key(self) -> str:
        return self.section.key


def outline(definition: Definition) -> list[SectionRow]:
    """The gate first; questions numbered through the whole form."""
    lacking = {"/".join(each.path.split("/")[:2]) for each in untranslated(definition)}
    rows, number = [], 0
    for section in definition.all_sections:
        questions = []
        for question in section.questions:
            number += 1
            questions.append(_row(definition, question, number=number, lacking=lacking))
        rows.append(
            SectionRow(
                section=section,
                title=in_words(section.title) or section.key,
                condition=condition_said(definition, section.show_if),
                questions=questions,
                is_gate=section is definition.gate,
                lacking=f"sections/{section.key}" in lacking,
            )
        )
    return rows


def _row(
    definition: Definition, question: Question, *, number: int, lacking: set[str]
) -> QuestionRow:
    return QuestionRow(
        question=question,
        number=number,
        label=in_words(question.label) or question.key,
        kind_name=kind_name(question.kind),
        icon=KINDS[question.kind][2],
        needed=when_needed(question),
        condition=condition_said(definition, question.show_if),
        lacking=f"questions/{question.key}" in lacking,
    )


@dataclass(frozen=True)
class ConditionRowShown:
    """`asked` is what the row asks about, None while nothing is chosen; `test` one that fits it."""

    row: ConditionRow
    asked: Askable | None
    test: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        return [(each, str(UI_TESTS[each])) for each in (self.asked.tests if self.asked else ())]

    @property
    def takes_value(self) -> bool:
        return self.asked is not None and self.test not in ("answered", "empty")


@dataclass(frozen=True)
class ConditionShown:
    """What the conditions' editor draws; `said` is a condition that its rows cannot say."""

    join: str
    rows: list[ConditionRowShown]
    groups: _Groups
    said: str = ""


def condition_shown(
    definition: Definition,
    given: ConditionRows,
    *,
    but: Sequence[str] = (),
    gate_only: bool = False,
) -> ConditionShown:
    """With one empty row at the end, to go on with."""
    groups = askable_groups(definition, but=but, gate_only=gate_only)
    known = {(each.about, each.over): each for _title, found in groups for each in found}
    rows = [_fitting(row, known.get((row.about, row.over))) for row in given.rows]
    rows.append(ConditionRowShown(ConditionRow(""), None, ""))
    return ConditionShown(given.join, rows, groups, condition_said(definition, given.fixed))


def _fitting(row: ConditionRow, asked: Askable | None) -> ConditionRowShown:
    """A choice is compared by "is one of", however the condition was written."""
    tests = asked.tests if asked else ()
    test = "is" if row.test == "exactly" and "is" in tests else row.test
    return ConditionRowShown(row, asked, test if test in tests else (tests[0] if tests else ""))


@dataclass(frozen=True)
class Editor:
    """A question as its page draws it: `given` is its JSON, checked or not; `errors` are by the
    part of it that they are about."""

    kind: Kind
    given: Mapping[str, Any]
    condition: ConditionShown
    errors: Mapping[str, str] = field(default_factory=dict)
    spare: int = 2

    @property
    def settings(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.given.get("settings", {})
        return found

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind)

    def rows_of(self, name: str) -> list[dict[str, Any]]:
        """Choices, lines or columns, with a few empty ones to fill in."""
        kept = list(self.settings.get(name, []))
        spare = max(self.spare, 3 - len(kept))
        empty = {"key": "", "label": {}, "kind": "text", "required": False}
        return [*kept, *(dict(empty) for _n in range(spare))]
