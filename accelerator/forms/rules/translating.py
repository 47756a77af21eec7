"""What of a form is not written in all of the house's languages yet."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from accelerator.forms.rules.definition import Definition, Question, Section
from accelerator.forms.rules.settings import Kind
from accelerator.vocabulary.words import Words, missing_languages
from hub.core.i18n import LANGUAGES


class Untranslated(NamedTuple):
    """`path` is `questions/<key>/label`, `sections/<key>/title`, `rules/<key>/reason` and the like;
    what must be written and is not at all lacks every language."""

    path: str
    languages: list[str]


def untranslated(definition: Definition) -> list[Untranslated]:
    """In the order of the form."""
    found = []
    for path, words, needed in _texts(definition):
        lacking = missing_languages(words) if words else list(LANGUAGES) if needed else []
        if lacking:
            found.append(Untranslated(path, lacking))
    return found


def languages_of(definition: Definition) -> list[str]:
    """The languages in which the whole form can be read."""
    lacking = {code for each in untranslated(definition) for code in each.languages}
    return [code for code in LANGUAGES if code not in lacking]


def _texts(definition: Definition) -> Iterator[tuple[str, Words, bool]]:
    """(path, what is written, whether it must be) of every text that people read."""
    for section in definition.all_sections:
        if section.questions or section is not definition.gate:
            yield from _of_section(section)
    for rule in definition.rules:
        yield f"rules/{rule.key}/reason", rule.reason, True


def _of_section(section: Section) -> Iterator[tuple[str, Words, bool]]:
    yield f"sections/{section.key}/title", section.title, True
    yield f"sections/{section.key}/help", section.help, False
    for question in section.questions:
        at = f"questions/{question.key}"
        yield f"{at}/label", question.label, True
        yield f"{at}/help", question.help, False
        for name, words, needed in _of_settings(question):
            yield f"{at}/{name}", words, needed


def _of_settings(question: Question) -> Iterator[tuple[str, Words, bool]]:
    settings = question.settings
    yield "unit", settings.get("unit", {}), False
    yield "statement", settings.get("statement", {}), question.kind is Kind.STATEMENT
    for name in ("options", "rows", "columns"):
        yield from _of_keyed(name, settings.get(name, []))


def _of_keyed(name: str, kept: list[dict[str, Any]]) -> Iterator[tuple[str, Words, bool]]:
    for each in kept:
        yield f"{name}/{each['key']}", each["label"], True
        yield from _of_keyed(f"{name}/{each['key']}", each.get("options", []))


def text_at(definition: Definition, path: str) -> Words:
    """What is written there; nothing where there is no such place."""
    return next((words for at, words, _needed in _texts(definition) if at == path), {})


def with_texts(definition: Definition, texts: Mapping[str, Words]) -> Definition:
    """With these texts in their places; languages that are not named stay as they are. What is no
    place of the form is passed over.

    Raises BadDefinition: a text is too long.
    """
    given = definition.to_json()
    places = {path: _place_in(given, path) for path, _words, _needed in _texts(definition)}
    for path, words in texts.items():
        place = places.get(path)
        if place is not None:
            holder, name = place
            holder[name] = {**holder.get(name, {}), **words}
    return Definition.from_json(given)


def _place_in(given: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """The object that holds the text in the JSON, and the text's name in it."""
    what, key, *rest = path.split("/")
    sections = [given["gate"], *given["sections"]]
    among = {
        "sections": sections,
        "questions": [each for section in sections for each in section["questions"]],
        "rules": given["rules"],
    }[what]
    holder = next(each for each in among if each["key"] == key)
    if rest == ["label"] or what != "questions" or rest == ["help"]:
        return holder, rest[0]
    holder = holder["settings"]
    while len(rest) > 1:
        name, part, *rest = rest
        holder = next(each for each in holder[name] if each["key"] == part)
    return holder, rest[0] if rest else "label"
