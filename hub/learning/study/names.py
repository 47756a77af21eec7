"""What steps and marks are called."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.study.queries.outline import StepState

#: State to (label, tone).
STATES: dict[StepState, tuple[Any, str]] = {
    StepState.TODO: (_l("To do"), ""),
    StepState.NEXT: (_l("Next"), "info"),
    StepState.WAITS: (_l("Handed in"), "warn"),
    StepState.DONE: (_l("Done"), "ok"),
}
#: What the survey asks, by the field: for a number, and for words.
SURVEY: dict[str, Any] = {
    "content": _l("What was taught"),
    "teaching": _l("How it was taught"),
    "usefulness": _l("How useful it is for your work"),
}
SURVEY_WORDS: dict[str, Any] = {
    "liked": _l("What was good"),
    "better": _l("What could be better"),
}
