"""What mentors and organisations give, needs and private words, in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.mentors.models import (
    GivingState,
    Mentoring,
    MentoringWish,
    MentorPlaces,
    Preference,
    Side,
)
from accelerator.mentors.queries.cohort import MentorRow, StartupRow
from accelerator.mentors.rules.missing import Missing
from accelerator.mentors.services.giving import MOST_PLACES, Terms
from accelerator.mentors.services.wishing import MOST_NEEDS, MOST_RANKED, Need, Wish
from accelerator.programmes.schemas import Words
from accelerator.vocabulary.topics import Topic
from hub.web.api import Body, Day, Instant, Line, Paragraph, Shown

PLACES = Field(ge=0, le=MOST_PLACES)
VERSION = Field(ge=0, le=10**9, description="That you saw.")


class PlacesShown(Shown):
    id: UUID
    cohort: UUID
    cohort_name: dict[str, str]
    mentor: UUID
    mentor_name: str
    organisation: UUID | None = Field(description="On whose places it counts.")
    state: GivingState
    places: int
    asked_at: Instant
    answered_at: Instant | None
    version: int

    @classmethod
    def of(cls, said: MentorPlaces) -> "PlacesShown":
        return cls(**_places(said))


class PlacesForStaffShown(PlacesShown):
    code_waits: bool = Field(description="They have not agreed to the newest wording.")
    has_hours: bool
    is_paused: bool
    ranked: int = Field(description="How many startups they have ranked; never which.")

    @classmethod
    def of_row(cls, row: MentorRow) -> "PlacesForStaffShown":
        told = {n: getattr(row, n) for n in ("code_waits", "has_hours", "is_paused", "ranked")}
        return cls(**_places(row.said), **told)


class PlacesAnswered(Body):
    places: int = Field(ge=0, le=MOST_PLACES, description="For so many startups; 0 declines.")
    note: Line = Field(default="", max_length=500)
    version: int = VERSION


class PlacesAsked(Body):
    mentor: UUID
    places: int = Field(default=1, ge=1, le=MOST_PLACES)
    organisation: UUID | None = Field(
        default=None, description="On whose places it counts; null: their only organisation."
    )


class OwnPlacesAsked(Body):
    cohort: UUID
    places: int = Field(default=1, ge=1, le=MOST_PLACES)


class CodeAgreed(Body):
    version: int = Field(ge=0, le=10**9, description="Of the wording that you have read.")


class CodeShown(Shown):
    text: dict[str, str] = Field(description="By language.")
    version: int
    agreed: bool


class TermsBoth(Body):
    least: int = PLACES
    most: int = Field(ge=1, le=MOST_PLACES)
    most_of_one_organisation: int = Field(ge=1, le=MOST_PLACES)
    least_minutes: int = Field(ge=0, le=2400)
    target_minutes: int = Field(ge=0, le=2400)
    floor_percent: int = Field(ge=0, le=100)
    kept_bonus: int = Field(ge=0, le=10_000)
    answer_hours: int = Field(ge=1, le=720)
    notice_hours: int = Field(ge=0, le=336)
    wishes_until: Day | None = None
    weights: dict[str, int] = Field(description="Part to weight; they sum to 1000.", max_length=20)
    code: Words = Field(default_factory=dict, description="The code of conduct, by language.")
    version: int = VERSION

    def terms(self) -> Terms:
        return Terms(
            **{name: getattr(self, name) for name in type(self).model_fields if name != "version"}
        )


class TermsShown(Shown):
    least: int
    most: int
    most_of_one_organisation: int
    least_minutes: int
    target_minutes: int
    floor_percent: int
    kept_bonus: int
    answer_hours: int
    notice_hours: int
    wishes_until: Day | None
    weights: dict[str, int]
    code: dict[str, str]
    code_version: int
    version: int

    @classmethod
    def of(cls, mentoring: Mentoring) -> "TermsShown":
        return cls(**{name: getattr(mentoring, name) for name in cls.model_fields})


class NeedBoth(Body):
    topic: Topic
    sentence: Line = Field(default="", max_length=300)


class WishSent(Body):
    needs: list[NeedBoth] = Field(min_length=1, max_length=MOST_NEEDS, description="In order.")
    languages: list[Line] = Field(min_length=1, max_length=10)
    least: int | None = Field(default=None, ge=0, le=10)
    most: int | None = Field(default=None, ge=0, le=10)
    note: Paragraph = Field(default="", max_length=500)
    version: int = VERSION

    def wish(self) -> Wish:
        needs = tuple(Need(each.topic.value, each.sentence) for each in self.needs)
        return Wish(needs, tuple(self.languages), self.least, self.most, self.note)


class WishShown(Shown):
    needs: list[dict[str, str]]
    languages: list[str]
    least: int | None
    most: int | None
    note: str
    version: int

    @classmethod
    def of(cls, wish: MentoringWish) -> "WishShown":
        return cls(**{name: getattr(wish, name) for name in cls.model_fields})


class NeverBoth(Body):
    id: UUID
    note: Line = Field(default="", max_length=300)


class PreferencesSent(Body):
    """Private: nobody else reads them but the matching."""

    ranking: list[UUID] = Field(default_factory=list, max_length=MOST_RANKED)
    never: list[NeverBoth] = Field(default_factory=list, max_length=200)


class NeverShown(Shown):
    id: UUID
    note: str


class PreferencesShown(Shown):
    ranking: list[UUID] = Field(description="The most wanted first.")
    never: list[NeverShown]

    @classmethod
    def of(cls, words: list[Preference]) -> "PreferencesShown":
        def other(word: Preference) -> UUID:
            return word.mentor_id if word.side is Side.STARTUP else word.startup_id

        return cls(
            ranking=[other(word) for word in words if not word.is_veto],
            never=[NeverShown(id=other(word), note=word.note) for word in words if word.is_veto],
        )


class StartupForStaffShown(Shown):
    startup: UUID
    startup_name: str
    participation: UUID
    needs: list[dict[str, str]]
    has_hours: bool
    ranked: int = Field(description="How many mentors it has ranked; never which.")

    @classmethod
    def of(cls, row: StartupRow) -> "StartupForStaffShown":
        return cls(
            startup=row.participation.startup_id,
            startup_name=row.participation.startup.name,
            participation=row.participation.id,
            needs=row.wish.needs if row.wish else [],
            has_hours=row.has_hours,
            ranked=row.ranked,
        )


class RemindSent(Body):
    what: Missing


class RemindedShown(Shown):
    count: int


def _places(said: MentorPlaces) -> dict[str, Any]:
    own = ("id", "state", "places", "asked_at", "answered_at", "version")
    return {
        **{name: getattr(said, name) for name in own},
        "cohort": said.cohort_id,
        "cohort_name": said.cohort.name,
        "mentor": said.mentor_id,
        "mentor_name": said.mentor.name,
        "organisation": said.organisation_id,
    }
