"""One answer: what it must look like, kind by kind."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from accelerator.forms.rules.answering import links, rows, texts
from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.conditions import choice_of
from accelerator.forms.rules.definition import Question
from accelerator.forms.rules.numbers import PLAIN, plain, write_number
from accelerator.forms.rules.parsing import tidy
from accelerator.forms.rules.settings import Kind
from accelerator.forms.rules.shapes import (
    OTHER,
    bound,
    currencies_of,
    option_keys,
    places_of,
    takes_other,
)
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

LONGEST_OTHER = 200
#: Spaces, breaks, control and zero-width characters: none of them is an answer.
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
_LONG_AMOUNT = 15


def clean(question: Question, value: Any) -> Any:
    """The answer as it is kept when it is right, None when there is none.

    Raises:
        AnswerRefused: what is wrong, in a sentence for whoever answers.
    """
    if is_blank(value):
        return False if value is False and question.kind is Kind.STATEMENT else None
    kept = CLEANERS[question.kind](question, value)
    return None if is_blank(kept) else kept


def is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not any(unicodedata.category(letter) not in _INVISIBLE for letter in value)
    if isinstance(value, Mapping):
        return all(is_blank(each) for name, each in value.items() if name != "currency")
    if isinstance(value, list | tuple):
        return all(is_blank(each) for each in value)
    return value is None or value is False


def _choice(question: Question, value: Any) -> str:
    text = tidy(value).strip() if isinstance(value, str) else ""
    if text in option_keys(question):
        return text
    if takes_other(question) and choice_of(text) == OTHER:
        written = text.partition(":")[2].strip()
        if len(written) > LONGEST_OTHER:
            raise AnswerRefused(_("At most %(most)s characters.", most=LONGEST_OTHER))
        return f"{OTHER}:{written}" if written else OTHER
    raise AnswerRefused(_("Please choose from the list."))


def _choices(question: Question, value: Any) -> list[str]:
    given = value if isinstance(value, list | tuple) else [value]
    chosen = list(dict.fromkeys(_choice(question, each) for each in given if not is_blank(each)))
    least, most = question.settings.get("at_least", 0), question.settings.get("at_most")
    if len(chosen) < least:
        raise AnswerRefused(
            ngettext("Please choose at least one.", "Please choose at least %(num)s.", least)
        )
    if most is not None and len(chosen) > most:
        raise AnswerRefused(
            ngettext("Please choose one only.", "Please choose at most %(num)s.", most)
        )
    return chosen


def _number(question: Question, value: Any) -> str:
    written = _as_number(value)
    if written is None:
        raise AnswerRefused(_("Please write a number, with digits only."))
    number, decimals = Decimal(written), question.settings.get("decimals", 0)
    if len(written.partition(".")[2]) > decimals:
        raise AnswerRefused(
            ngettext(
                "At most one digit after the decimal sign.",
                "At most %(num)s digits after the decimal sign.",
                decimals,
            )
            if decimals
            else _("Please write a whole number.")
        )
    _within(question, number)
    return written


def _as_number(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        value = format(value, ".6f") if math.isfinite(value) and abs(value) < 1e15 else None
    text = str(value) if isinstance(value, int) and abs(value) < 10**15 else value
    if isinstance(text, str) and PLAIN.fullmatch(text.strip()):
        return plain(Decimal(text.strip()))
    return None


def _within(question: Question, number: Decimal) -> None:
    least, most = bound(question, "minimum"), bound(question, "maximum")
    if least is not None and number < least:
        raise AnswerRefused(_("At least %(least)s, please.", least=write_number(plain(least))))
    if most is not None and number > most:
        raise AnswerRefused(_("At most %(most)s, please.", most=write_number(plain(most))))


def _money(question: Question, value: Any) -> dict[str, Any]:
    known = currencies_of(question)
    if not isinstance(value, Mapping) or value.get("currency") not in known:
        raise AnswerRefused(_("Please choose a currency from the list."))
    minor = value.get("amount_minor")
    if isinstance(minor, bool) or not isinstance(minor, int) or abs(minor) >= 10**_LONG_AMOUNT:
        raise AnswerRefused(_("Please write an amount, with digits only."))
    if minor < 0 and bound(question, "minimum") is None:
        raise AnswerRefused(_("An amount is not below zero."))
    _within(question, Decimal(minor) / 100)
    return {"amount_minor": minor, "currency": value["currency"]}


def _day(question: Question, value: Any) -> str:
    day = _read_day(value) if isinstance(value, str) else None
    if day is None:
        raise AnswerRefused(_("Please write a day, such as 2026-11-26."))
    earliest, latest = question.settings.get("earliest"), question.settings.get("latest")
    if earliest and day < earliest:
        raise AnswerRefused(_("Not before %(day)s, please.", day=earliest))
    if latest and day > latest:
        raise AnswerRefused(_("Not after %(day)s, please.", day=latest))
    return day


def _read_day(written: str) -> str | None:
    """2026-11-26, 26.11.2026 or 26/11/2026: in our languages the day comes before the month."""
    text = written.strip()
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text, re.ASCII):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _matrix(question: Question, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise AnswerRefused(_("Please choose one answer in each line."))
    lines = [each["key"] for each in question.settings.get("rows", [])]
    columns = {each["key"] for each in question.settings.get("columns", [])}
    kept = {line: value[line] for line in lines if not is_blank(value.get(line))}
    if any(not isinstance(each, str) or each not in columns for each in kept.values()):
        raise AnswerRefused(_("Please choose from the list."))
    return kept


def _ranking(question: Question, value: Any) -> list[str]:
    given = [each for each in value if not is_blank(each)] if isinstance(value, list) else [value]
    known = option_keys(question)
    if any(not isinstance(each, str) or each not in known for each in given):
        raise AnswerRefused(_("Please choose from the list."))
    if len(set(given)) != len(given):
        raise AnswerRefused(_("Each can have one place only."))
    if len(given) > places_of(question):
        raise AnswerRefused(_("At most %(most)s places.", most=places_of(question)))
    return given


def _statement(_question: Question, value: Any) -> bool:
    if value is not True:
        raise AnswerRefused(_("Please tick the box."))
    return True


CLEANERS: dict[Kind, Callable[[Question, Any], Any]] = {
    Kind.SHORT_TEXT: texts.short,
    Kind.LONG_TEXT: texts.long,
    Kind.SINGLE_CHOICE: _choice,
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.COUNTRY: _choice,
    Kind.CITY: texts.city,
    Kind.URL: links.link,
    Kind.VIDEO: links.video,
    Kind.FILE: rows.files,
    Kind.TEAM: rows.table,
    Kind.MATRIX: _matrix,
    Kind.RANKING: _ranking,
    Kind.STATEMENT: _statement,
}
