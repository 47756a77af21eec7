"""What forms are, and what is true of them: pure."""

from accelerator.forms.rules.answering import (
    AnswerRefused,
    Missing,
    clean,
    flags,
    is_blank,
    is_required,
    keep,
    missing,
    refusals,
    visible,
    visible_gate,
    visible_questions,
)
from accelerator.forms.rules.conditions import choice_of
from accelerator.forms.rules.counting import count_words
from accelerator.forms.rules.definition import (
    AnswerStage,
    Definition,
    Question,
    Required,
    Rule,
    Section,
    Severity,
)
from accelerator.forms.rules.parsing import BadDefinition
from accelerator.forms.rules.reading import asked_for_rows, from_form
from accelerator.forms.rules.settings import LINKS, Kind
from accelerator.forms.rules.showing import (
    QuestionShown,
    Said,
    SectionShown,
    said,
    section_shown,
    shown,
)

__all__ = [
    "LINKS",
    "AnswerRefused",
    "AnswerStage",
    "BadDefinition",
    "Definition",
    "Kind",
    "Missing",
    "Question",
    "QuestionShown",
    "Required",
    "Rule",
    "Said",
    "Section",
    "SectionShown",
    "Severity",
    "asked_for_rows",
    "choice_of",
    "clean",
    "count_words",
    "flags",
    "from_form",
    "is_blank",
    "is_required",
    "keep",
    "missing",
    "refusals",
    "said",
    "section_shown",
    "shown",
    "visible",
    "visible_gate",
    "visible_questions",
]
