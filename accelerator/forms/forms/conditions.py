"""Conditions as rows of a page: what is asked about, how, with which values; all of them or any.

What rows cannot say (deeper nesting, written through the API) is kept as it is and shown in words.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from accelerator.forms.forms.rows import Sent, numbers_in
from accelerator.forms.rules.conditions import Condition
from accelerator.forms.rules.numbers import read_number, write_number
from hub.core.i18n import lazy_gettext as _l

#: The tests that rows offer; `is` and `is-not` take several values.
UI_TESTS = {
    "is": _l("is one of"),
    "is-not": _l("is none of"),
    "exactly": _l("is exactly"),
    "at-least": _l("is at least"),
    "at-most": _l("is at most"),
    "contains": _l("contains"),
    "answered": _l("is answered"),
    "empty": _l("is not answered"),
}
_BARE = ("answered", "empty")
_AS_KEPT = {"exactly": "equals", "at-least": "at-least", "at-most": "at-most",
            "contains": "contains", "answered": "answered", "empty": "empty"}  # fmt: skip


@dataclass(frozen=True)
class ConditionRow:
    """`about` is a question's key, `team.full_time` a column's, `proof.tested` a line's; `over` is
    `column` or `row` for these two; `rows` is any or all rows of a table."""

    about: str
    test: str = ""
    values: tuple[str, ...] = ()
    over: str = ""
    rows: str = "any"

    @property
    def value(self) -> str:
        return write_number(self.values[0]) if self.values else ""


@dataclass(frozen=True)
class ConditionRows:
    """`fixed`: a condition that rows cannot say, or nothing."""

    join: str = "all"
    rows: tuple[ConditionRow, ...] = ()
    fixed: Condition | None = field(default=None)


def condition_rows_in(sent: Sent, *, kept: Condition | None = None) -> ConditionRows:
    """`kept` is the condition as it was, for one that rows cannot say."""
    if "if-fixed" in sent and kept is not None:
        return ConditionRows(fixed=kept)
    rows = []
    for n in numbers_in(sent, "if"):
        about, over = sent.get(f"if-{n}-about", ""), ""
        if "/" in about:
            about, over = about.rsplit("/", 1)
        if about:
            values = tuple(v.strip() for v in sent.getlist(f"if-{n}-value") if v.strip())
            test, mode = sent.get(f"if-{n}-is", ""), sent.get(f"if-{n}-rows", "any")
            rows.append(ConditionRow(about, test, values, over if over else "", mode))
    return ConditionRows("any" if sent.get("if-join") == "any" else "all", tuple(rows))


def condition_from_rows(given: ConditionRows) -> Condition | None:
    """As it is kept; not checked yet. A row without its test asks whether there is an answer."""
    if given.fixed is not None:
        return given.fixed
    tests = [_test_of(row) for row in given.rows]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else {given.join: tests}


def _test_of(row: ConditionRow) -> Condition:
    base: dict[str, Any] = {"question": row.about}
    if row.over:
        key, _dot, part = row.about.partition(".")
        base = {"question": key, row.over: part}
        if row.over == "column":
            base["rows"] = "all" if row.rows == "all" else "any"
    if row.test == "is":
        return {**base, "is": "one-of", "value": list(row.values)}
    if row.test == "is-not":
        each = [{**base, "is": "not", "value": value} for value in row.values]
        return each[0] if len(each) == 1 else {"all": each}
    test = _AS_KEPT.get(row.test, "answered")
    if test in _BARE:
        return {**base, "is": test}
    value = row.values[0] if row.values else ""
    return {**base, "is": test, "value": read_number(value) or value}


def rows_of_condition(condition: Condition | None) -> ConditionRows:
    """The rows that say it, or the condition itself where no rows can."""
    if not condition:
        return ConditionRows()
    whole = _row_of(condition)
    if whole is not None:
        return ConditionRows(rows=(whole,))
    for join in ("all", "any"):
        if join in condition:
            rows = [_row_of(each) for each in condition[join]]
            if all(rows):
                return ConditionRows(join, tuple(row for row in rows if row))
    return ConditionRows(fixed=condition)


def _row_of(condition: Condition) -> ConditionRow | None:
    if "question" in condition:
        return _plain_row(condition)
    several = [_row_of(each) for each in condition.get("all", [])] if "all" in condition else []
    rows = [row for row in several if row is not None and row.test == "is-not"]
    if len(several) < 2 or len(rows) != len(several):
        return None
    same = {(row.about, row.over, row.rows) for row in rows}
    values = tuple(value for row in rows for value in row.values)
    return replace(rows[0], values=values) if len(same) == 1 else None


def _plain_row(test: Condition) -> ConditionRow | None:
    over = next((name for name in ("column", "row") if name in test), "")
    about = f"{test['question']}.{test[over]}" if over else test["question"]
    value = test.get("value", ())
    values = tuple(str(each) for each in (value if isinstance(value, list) else [value]))
    named = {"one-of": "is", "not": "is-not", "equals": "exactly"}
    if test["is"] in _BARE:
        values = ()
    if isinstance(value, bool):
        return None
    shown = named.get(test["is"]) or str(test["is"])
    return ConditionRow(about, shown, values, over, test.get("rows") or "any")
