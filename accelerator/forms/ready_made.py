"""Forms that are there to begin with: `templates/*.json`, written by the house."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from accelerator.forms.rules import Definition, Question
from accelerator.forms.rules.problems import WELL_KNOWN
from accelerator.vocabulary.words import Words

FOLDER = Path(__file__).parent / "templates"
#: In the order in which they are offered.
TEMPLATES = ("long_form", "pilot_call")
#: What a form begins with when it begins with nothing.
BLANK = "blank"


@dataclass(frozen=True)
class Template:
    key: str
    name: Words
    about: Words
    definition: Definition


@cache
def template(key: str) -> Template | None:
    """None: there is no such one."""
    if key not in TEMPLATES:
        return None
    read = json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))
    return Template(key, read["name"], read["about"], Definition.from_json(read["definition"]))


def templates() -> list[Template]:
    return [found for key in TEMPLATES if (found := template(key))]


def blank() -> Definition:
    """A title for the eligibility check, and one section with the question that every form has."""
    long = template("long_form")
    headline = long.definition.question("headline") if long else None
    if long is None or headline is None:
        raise RuntimeError("the long form has lost its headline")
    section = replace(long.definition.sections[0], questions=(headline,))
    return Definition(gate=replace(long.definition.gate, questions=()), sections=(section,))


@cache
def well_known_questions() -> dict[str, Question]:
    """The questions that the rest of the house knows by their key, as the long form asks them."""
    long = template("long_form")
    known = {q.key: q for q in long.definition.questions} if long else {}
    return {key: known[key] for key in WELL_KNOWN if key in known}
