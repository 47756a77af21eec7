"""What the builder's pages send: parts of a definition as JSON, not checked yet."""

from accelerator.forms.forms.conditions import (
    UI_TESTS,
    ConditionRows,
    condition_from_rows,
    condition_rows_in,
    rows_of_condition,
)
from accelerator.forms.forms.parts import question_json_in, rule_json_in, section_json_in
from accelerator.forms.forms.rows import wants_another_look

__all__ = [
    "UI_TESTS",
    "ConditionRows",
    "condition_from_rows",
    "condition_rows_in",
    "question_json_in",
    "rows_of_condition",
    "rule_json_in",
    "section_json_in",
    "wants_another_look",
]
