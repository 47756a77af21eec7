"""What staff read beside an application: what its form's rules say, and what has changed."""

from typing import Any

from accelerator.applications.models import Application, Revision
from accelerator.applications.queries.applications import answers_of, definition_of
from accelerator.applications.rules.snapshots import snapshot
from accelerator.forms.rules import Definition, flags
from accelerator.vocabulary.words import in_words


def flagged(definition: Definition, revision: Revision | None) -> list[str]:
    """What screening should look at twice, in the reader's language."""
    if revision is None:
        return []
    return [in_words(rule.reason) for rule in flags(definition, revision.answers)]


def changed_answers(
    definition: Definition, now: dict[str, Any], *, revision: Revision | None
) -> int:
    """How many answers have been changed since it was handed in; their text is the team's. As it
    would be handed in now: a space at the end is no change."""
    if revision is None:
        return 0
    there, then = snapshot(definition, now), revision.answers
    return sum(1 for key in {*there, *then} if there.get(key) != then.get(key))


def rule_codes(application: Application) -> list[tuple[str, str]]:
    """The codes of the form's own rules, with what they say."""
    definition = definition_of(application, answers_of(application))
    return [(rule.code, in_words(rule.reason)) for rule in definition.rules if rule.code]


def question_keys(application: Application) -> set[str]:
    """What a team can be asked to answer anew."""
    definition = definition_of(application, answers_of(application))
    return {question.key for question in definition.questions}
