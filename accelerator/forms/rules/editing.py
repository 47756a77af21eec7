"""One edit of a definition at a time: a definition in, another out."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from accelerator.forms.rules.conditions import asked_in
from accelerator.forms.rules.definition import (
    MOST_QUESTIONS,
    MOST_RULES,
    MOST_SECTIONS,
    Definition,
    Question,
    Rule,
    Section,
)
from accelerator.vocabulary.words import Words, in_words
from hub.core.i18n import DEFAULT_LANGUAGE
from hub.core.i18n import gettext as _

T = TypeVar("T")


class EditRefused(ValueError):
    """`sentence` is for who edits."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def new_key(words: Words, *, taken: Iterable[str], otherwise: str) -> str:
    """A short key out of a text, such as `paying_customers`, that is not had yet."""
    text = in_words(words, DEFAULT_LANGUAGE)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    parts = [part for part in re.split(r"[^a-z0-9]+", plain) if part and part not in _SMALL]
    base = "_".join(parts[:4])[:30].strip("_") or otherwise
    base = base if base[0].isalpha() else f"{otherwise}_{base}"
    used, number = set(taken), 2
    key = base
    while key in used:
        key, number = f"{base}_{number}", number + 1
    return key


#: Left out of keys.
_SMALL = frozenset(
    ("a", "an", "and", "are", "by", "do", "does", "for", "have", "how", "in", "is", "it", "of",
     "on", "or", "the", "to", "was", "what", "which", "who", "will", "with", "you", "your")
)  # fmt: skip


def fingerprint(part: Question | Section | Rule) -> str:
    """Changes when the part does; a page sends back which one it saw."""
    return sha256(json.dumps(part.to_json(), sort_keys=True).encode()).hexdigest()[:16]


def question_keys(definition: Definition) -> set[str]:
    return {question.key for question in definition.questions}


def add_section(definition: Definition, section: Section) -> Definition:
    """At the end."""
    if len(definition.sections) >= MOST_SECTIONS:
        raise EditRefused(_("A form has at most %(most)s sections.", most=MOST_SECTIONS))
    if definition.section(section.key) is not None:
        raise EditRefused(_("The key %(key)s stands there twice.", key=section.key))
    return replace(definition, sections=(*definition.sections, section))


def change_section(definition: Definition, section: Section) -> Definition:
    """Its texts and condition; its questions stay."""
    kept = found_section(definition, section.key)
    return definition.with_section(replace(section, questions=kept.questions))


def move_section(definition: Definition, key: str, *, by: int) -> Definition:
    """Past the first or last place it stays. The gate is always first."""
    sections = _moved(list(definition.sections), _place(definition.sections, key), by=by)
    return replace(definition, sections=tuple(sections))


def remove_section(definition: Definition, key: str) -> Definition:
    section = found_section(definition, key)
    if key == definition.gate.key:
        raise EditRefused(_("The eligibility check stays; take its questions out one by one."))
    left = replace(definition, sections=tuple(s for s in definition.sections if s.key != key))
    for question in section.questions:
        _refuse_if_asked_about(left, question)
    return left


def add_question(
    definition: Definition, question: Question, *, to: str, after: str = ""
) -> Definition:
    """Into the section `to`: after another of its questions, or at its end."""
    section = found_section(definition, to)
    if question.key in question_keys(definition):
        raise EditRefused(_("The key %(key)s stands there twice.", key=question.key))
    if len(definition.questions) >= MOST_QUESTIONS:
        raise EditRefused(_("At most %(most)s questions in a form.", most=MOST_QUESTIONS))
    questions = list(section.questions)
    keys = [each.key for each in questions]
    questions.insert(keys.index(after) + 1 if after in keys else len(keys), question)
    return definition.with_section(replace(section, questions=tuple(questions)))


def change_question(definition: Definition, question: Question) -> Definition:
    """All but its key, by which answers and conditions know it."""
    section = definition.section_of(question.key)
    if section is None:
        raise EditRefused(_no_such_question())
    questions = tuple(question if q.key == question.key else q for q in section.questions)
    return definition.with_section(replace(section, questions=questions))


