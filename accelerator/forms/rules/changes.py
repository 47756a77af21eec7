"""What going from one definition to another does to answers that are being written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from accelerator.forms.rules.conditions import choice_of
from accelerator.forms.rules.definition import Definition, Question, Required
from accelerator.forms.rules.numbers import PLAIN, plain
from accelerator.forms.rules.settings import Kind
from accelerator.forms.rules.shapes import currencies_of, option_keys, takes_other
from accelerator.vocabulary.words import Words


class Effect(StrEnum):
    """What it means to somebody with a draft. Those before WORDING ask something of them."""

    ADDED_REQUIRED = "added-required"
    REMOVED = "removed"
    OTHER_KIND = "other-kind"
    CHOICES_GONE = "choices-gone"
    NOW_REQUIRED = "now-required"
    OTHER_LIMITS = "other-limits"
    OTHER_CONDITION = "other-condition"
    NOW_SHOWN_TO_REVIEWERS = "now-shown-to-reviewers"
    RULES = "rules"
    ADDED = "added"
    NO_LONGER_REQUIRED = "no-longer-required"
    NOW_HIDDEN_FROM_REVIEWERS = "now-hidden-from-reviewers"
    WORDING = "wording"
    MOVED = "moved"


#: Effects after which somebody with a draft must look at it again.
ASKS_SOMETHING = frozenset(list(Effect)[: list(Effect).index(Effect.ADDED)])


@dataclass(frozen=True)
class Change:
    """`key` and `label` are the question's; of rules, nothing."""

    effect: Effect
    key: str = ""
    label: Words | None = None

    @property
    def asks_something(self) -> bool:
        return self.effect in ASKS_SOMETHING


def changes(old: Definition, new: Definition) -> list[Change]:
    """What matters most first."""
    before = {question.key: question for question in old.questions}
    after = {question.key: question for question in new.questions}
    found = [Change(Effect.REMOVED, q.key, q.label) for q in old.questions if q.key not in after]
    for question in new.questions:
        if question.key not in before:
            needed = question.required is Required.NOW
            effect = Effect.ADDED_REQUIRED if needed else Effect.ADDED
            found.append(Change(effect, question.key, question.label))
        else:
            found += [
                Change(effect, question.key, question.label)
                for effect in _effects(before[question.key], question)
            ]
    found += [Change(Effect.MOVED, key, after[key].label) for key in _moved(old, new)]
    found += _of_sections(old, new)
    if old.rules != new.rules:
        found.append(Change(Effect.RULES))
    order = list(Effect)
    once = {(change.effect, change.key): change for change in found}
    return sorted(once.values(), key=lambda change: order.index(change.effect))


def _effects(old: Question, new: Question) -> list[Effect]:
    if old.kind is not new.kind:
        return [Effect.OTHER_KIND]
    found = []
    if old.required is not Required.NOW and new.required is Required.NOW:
        found.append(Effect.NOW_REQUIRED)
    elif (old.required, old.later_stage) != (new.required, new.later_stage):
        found.append(Effect.NO_LONGER_REQUIRED)
    if _limits(old) != _limits(new):
        found.append(Effect.OTHER_LIMITS)
    if old.show_if != new.show_if:
        found.append(Effect.OTHER_CONDITION)
    if _choices_of(old) - _choices_of(new):
        found.append(Effect.CHOICES_GONE)
    hidden = (not old.for_reviewers, old.is_hidden_when_blind), (
        not new.for_reviewers, new.is_hidden_when_blind)  # fmt: skip
    if hidden[0] != hidden[1]:
        shown = hidden[1] < hidden[0]
        found.append(Effect.NOW_SHOWN_TO_REVIEWERS if shown else Effect.NOW_HIDDEN_FROM_REVIEWERS)
    if _texts(old) != _texts(new):
        found.append(Effect.WORDING)
    return found


