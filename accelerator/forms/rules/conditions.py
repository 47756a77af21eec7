"""Conditions over answers: AND, OR, NOT, over single answers, over the rows of a table, and over
the lines of a matrix.

    {"all": [{"question": "stage", "is": "one-of", "value": ["pilot", "revenue"]},
             {"not": {"question": "team", "column": "full_time", "rows": "any",
                      "is": "equals", "value": "no"}}]}

An answer that is not there is equal to nothing, different from nothing and of no size: only `empty`
is so of it. Else a team would be refused, or shown more questions, before it has said a word.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from accelerator.forms.rules import parsing
from accelerator.forms.rules.parsing import BadDefinition
from hub.core.i18n import gettext as _

Condition = dict[str, Any]
MOST_TESTS, DEEPEST, LONGEST_VALUE = 40, 5, 400


class Test(StrEnum):
    EQUALS = "equals"
    NOT = "not"
    ONE_OF = "one-of"
    CONTAINS = "contains"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ANSWERED = "answered"
    EMPTY = "empty"


class Rows(StrEnum):
    ANY = "any"
    ALL = "all"


#: Tests that compare with nothing.
BARE = (Test.ANSWERED, Test.EMPTY)
_TEST_PARTS = frozenset({"question", "is", "value", "column", "rows", "row"})


def condition_from(given: Any, path: str, *, depth: int = 0) -> Condition | None:
    """The condition as it is kept, or None where there is none. Raises BadDefinition."""
    if given is None or (given in ({}, {"all": []}, {"any": []}) and depth == 0):
        return None
    if not isinstance(given, Mapping):
        raise BadDefinition(path, _("This must be an object."))
    if depth > DEEPEST:
        raise BadDefinition(path, _("This condition is nested too deeply."))
    if "question" in given:
        return _test_from(given, path)
    joined = [name for name in ("all", "any", "not") if name in given]
    if len(given) != 1 or not joined:
        raise BadDefinition(path, _("A condition is all of, any of, or not something."))
    if joined == ["not"]:
        inner = condition_from(given["not"], f"{path}/not", depth=depth + 1)
        return {"not": inner or {"any": []}}
    [name] = joined
    parts = parsing.items(given[name], f"{path}/{name}", most=MOST_TESTS)
    return {
        name: [
            condition_from(each, f"{path}/{name}/{n}", depth=depth + 1) or {"all": []}
            for n, each in enumerate(parts)
        ]
    }


def _test_from(given: Mapping[str, Any], path: str) -> Condition:
    got = parsing.mapping(given, path, known=_TEST_PARTS)
    test = parsing.one_of(got.get("is"), f"{path}/is", kind=Test)
    kept: Condition = {
        "question": parsing.key(got["question"], f"{path}/question"),
        "is": test.value,
    }
    for name, pattern in (("column", parsing.KEY), ("row", parsing.OPTION_KEY)):
        if got.get(name):
            kept[name] = parsing.key(got[name], f"{path}/{name}", pattern=pattern)
    if "column" in kept:
        kept["rows"] = parsing.one_of(got.get("rows", "any"), f"{path}/rows", kind=Rows).value
    if test not in BARE:
        kept["value"] = _value_from(got.get("value"), f"{path}/value", many=test is Test.ONE_OF)
    return kept


def _value_from(given: Any, path: str, *, many: bool) -> Any:
    if many:
        listed = given if isinstance(given, list) else [given]
        return [_value_from(each, path, many=False)
                for each in parsing.items(listed, path, most=200)]  # fmt: skip
    if isinstance(given, bool | int):
        return given
    return parsing.text(given, path, most=LONGEST_VALUE)


def tests_in(condition: Condition | None) -> Iterator[Condition]:
    """The single tests of a condition, however they are joined."""
    if not condition:
        return
    if "question" in condition:
        yield condition
    for name in ("all", "any"):
        for each in condition.get(name, []):
            yield from tests_in(each)
    if "not" in condition:
        yield from tests_in(condition["not"])


def asked_in(condition: Condition | None) -> set[str]:
    """The keys of the questions that a condition looks at."""
    return {test["question"] for test in tests_in(condition)}


def is_so(condition: Condition | None, answer_of: Callable[[str], Any]) -> bool:
    """No condition is always so. `answer_of(key)` is the answer that counts, or None."""
    if not condition:
        return True
    if "all" in condition:
        return all(is_so(each, answer_of) for each in condition["all"])
    if "any" in condition:
        return any(is_so(each, answer_of) for each in condition["any"])
    if "not" in condition:
        return not is_so(condition["not"], answer_of)
    return _holds(condition, answer_of(condition["question"]))


def _holds(test: Condition, answer: Any) -> bool:
    if "column" in test:
        rows = [row for row in answer if isinstance(row, Mapping) and row] if isinstance(
            answer, list
        ) else []  # fmt: skip
        said = [_passes(test, row.get(test["column"])) for row in rows]
        return any(said) if test.get("rows") == Rows.ANY else bool(said) and all(said)
    if "row" in test:
        answer = answer.get(test["row"]) if isinstance(answer, Mapping) else None
    return _passes(test, answer)


def _passes(test: Condition, answer: Any) -> bool:
    kind, wanted = Test(test["is"]), test.get("value")
    there = answer not in (None, "", [], {}, False)
    match kind:
        case Test.ANSWERED:
            return there
        case Test.EMPTY:
            return not there
        case Test.EQUALS:
            return _equal(answer, wanted)
        case Test.NOT:
            return answer not in (None, "", [], {}) and not _equal(answer, wanted)
        case Test.ONE_OF:
            return any(_equal(answer, each) or _contains(answer, each) for each in wanted or [])
        case Test.CONTAINS:
            return _contains(answer, wanted)
    if kind is Test.AT_LEAST:
        return _order(answer, wanted) in (0, 1)
    return _order(answer, wanted) in (-1, 0)


def _order(answer: Any, wanted: Any) -> int | None:
    """Whether the answer is less (-1), the same (0) or more (1); None: there is no comparing."""
    have, bound = size_of(answer), size_of(wanted)
    if isinstance(have, Decimal) and isinstance(bound, Decimal):
        return (have > bound) - (have < bound)
    if isinstance(have, str) and isinstance(bound, str):
        return (have > bound) - (have < bound)
    return None


def choice_of(value: Any) -> Any:
    """The key of a choice; of "other" with a text of one's own, `other`."""
    return "other" if isinstance(value, str) and value.startswith("other:") else value