def move_question(definition: Definition, key: str, *, by: int) -> Definition:
    """Within its section; past its first or last place into the section before or after."""
    section = definition.section_of(key)
    if section is None:
        raise EditRefused(_no_such_question())
    place = _place(section.questions, key)
    if 0 <= place + by < len(section.questions):
        questions = _moved(list(section.questions), place, by=by)
        return definition.with_section(replace(section, questions=tuple(questions)))
    around = definition.all_sections
    there = around.index(section) + (1 if by > 0 else -1)
    if not 0 <= there < len(around):
        return definition
    to, question = around[there], section.questions[place]
    left = tuple(each for each in section.questions if each.key != key)
    joined = (question, *to.questions) if by > 0 else (*to.questions, question)
    without = definition.with_section(replace(section, questions=left))
    return without.with_section(replace(to, questions=joined))


def duplicate_question(definition: Definition, key: str) -> tuple[Definition, Question]:
    """The copy stands right after it, with a key of its own."""
    question, section = definition.question(key), definition.section_of(key)
    if question is None or section is None:
        raise EditRefused(_no_such_question())
    taken = question_keys(definition)
    base, number = re.sub(r"_\d+$", "", key)[:34], 2
    while f"{base}_{number}" in taken:
        number += 1
    copy = replace(question, key=f"{base}_{number}")
    return add_question(definition, copy, to=section.key, after=key), copy


def remove_question(definition: Definition, key: str) -> Definition:
    """Refused while a condition or a rule asks about it."""
    question, section = definition.question(key), definition.section_of(key)
    if question is None or section is None:
        raise EditRefused(_no_such_question())
    left = tuple(each for each in section.questions if each.key != key)
    without = definition.with_section(replace(section, questions=left))
    _refuse_if_asked_about(without, question)
    return without


def put_rule(definition: Definition, rule: Rule) -> Definition:
    """A new rule, or the one of that key as it is now."""
    if any(each.key == rule.key for each in definition.rules):
        rules = tuple(rule if each.key == rule.key else each for each in definition.rules)
        return replace(definition, rules=rules)
    if len(definition.rules) >= MOST_RULES:
        raise EditRefused(_("A form has at most %(most)s rules.", most=MOST_RULES))
    return replace(definition, rules=(*definition.rules, rule))


def remove_rule(definition: Definition, key: str) -> Definition:
    return replace(definition, rules=tuple(each for each in definition.rules if each.key != key))


def who_asks_about(definition: Definition, key: str) -> list[str]:
    """The sections, questions and rules whose condition looks at a question, by their texts."""
    return [
        *(
            in_words(s.title) or s.key
            for s in definition.all_sections
            if key in asked_in(s.show_if)
        ),
        *(in_words(q.label) or q.key for q in definition.questions if key in asked_in(q.show_if)),
        *(in_words(r.reason) or r.key for r in definition.rules if key in asked_in(r.condition)),
    ]  # fmt: skip


def found_section(definition: Definition, key: str) -> Section:
    section = definition.section(key)
    if section is None:
        raise EditRefused(_("There is no such section (any more)."))
    return section


def _refuse_if_asked_about(definition: Definition, question: Question) -> None:
    if others := who_asks_about(definition, question.key):
        raise EditRefused(
            _("“%(question)s” is asked about in a condition of “%(other)s”. Change that first.",
              question=in_words(question.label) or question.key, other=others[0])
        )  # fmt: skip


def _no_such_question() -> str:
    return _("There is no such question (any more).")


def _place(those: Iterable[Section | Question], key: str) -> int:
    keys = [each.key for each in those]
    if key not in keys:
        raise EditRefused(_("There is no such section (any more)."))
    return keys.index(key)


def _moved(those: list[T], place: int, *, by: int) -> list[T]:
    there = min(max(place + by, 0), len(those) - 1)
    those.insert(there, those.pop(place))
    return those
