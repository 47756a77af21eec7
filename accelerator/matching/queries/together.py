"""What two who are a pair have with each other, in words that both may read."""

from dataclasses import dataclass

from accelerator.matching.models import Pairing
from accelerator.mentors.models import Mentor, Side
from accelerator.mentors.queries.availability import InCommon, in_common
from accelerator.mentors.queries.mentors import wish_of
from accelerator.mentors.rules.sight import is_shown
from accelerator.vocabulary.terms import Dimension, Sector, Stage, label_of
from accelerator.vocabulary.topics import AREAS, Topic


@dataclass(frozen=True)
class NeedMet:
    """A need as the startup said it, and whether the mentor knows it, or something near to it."""

    topic: str
    sentence: str
    known: bool
    near: list[str]


@dataclass(frozen=True)
class Together:
    """`languages`: codes. `shared`: sector, stage and dimension that both named. `hours` is None
    where one of both has not said when they have time."""

    needs: list[NeedMet]
    languages: list[str]
    shared: list[str]
    hours: InCommon | None


def together(pairing: Pairing, *, side: Side | None) -> Together:
    startup, mentor = pairing.startup, pairing.mentor
    wish = wish_of(pairing.cohort, startup)
    needs = [_met(need, mentor) for need in (wish.needs if wish else ())]
    shows = side is not Side.STARTUP or is_shown("languages", mentor.shown, to="network")
    spoken = [code for code in (wish.languages if wish else ()) if code in mentor.languages]
    found = in_common(pairing.cohort, startups=[startup.id], mentors=[mentor.id])
    shared = [
        label_of(kind, value)
        for kind, value, theirs in (
            (Sector, startup.sector, mentor.sectors),
            (Stage, startup.stage, mentor.stages),
            (Dimension, startup.dimension, mentor.dimensions),
        )
        if value is not None and value in theirs
    ]
    hours = found.get((startup.id, mentor.id))
    return Together(needs, spoken if shows else [], shared, hours)


def _met(need: dict[str, str], mentor: Mentor) -> NeedMet:
    topic, all_topics = need["topic"], set(Topic)
    area = AREAS.get(Topic(topic)) if topic in all_topics else None
    near = [
        label_of(Topic, other)
        for other in mentor.topics
        if other in all_topics and other != topic and area and AREAS.get(Topic(other)) == area
    ]
    known = topic in mentor.topics
    return NeedMet(label_of(Topic, topic), need.get("sentence", ""), known, [] if known else near)
