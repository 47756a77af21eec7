"""What of a draft's answer is kept while it is not right yet: nobody's words are lost for being too
many, or for having a letter among the digits."""

from collections.abc import Mapping
from typing import Any

from accelerator.forms.rules.answering.cleaning import clean, is_blank
from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.parsing import tidy
from accelerator.forms.rules.settings import LONGEST_TEXT, Kind
from accelerator.forms.rules.shapes import row_bounds
from hub.core.i18n import gettext as _

#: Well past every limit that a question can set, and still storable.
MOST_CHARACTERS = 5 * LONGEST_TEXT
MOST_PARTS, DEEPEST = 300, 3
_WRITTEN = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.CITY)


def keep(question: Question, value: Any) -> Any:
    """The answer for a draft: as `clean` has it when it is right, else as it was given.

    Texts keep their spaces and line breaks, and tables their empty rows, as one is writing.

    Raises:
        AnswerRefused: only when it is too large to be kept, or no answer to such a question.
    """
    if question.kind is Kind.TEAM and isinstance(value, list):
        return _rows(question, value)
    if question.kind in _WRITTEN and isinstance(value, str):
        return None if is_blank(value) else _storable(value)
    try:
        return clean(question, value)
    except AnswerRefused:
        return None if is_blank(value) else _storable(value)


def _rows(question: Question, value: list[Any]) -> list[Any]:
    kept = _storable([row if isinstance(row, Mapping) else {} for row in value])
    return kept[: max(row_bounds(question)[1], 1)] if isinstance(kept, list) else []


def _storable(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        kept = tidy(value)
        if len(kept) > MOST_CHARACTERS:
            raise AnswerRefused(_("This is too long to be kept."))
        return kept
    if depth >= DEEPEST:
        raise AnswerRefused(_("This is no answer to that question."))
    if isinstance(value, Mapping) and len(value) <= MOST_PARTS:
        return {tidy(str(k))[:80]: _storable(each, depth + 1) for k, each in value.items()}
    if isinstance(value, list | tuple) and len(value) <= MOST_PARTS:
        return [_storable(each, depth + 1) for each in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 10**15:
        return value
    raise AnswerRefused(_("This is no answer to that question."))