def size_of(value: Any) -> Decimal | str | None:
    """What at-least and at-most compare: numbers, money in whole units whatever the currency, days,
    and how many there are of rows, files and choices."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Mapping):
        minor = value.get("amount_minor")
        whole = isinstance(minor, int) and not isinstance(minor, bool)
        return Decimal(minor) / 100 if whole and minor is not None else None
    if isinstance(value, list):
        return Decimal(len([each for each in value if each]))
    if isinstance(value, int):
        return Decimal(value)
    return _number_or_day(value) if isinstance(value, str) else None


def _number_or_day(value: str) -> Decimal | str | None:
    if len(value) == 10 and value[4] == value[7] == "-":
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _equal(answer: Any, wanted: Any) -> bool:
    if answer is None:
        return False
    if isinstance(answer, list):
        return [choice_of(each) for each in answer] == [wanted]
    if isinstance(answer, bool) or isinstance(wanted, bool):
        return bool(answer) is _as_truth(wanted)
    have, bound = size_of(answer), size_of(wanted)
    if isinstance(have, Decimal) and isinstance(bound, Decimal):
        return have == bound
    return isinstance(answer, str) and _plain(choice_of(answer)) == _plain(str(wanted))


def _contains(answer: Any, wanted: Any) -> bool:
    if isinstance(answer, list):
        return wanted in [choice_of(each) for each in answer if isinstance(each, str)]
    return isinstance(answer, str) and _plain(str(wanted)) in _plain(answer) and bool(wanted)


def _as_truth(wanted: Any) -> bool:
    return wanted in (True, "yes", "true")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
