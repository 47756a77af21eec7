"""Answers in words."""

from typing import Any

from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.counting import count_words
from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.parsing import tidy
from accelerator.forms.rules.settings import LONGEST_TEXT
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

LONGEST_LINE = 300


def short(question: Question, value: Any) -> str:
    most = question.settings.get("max_characters", LONGEST_LINE)
    return _counted(question, line(value, most=most))


def long(question: Question, value: Any) -> str:
    return _counted(question, _text(value, most=LONGEST_TEXT))


def city(_question: Question, value: Any) -> str:
    return line(value, most=120)


def line(value: Any, *, most: int) -> str:
    """One line: line breaks become spaces."""
    return " ".join(_text(value, most=most).split())


def _text(value: Any, *, most: int) -> str:
    if not isinstance(value, str):
        raise AnswerRefused(_("Please answer in words."))
    kept = tidy(value).strip()
    if len(kept) > most:
        raise AnswerRefused(
            _("This is %(have)s characters long; at most %(most)s, please.",
              have=len(kept), most=most)
        )  # fmt: skip
    return kept


def _counted(question: Question, text: str) -> str:
    have = count_words(text)
    least, most = question.settings.get("min_words", 0), question.settings.get("max_words")
    if have < least:
        raise AnswerRefused(
            ngettext(
                "At least one word, please.",
                "At least %(num)s words, please; you have %(have)s.",
                least,
                have=have,
            )
        )  # fmt: skip
    if most is not None and have > most:
        raise AnswerRefused(
            ngettext("One word only, please.", "At most %(num)s words, please; you have %(have)s.",
                     most, have=have)
        )  # fmt: skip
    return text
