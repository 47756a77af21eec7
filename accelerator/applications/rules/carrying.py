"""What a startup need not write again: its profile, and its answers of last time."""

from collections.abc import Mapping
from typing import Any

from accelerator.forms.rules import (
    AnswerRefused,
    Definition,
    Kind,
    Question,
    Section,
    clean,
    is_blank,
)
from accelerator.forms.rules.shapes import country_name
from accelerator.vocabulary.terms import Dimension, Sector, Stage, label_of
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l

#: Question keys that ask for a part of the profile, spelt with underscores.
PARTS = {
    "name": "name", "startup_name": "name", "company": "name", "organisation": "name",
    "pitch": "pitch", "website": "website", "city": "city", "country": "country",
    "stage": "stage", "sector": "sector", "dimension": "dimension", "founded_on": "founded_on",
    "founded": "founded_on", "people": "people", "team_size": "people", "full_time": "full_time",
    "phone": "phone", "video": "video_url", "video_url": "video_url",
}  # fmt: skip
#: Of the profile, in front of people.
PART_NAMES: dict[str, Any] = {
    "name": _l("Name"), "pitch": _l("In one sentence"), "website": _l("Website"),
    "city": _l("City"), "country": _l("Country"), "stage": _l("Stage"), "sector": _l("Sector"),
    "dimension": _l("Smart-city dimension"), "founded_on": _l("Founded on"),
    "people": _l("People"), "full_time": _l("Of them full time"), "phone": _l("Phone"),
    "video_url": _l("Video"),
}  # fmt: skip
#: Asked of startups that have applied before, after everything else.
SINCE = "since-last-time"


def part_of(key: str) -> str | None:
    """Which part of the profile a question asks for, if any."""
    return PARTS.get(key.replace("-", "_"))


def known_answers(
    definition: Definition, profile: Mapping[str, Any], *, last: Mapping[str, Any]
) -> dict[str, Any]:
    """Answers to begin with: of last time where the question is still the same, but for the parts
    of the profile as that says them now. Files are chosen again, statements accepted again."""
    found = {}
    for question in definition.questions:
        if question.kind in (Kind.FILE, Kind.STATEMENT) or question in definition.gate.questions:
            continue
        part = part_of(question.key)
        for value in (profile.get(part) if part else None, last.get(question.key)):
            kept = _kept(question, value)
            if not is_blank(kept):
                found[question.key] = kept
                break
    return found


def _kept(question: Question, value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value else None
    try:
        return clean(question, value)
    except AnswerRefused:
        return None


def with_since(definition: Definition) -> Definition:
    """The form with the question of what has changed since last time."""
    question = Question(
        key=SINCE,
        kind=Kind.LONG_TEXT,
        label={"en": _("What has changed since you last applied?")},
        help={"en": _("A few sentences: what you learnt, built, sold, dropped.")},
        settings={"max_words": 300},
    )
    section = Section(key=SINCE, title={"en": _("Since last time")}, questions=(question,))
    return Definition(definition.gate, (*definition.sections, section), definition.rules)


def said_part(part: str, value: Any) -> str:
    """A part of the profile in front of people."""
    kind = {"stage": Stage, "sector": Sector, "dimension": Dimension}.get(part)
    chosen = value[0] if isinstance(value, list) and value else value
    if kind is not None:
        return label_of(kind, chosen)
    return country_name(chosen) if part == "country" and chosen else str(chosen or "")
