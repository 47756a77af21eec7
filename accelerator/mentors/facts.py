"""What has happened to mentors and to what both sides say."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class MentorMade(Fact):
    mentor_id: UUID


@dataclass(frozen=True)
class MentorChanged(Fact):
    """Their addresses or what they know: conflicts of interest are looked for again."""

    mentor_id: UUID


@dataclass(frozen=True)
class MentorLeft(Fact):
    """The programme, for good: their pairings and sessions end."""

    mentor_id: UUID


@dataclass(frozen=True)
class PlacesAnswered(Fact):
    """A mentor has said whether, and for how many startups, they are there in a cohort."""

    cohort_id: UUID
    mentor_id: UUID


@dataclass(frozen=True)
class MentoringLeft(Fact):
    """A mentor stops in a cohort, and stays a mentor."""

    cohort_id: UUID
    mentor_id: UUID