def _choices_of(question: Question) -> frozenset[str]:
    other = {"other"} if takes_other(question) else set()
    lines = {f"row {each['key']}" for each in question.settings.get("rows", [])}
    columns = {f"column {each['key']}" for each in question.settings.get("columns", [])}
    return (option_keys(question) if question.kind is not Kind.COUNTRY else frozenset()).union(
        other, lines, columns
    )


#: Settings that say who sees an answer, not what it looks like.
_SEEN = {"shown_when_blind"}


def _limits(question: Question) -> dict[str, Any]:
    texts = {"options", "terms", "other", "rows", "columns", "unit", "statement"} | _SEEN
    return {name: value for name, value in question.settings.items() if name not in texts}


def _texts(question: Question) -> tuple[Any, ...]:
    """All that is read, and so also new choices."""
    limits = _limits(question)
    shut = limits.keys() | _SEEN
    rest = {name: value for name, value in question.settings.items() if name not in shut}
    return question.label, question.help, rest


def _moved(old: Definition, new: Definition) -> list[str]:
    """Questions that stand in another section."""
    before = {q.key: section.key for section in old.all_sections for q in section.questions}
    return [
        question.key
        for section in new.all_sections
        for question in section.questions
        if before.get(question.key, section.key) != section.key
    ]


def _of_sections(old: Definition, new: Definition) -> list[Change]:
    """A section's own condition is a condition of each of its questions."""
    before = {section.key: section for section in old.all_sections}
    return [
        Change(Effect.OTHER_CONDITION, question.key, question.label)
        for section in new.all_sections
        if section.key in before and before[section.key].show_if != section.show_if
        for question in section.questions
        if old.question(question.key) is not None
    ]


def carry_over(answers: Mapping[str, Any], *, old: Definition, new: Definition) -> dict[str, Any]:
    """The answers of a draft that goes from one definition to another.

    Nothing is dropped: an answer whose question is gone stays, hidden, in case it comes back; one
    whose question is of another kind now is turned into it where there is a plain way, and stays
    as it is where there is none, to be answered anew.
    """
    carried = dict(answers)
    for question in new.questions:
        before = old.question(question.key)
        if before is not None and before.kind is not question.kind and question.key in carried:
            turn = TURNS.get((before.kind, question.kind))
            if turn is not None:
                carried[question.key] = turn(carried[question.key], question)
    return carried


def _as_it_is(value: Any, _question: Question) -> Any:
    return value


def _as_list(value: Any, _question: Question) -> Any:
    return [value] if isinstance(value, str) and value else value


def _as_single(value: Any, _question: Question) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _whole_money(value: Any, _question: Question) -> Any:
    minor = value.get("amount_minor") if isinstance(value, dict) else None
    whole = isinstance(minor, int) and not isinstance(minor, bool)
    return plain(Decimal(minor) / 100) if whole and minor is not None else value


def _as_money(value: Any, question: Question) -> Any:
    if not isinstance(value, str) or not PLAIN.fullmatch(value):
        return value
    minor = Decimal(value) * 100
    currency = currencies_of(question)[0]
    return {"amount_minor": int(minor), "currency": currency} if minor == int(minor) else value


def _as_words(value: Any, _question: Question) -> Any:
    own = value.partition(":")[2] if isinstance(value, str) and choice_of(value) == "other" else ""
    return own or value


_Turn = Callable[[Any, Question], Any]
_WRITTEN = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.CITY, Kind.URL, Kind.VIDEO)
TURNS: dict[tuple[Kind, Kind], _Turn] = {
    **{(one, other): _as_it_is for one in _WRITTEN for other in _WRITTEN if one is not other},
    (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE): _as_list,
    (Kind.MULTIPLE_CHOICE, Kind.SINGLE_CHOICE): _as_single,
    (Kind.MULTIPLE_CHOICE, Kind.RANKING): _as_it_is,
    (Kind.SINGLE_CHOICE, Kind.SHORT_TEXT): _as_words,
    (Kind.SINGLE_CHOICE, Kind.LONG_TEXT): _as_words,
    (Kind.MONEY, Kind.NUMBER): _whole_money,
    (Kind.NUMBER, Kind.MONEY): _as_money,
}
