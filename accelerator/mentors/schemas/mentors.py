"""Mentors in JSON: as much of each as the caller may see."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.mentors.models import Mentor, Sight, Way
from accelerator.mentors.queries.directory import MentorsSought
from accelerator.mentors.queries.own import is_paused
from accelerator.mentors.queries.shown import ShownMentor
from accelerator.mentors.rules.profiles import MOST_LINKS, MOST_TOPICS, ProfileLink
from accelerator.mentors.rules.sight import FIELDS
from accelerator.mentors.services.giving import MOST_PLACES
from accelerator.mentors.services.profiles import Profile
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from accelerator.vocabulary.topics import Topic
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown

LANGUAGES: Any = Field(default_factory=list, max_length=10, description="Codes: id, en, de, th.")
HIDDEN = "Null: hidden from you."


class LinkBoth(Body):
    label: Line = Field(min_length=1, max_length=80)
    url: Line = Field(min_length=1, max_length=300)


class HouseShown(Shown):
    id: UUID
    name: str


class MentorShown(Shown):
    """Addresses, and the room for video calls, are never told here."""

    id: UUID
    name: str
    headline: str
    topics: list[str]
    sectors: list[str]
    stages: list[str]
    dimensions: list[str]
    is_paused: bool = Field(description="Nobody new is matched with them now.")
    about: str | None = Field(description=HIDDEN)
    organisations: list[HouseShown] | None = Field(description=HIDDEN)
    languages: list[str] | None = Field(description=HIDDEN)
    ways: list[str] | None = Field(description=HIDDEN)
    links: list[dict[str, str]] | None = Field(description=HIDDEN)

    @classmethod
    def of(cls, shown: ShownMentor) -> "MentorShown":
        houses = shown.organisations
        told = {name: getattr(shown, name) for name in set(cls.model_fields) - {"organisations"}}
        named = None if houses is None else [HouseShown(id=h.id, name=h.name) for h in houses]
        return cls(**told, organisations=named)


class MentorsAsked(Paged):
    text: Line = Field(default="", max_length=120, description="Part of a name or of the line.")
    topic: Topic | None = None
    sector: Sector | None = None
    language: Line = Field(default="", max_length=5)
    way: Way | None = None
    organisation: UUID | None = None

    def sought(self) -> MentorsSought:
        return MentorsSought(
            text=self.text,
            topic=self.topic or "",
            sector=self.sector or "",
            language=self.language,
            way=self.way or "",
            organisation=self.organisation,
        )


class OwnMentorShown(Shown):
    """One's own profile as a mentor, whole."""

    id: UUID
    headline: str
    about: str
    topics: list[str]
    sectors: list[str]
    stages: list[str]
    dimensions: list[str]
    languages: list[str]
    ways: list[str]
    links: list[dict[str, str]]
    video_url: str
    shown: dict[str, str] = Field(description="Who sees which field: everybody, network or staff.")
    aliases: list[str]
    code_version: int | None = Field(description="Of the code of conduct agreed to last.")
    is_paused: bool
    paused_until: Instant | None
    left_at: Instant | None
    version: int

    @classmethod
    def of(cls, mentor: Mentor) -> "OwnMentorShown":
        own = set(cls.model_fields) - {"is_paused", "shown"}
        told: dict[str, Any] = {name: getattr(mentor, name) for name in own}
        return cls(**told, is_paused=is_paused(mentor), shown={**FIELDS, **mentor.shown})


class KnownSent(Body):
    """What can be known of a mentor by others."""

    headline: Line = Field(default="", max_length=140)
    topics: list[Topic] = Field(default_factory=list, max_length=MOST_TOPICS)
    sectors: list[Sector] = Field(default_factory=list, max_length=20)
    stages: list[Stage] = Field(default_factory=list, max_length=10)
    dimensions: list[Dimension] = Field(default_factory=list, max_length=10)
    languages: list[Line] = LANGUAGES
    ways: list[Way] = Field(default_factory=list, max_length=10)


class MentorChange(KnownSent):
    """What to change; what is left away stays."""

    about: Paragraph = Field(default="", max_length=2000)
    links: list[LinkBoth] = Field(default_factory=list, max_length=MOST_LINKS)
    video_url: Line = Field(default="", max_length=300)
    shown: dict[str, Sight] = Field(default_factory=dict, max_length=20)
    aliases: list[Line] = Field(default_factory=list, max_length=10)

    def over(self, mentor: Mentor) -> Profile:
        """The profile as it is, with what was sent."""
        given: dict[str, Any] = {
            name: getattr(self if name in self.model_fields_set else mentor, name)
            for name in type(self).model_fields
        }
        given["links"] = [
            each if isinstance(each, dict) else each.model_dump() for each in given["links"]
        ]
        links = tuple(ProfileLink(**each) for each in given.pop("links"))
        seen = mentor.shown | {name: str(circle) for name, circle in self.shown.items()}
        given |= {
            name: tuple(map(str, value)) for name, value in given.items() if isinstance(value, list)
        }
        return Profile(**given | {"shown": seen}, links=links)


class MentorInvited(KnownSent):
    email: Line = Field(min_length=3, max_length=254)
    language: Line = Field(default="", max_length=2, description="Of the mail.")
    cohort: UUID | None = Field(default=None, description="Asked for it as soon as they are in.")
    places: int = Field(default=1, ge=1, le=MOST_PLACES)

    def profile(self) -> Profile:
        names = ("topics", "sectors", "stages", "dimensions", "languages", "ways")
        lists: dict[str, Any] = {name: tuple(map(str, getattr(self, name))) for name in names}
        return Profile(headline=self.headline, **lists)


class InvitedShown(Shown):
    id: UUID = Field(description="Of the invitation.")
    email: str


class PauseSent(Body):
    until: Instant | None = Field(default=None, description="Null: until you are back.")


class WhySent(Body):
    reason: Line = Field(default="", max_length=300)
