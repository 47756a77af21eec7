"""How reviewers and their promises look in JSON."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from accelerator.reviews.models import Commitment, CommitmentState, Reviewer
from accelerator.reviews.queries.commitments import Given
from accelerator.reviews.queries.reviewers import InPool, ReviewersSought
from accelerator.reviews.rules.promises import MINUTES_A_READ, PromiseCover
from accelerator.reviews.services.commitments import Answer
from accelerator.reviews.services.reviewers import LARGEST_CAPACITY, Profile
from accelerator.reviews.services.rounds import HEAVIEST_LOAD
from accelerator.vocabulary.terms import Expertise, Sector
from hub.accounts.schemas import Language, NamedShown
from hub.web.api import Body, Day, Instant, Line, Paragraph, Query, Shown

Email = Annotated[Line, Field(max_length=254, examples=["rini@reads.example"])]


class ReviewersAsked(Query):
    search: Line = Field(default="", max_length=120)
    expertise: Expertise | None = None
    sector: Sector | None = None
    language: Language | None = None

    def sought(self) -> ReviewersSought:
        return ReviewersSought(
            text=self.search,
            expertise=self.expertise or "",
            sector=self.sector or "",
            language=self.language or "",
        )


class ReviewerShown(Shown):
    """Somebody who reads. Terms and languages as in their profile; none of a kind: unknown."""

    id: UUID
    person: NamedShown
    email: str
    organisation: UUID | None
    expertise: list[str]
    sectors: list[str]
    languages: list[str]
    capacity: int
    aliases: list[str]
    paused: bool

    @classmethod
    def of(cls, reviewer: Reviewer) -> "ReviewerShown":
        own = ("id", "expertise", "sectors", "languages", "capacity", "aliases")
        return cls(
            **{name: getattr(reviewer, name) for name in own},
            person=NamedShown(id=reviewer.user.id, name=reviewer.user.name),
            email=reviewer.user.email,
            organisation=reviewer.organisation_id,
            paused=reviewer.paused_at is not None,
        )


class ReviewerRowShown(ReviewerShown):
    waiting: int = Field(description="Reads open in rounds that are not closed.")
    done: int
    last_seen_at: Instant | None

    @classmethod
    def row(cls, row: InPool) -> "ReviewerRowShown":
        return cls(
            **dict(ReviewerShown.of(row.reviewer)),
            waiting=row.waiting,
            done=row.done,
            last_seen_at=row.last_seen_at,
        )


class ReviewerChange(Body):
    """What to change; what is left away stays."""

    expertise: list[Annotated[Expertise, Field(strict=False)]] | None = None
    sectors: list[Annotated[Sector, Field(strict=False)]] | None = None
    languages: list[Language] | None = None
    capacity: int | None = Field(default=None, ge=1, le=LARGEST_CAPACITY)
    organisation: UUID | None = Field(default=None, strict=False, description="Null takes it out.")
    aliases: list[Email] | None = Field(default=None, max_length=10)
    paused: bool | None = None

    def profile(self, reviewer: Reviewer | None = None) -> Profile:
        """The profile as it shall be, `paused` apart."""
        names = ("expertise", "sectors", "languages", "aliases")
        was = {n: tuple(getattr(reviewer, n)) if reviewer else () for n in names}
        said = {n: tuple(getattr(self, n)) for n in names if getattr(self, n) is not None}
        told = "organisation" in self.model_fields_set
        return Profile(
            **was | said,
            capacity=self.capacity or (reviewer.capacity if reviewer else 15),
            organisation_id=self.organisation
            if told or reviewer is None
            else reviewer.organisation_id,
        )


class ReviewerToInvite(ReviewerChange):
    email: Email
    programme: UUID = Field(strict=False)
    language: Language | None = Field(default=None, description="Of the mail; else yours.")
    round: UUID | None = Field(
        default=None, strict=False, description="They are asked for it as soon as they are in."
    )


class ReviewerInvitedShown(Shown):
    """The invitation. They are a reviewer once they accept it."""

    id: UUID
    email: str


class PromiseShown(Shown):
    """What a reviewer has said to a round."""

    id: UUID
    round: UUID
    reviewer: UUID
    person: NamedShown
    state: CommitmentState
    least: int
    most: int
    promised_by: Day | None
    tracks: list[str]
    note: str
    due_at: Instant = Field(description="When the round is due.")
    minutes_each: int = Field(description="What one read takes, about.")
    invited_at: Instant
    answered_at: Instant | None

    @classmethod
    def of(cls, promise: Commitment) -> "PromiseShown":
        own = ("id", "state", "least", "most", "promised_by", "tracks", "note", "invited_at")
        user = promise.reviewer.user
        return cls(
            **{name: getattr(promise, name) for name in own},
            round=promise.round_id,
            reviewer=promise.reviewer_id,
            person=NamedShown(id=user.id, name=user.name),
            due_at=promise.round.due_at,
            minutes_each=MINUTES_A_READ,
            answered_at=promise.answered_at,
        )


class PromiseRowShown(PromiseShown):
    reads: int = Field(description="Reads that stand against it.")

    @classmethod
    def row(cls, row: Given) -> "PromiseRowShown":
        return cls(**dict(PromiseShown.of(row.commitment)), reads=row.reads)


class PromiseAnswer(Body):
    """How many are taken; `most` of 0 declines. Day and tracks left out: when the round is due,
    and all of them."""

    most: int = Field(ge=0, le=HEAVIEST_LOAD)
    least: int = Field(default=0, ge=0, le=HEAVIEST_LOAD)
    promised_by: Day | None = None
    tracks: list[Annotated[Line, Field(max_length=40)]] = Field(default=[], max_length=20)
    note: Paragraph = Field(default="", max_length=500)

    def answer(self) -> Answer:
        return Answer(
            most=self.most,
            least=self.least,
            promised_by=self.promised_by,
            tracks=tuple(self.tracks),
            note=self.note,
        )


class AskedFor(Body):
    """Whom to ask: ids of reviewers."""

    reviewers: list[Annotated[UUID, Field(strict=False)]] = Field(min_length=1, max_length=500)


class LanguageCoverShown(Shown):
    language: str
    applications: int
    need: int
    readers: int
    room: int


class PromisesShown(Shown):
    """What was promised against what is needed; `missing` says it in sentences."""

    need: int
    promised: int
    short: int
    asked: int = Field(description="What those who have not answered might bring.")
    languages: list[LanguageCoverShown]
    missing: list[str]
    items: list[PromiseRowShown]

    @classmethod
    def of(cls, cover: PromiseCover, *, given: list[Given], missing: list[str]) -> "PromisesShown":
        return cls(
            need=cover.need,
            promised=cover.promised,
            short=cover.short,
            asked=cover.asked,
            languages=[LanguageCoverShown(**vars(each)) for each in cover.languages],
            missing=missing,
            items=[PromiseRowShown.row(each) for each in given],
        )
