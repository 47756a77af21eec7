"""The questions of a quiz: what each kind has, and what is wrong with one."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from string import ascii_lowercase
from typing import Any

from hub.core.i18n import gettext as _
from hub.learning.courses.rules.outline import is_key
from hub.learning.courses.rules.reading import Errors, Reader

Question = dict[str, Any]
MOST_QUESTIONS = 60
MOST_OPTIONS = 12
MOST_ACCEPTED = 20
MOST_POINTS = 100
LONGEST_TEXT = 2000
LONGEST_OPTION = 400
LONGEST_ACCEPTED = 200
#: Digits before and after the point, of an answer and its tolerance.
_DIGITS, _DECIMALS = 15, 6


class QuestionKind(StrEnum):
    #: One of several options.
    SINGLE = "single"
    #: All that are right, and none that is wrong.
    MULTIPLE = "multiple"
    #: A number, within a tolerance.
    NUMERIC = "numeric"
    #: A word or a few, as one of those accepted.
    TEXT = "text"


CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


def read_questions(reader: Reader, name: str = "questions") -> list[Question]:
    """All of a quiz, in order, each with its id; what is wrong is noted at its place."""
    rows = reader.rows(name, most=MOST_QUESTIONS)
    used: set[str] = {str(row.given["id"]) for row in rows if row.has("id")}
    seen: set[str] = set()
    found = []
    for row in rows:
        question = read_question(row, used)
        if question["id"] in seen:
            row.wrong("id", _("Another question has this id."))
        seen.add(question["id"])
        used.add(question["id"])
        found.append(question)
    return found


def read_question(row: Reader, used: Iterable[str] = ()) -> Question:
    """One question as it is kept. Its kind says which fields it has; without an id it gets one."""
    kind = _kind(row)
    question: Question = {
        "id": _id(row, (f"q{n}" for n in range(1, 1000)), used=set(used)),
        "kind": kind.value,
        "text": row.words("text", longest=LONGEST_TEXT, needed=True),
        "points": row.whole("points", low=1, high=MOST_POINTS, default=1),
    }
    if kind in CHOICES:
        question["options"] = _options(row, kind)
    elif kind is QuestionKind.NUMERIC:
        question |= _number(row)
    else:
        question["accepted"] = _accepted(row)
    if feedback := row.words("feedback", longest=LONGEST_TEXT):
        question["feedback"] = feedback
    row.done()
    return question


def problems(questions: list[Question]) -> Errors:
    """What is wrong, by place: `questions.0.options`."""
    errors: Errors = {}
    read_questions(Reader({"questions": questions}, errors))
    return errors


def free_id(used: set[str]) -> str:
    return next(name for name in (f"q{n}" for n in range(1, 1000)) if name not in used)


def _kind(row: Reader) -> QuestionKind:
    given = row.plain("kind")
    if given not in {kind.value for kind in QuestionKind}:
        row.wrong("kind", _("The kinds are single, multiple, numeric and text."))
        return QuestionKind.TEXT
    return QuestionKind(given)


def _id(row: Reader, names: Iterable[str], *, used: set[str]) -> str:
    given = row.line("id", longest=20)
    if given and not is_key(given):
        row.wrong("id", _("Lower-case letters, digits and hyphens, please."))
    return given or next(name for name in names if name not in used)


def _options(row: Reader, kind: QuestionKind) -> list[dict[str, Any]]:
    options = row.rows("options", most=MOST_OPTIONS)
    used = {str(each.given["id"]) for each in options if each.has("id")}
    found: list[dict[str, Any]] = []
    for each in options:
        option = {
            "id": _id(each, ascii_lowercase, used=used),
            "text": each.words("text", longest=LONGEST_OPTION, needed=True),
            "correct": each.flag("correct", default=False),
        }
        each.done()
        if option["id"] in {other["id"] for other in found}:
            each.wrong("id", _("Another option has this id."))
        used.add(str(option["id"]))
        found.append(option)
    right = sum(bool(option["correct"]) for option in found)
    if len(found) < 2:
        row.wrong("options", _("Please give two options at least."))
    elif kind is QuestionKind.SINGLE and right != 1:
        row.wrong("options", _("Exactly one option is right. Please mark it."))
    elif not right:
        row.wrong("options", _("Please mark what is right: one option at least."))
    return found


def _number(row: Reader) -> dict[str, str]:
    answer = _decimal(row, "answer")
    if answer is None and not row.has("answer"):
        row.wrong("answer", _("Please give the number that is right."))
    tolerance = _decimal(row, "tolerance")
    if tolerance is not None and tolerance < 0:
        row.wrong("tolerance", _("How far away an answer may be is not negative."))
    return {"answer": kept(answer or Decimal(0)), "tolerance": kept(tolerance or Decimal(0))}


def _decimal(row: Reader, name: str) -> Decimal | None:
    """Written with a point, as programs do; 0.25 and "0.25" are the same."""
    given = row.plain(name)
    if given is None or given == "":
        return None
    try:
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise InvalidOperation
        number = Decimal(str(given).strip())
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -_DECIMALS or abs(number) >= 10**_DIGITS:
            raise InvalidOperation
    except InvalidOperation:
        row.wrong(name, _("Please give a number with a decimal point, such as 0.25."))
        return None
    return number


def kept(number: Decimal) -> str:
    """Without zeros that say nothing."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _accepted(row: Reader) -> list[str]:
    found = []
    for n, given in enumerate(row.listed("accepted", most=MOST_ACCEPTED)):
        text = " ".join(given.split()) if isinstance(given, str) else ""
        if not text or len(text) > LONGEST_ACCEPTED:
            row.wrong(
                f"accepted.{n}",
                _("Please give a word or a few, at most %(max)d characters.", max=LONGEST_ACCEPTED),
            )
        else:
            found.append(text)
    if not found and row.place("accepted") not in row.errors:
        row.wrong("accepted", _("Please give one accepted answer at least."))
    return found
