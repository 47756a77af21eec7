"""Which questions there are for these answers, what is missing, and what the rules say of them.

The answer to a question that is not shown is kept but does not count: neither for conditions, nor
as missing, nor for rules. So a definition is read as a whole and each question settled once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accelerator.forms.rules.answering.cleaning import clean, is_blank
from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.conditions import is_so
from accelerator.forms.rules.definition import (
    AnswerStage,
    Definition,
    Question,
    Required,
    Rule,
    Section,
    Severity,
)
from hub.core.i18n import gettext as _

Answers = Mapping[str, Any]
_STAGES = list(AnswerStage)


@dataclass(frozen=True)
class Missing:
    """`why` is a sentence for whoever answers; `section` is where the question stands."""

    question: Question
    why: str
    section: Section


class _Sight:
    """Settles which questions are shown; one that its own condition leads back to is not."""

    def __init__(self, definition: Definition, answers: Answers) -> None:
        self.definition, self.answers = definition, answers
        self._sections = {q.key: s for s in definition.all_sections for q in s.questions}
        self._questions = {question.key: question for question in definition.questions}
        self._settled: dict[str, bool] = {}

    def shows(self, key: str) -> bool:
        if key not in self._settled:
            self._settled[key] = False
            question = self._questions.get(key)
            self._settled[key] = (
                question is not None
                and is_so(self._sections[key].show_if, self.counting)
                and is_so(question.show_if, self.counting)
            )
        return self._settled[key]

    def counting(self, key: str) -> Any:
        """The answer that counts, as it is when it is right, or None."""
        if not self.shows(key):
            return None
        value = self.answers.get(key)
        try:
            return clean(self._questions[key], value)
        except AnswerRefused:
            return value if isinstance(value, list | dict) else None

    def section(self, section: Section) -> Section:
        shown = tuple(each for each in section.questions if self.shows(each.key))
        return replace(section, questions=shown)


def visible(definition: Definition, answers: Answers) -> list[Section]:
    """The sections after the gate, each with the questions that are shown; empty ones left out."""
    sight = _Sight(definition, answers)
    sections = (sight.section(each) for each in definition.sections)
    return [section for section in sections if section.questions]


def visible_gate(definition: Definition, answers: Answers) -> Section:
    return _Sight(definition, answers).section(definition.gate)


def visible_questions(definition: Definition, answers: Answers) -> list[Question]:
    """All that are shown, the gate's first."""
    sight = _Sight(definition, answers)
    return [question for question in definition.questions if sight.shows(question.key)]


def missing(definition: Definition, answers: Answers, *, stage: str = "now") -> list[Missing]:
    """What must still be answered, or answered otherwise, up to this stage; in order, each
    question once. At a later stage what was to be there before is asked for too."""
    sight, due = _Sight(definition, answers), _STAGES.index(AnswerStage(stage))
    found = []
    for section in definition.all_sections:
        for question in section.questions:
            if sight.shows(question.key):
                why = _what_is_wrong(question, answers.get(question.key), due=due)
                if why:
                    found.append(Missing(question, why, section))
    return found


def is_required(question: Question, stage: str = "now") -> bool:
    return _is_due(question, _STAGES.index(AnswerStage(stage)))


def _is_due(question: Question, due: int) -> bool:
    if question.required is Required.LATER:
        return _STAGES.index(question.later_stage) <= due
    return question.required is Required.NOW


def _what_is_wrong(question: Question, value: Any, *, due: int) -> str:
    if is_blank(value):
        return _("This is not answered yet.") if _is_due(question, due) else ""
    try:
        kept = clean(question, value)
    except AnswerRefused as refusal:
        return refusal.sentence
    lines = question.settings.get("rows") if isinstance(kept, dict) else None
    if lines and len(kept) < len(lines) and _is_due(question, due):
        return _("Please choose one answer in each line.")
    return ""


def refusals(definition: Definition, answers: Answers) -> list[Rule]:
    """The rules by which this team may not apply."""
    return _rules_met(definition, answers, severity=Severity.REFUSE)


def flags(definition: Definition, answers: Answers) -> list[Rule]:
    """The rules by which screening should look twice."""
    return _rules_met(definition, answers, severity=Severity.FLAG)


def _rules_met(definition: Definition, answers: Answers, *, severity: Severity) -> list[Rule]:
    sight = _Sight(definition, answers)
    return [
        rule
        for rule in definition.rules
        if rule.severity is severity and is_so(rule.condition, sight.counting)
    ]
