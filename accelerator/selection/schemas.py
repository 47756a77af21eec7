"""How decisions, releases, feedback and offers look in JSON."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from accelerator.reviews.rules.scores import Band
from accelerator.selection.models import FeedbackState, Release, ReleaseState
from accelerator.selection.queries.feedback import Wanting
from accelerator.selection.queries.meeting import Row
from accelerator.selection.queries.offers import Offered
from accelerator.selection.rules.choices import Decided, DecisionReason
from accelerator.selection.services import Edited, Judgement
from accelerator.selection.services.answering import LONGEST_REASON
from accelerator.selection.services.deciding import (
    LONGEST_CONDITION,
    LONGEST_CORRECTION,
    LONGEST_NOTE,
)
from accelerator.selection.services.feedback import LONGEST_TEXT
from hub.places.queries import Story
from hub.places.rules.steps import PlaceState
from hub.web.api import Body, Instant, Line, Paragraph, Query, Shown, Whole

Version = Annotated[
    int | None,
    Field(ge=0, le=10**9, description="The version that you saw; 0: that there was none."),
]


class DecisionsAsked(Query):
    shown: Decided | None = Field(default=None, description="Only these.")
    undecided: bool = Field(default=False, description="Only those nobody has decided about.")
    offset: Whole = Field(default=0, ge=0, le=100_000)
    limit: Whole = Field(default=100, ge=1, le=1000)


class DecisionShown(Shown):
    """An eligible application, its marks, and what was decided. Nobody outside knows of it before a
    release: `told` is what the team has been told."""

    application: UUID
    reference: str
    startup: str
    headline: str
    outcome: Decided | None = Field(description="None: undecided.")
    rank: int | None = Field(description="Position in the waiting list that is chosen.")
    reason_codes: list[str]
    told: str | None
    version: int
    place: int | None = Field(description="By calibrated mark, among those that you may see.")
    raw: float | None
    calibrated: float | None
    low: float | None
    high: float | None
    p_top: float | None = Field(description="How likely it is among the best.")
    spread: float | None
    reviews: int
    band: Band | None

    @classmethod
    def of(cls, row: Row) -> "DecisionShown":
        marks = row.scored
        return cls(
            application=row.id,
            reference=row.reference,
            startup=row.startup,
            headline=row.headline,
            outcome=row.choice,
            rank=row.rank,
            reason_codes=row.reason_codes,
            told=row.told.value if row.told else None,
            version=row.version,
            place=row.place,
            raw=marks.mean if marks else None,
            calibrated=marks.calibrated if marks else None,
            low=marks.low if marks else None,
            high=marks.high if marks else None,
            p_top=marks.p_top if marks else None,
            spread=marks.spread if marks else None,
            reviews=marks.n if marks else 0,
            band=row.band,
        )


class MeetingShown(Shown):
    """One page of the meeting, and how the choice stands."""

    items: list[DecisionShown]
    next: int | None = Field(description="Give it back as `offset` for what follows.")
    seats: int
    seats_left: int = Field(description="Neither confirmed nor offered to anybody.")
    counts: dict[str, int] = Field(examples=[{"accept": 18, "reject": 180, "undecided": 4}])


class DecisionMade(Body):
    outcome: Decided
    reason_codes: list[DecisionReason] = Field(default=[], max_length=len(DecisionReason))
    conditions: Paragraph = Field(default="", max_length=LONGEST_CONDITION)
    note: Paragraph = Field(default="", max_length=LONGEST_NOTE)
    rank: int | None = Field(default=None, ge=1, le=9999, description="None: the line's end.")
    correction: Paragraph = Field(
        default="",
        max_length=LONGEST_CORRECTION,
        description="Needed where the team has been told otherwise; it reads this.",
    )
    version: Version = None

    def judgement(self) -> Judgement:
        return Judgement(
            self.outcome,
            tuple(code.value for code in self.reason_codes),
            conditions=self.conditions,
            note=self.note,
            rank=self.rank,
            correction=self.correction,
        )


class LineOrder(Body):
    applications: list[UUID] = Field(max_length=2000, description="First in line first.")


class ReleaseShown(Shown):
    id: UUID
    cohort: UUID
    number: int
    state: ReleaseState
    letters: dict[str, dict[str, str]] = Field(description="By choice, then by language.")
    counts: dict[str, int] = Field(description="Teams by choice, once it is prepared.")
    mails: int = Field(description="How many would go out, or went out.")
    without_feedback: str
    prepared_by: str | None
    prepared_at: Instant | None
    released_by: str | None
    released_at: Instant | None
    version: int

    @classmethod
    def of(cls, release: Release, *, mails: int, counts: dict[Decided, int]) -> "ReleaseShown":
        return cls(
            id=release.id,
            cohort=release.cohort_id,
            number=release.number,
            state=release.state,
            letters=release.letters,
            counts={choice.value: number for choice, number in counts.items()},
            mails=mails,
            without_feedback=release.without_feedback,
            prepared_by=release.prepared_by.name if release.prepared_by else None,
            prepared_at=release.prepared_at,
            released_by=release.released_by.name if release.released_by else None,
            released_at=release.released_at,
            version=release.version,
        )


class Letters(Body):
    letters: dict[Decided, dict[Line, Paragraph]] = Field(
        max_length=len(Decided), examples=[{"accept": {"en": "Welcome!"}}]
    )
    version: Version = None


class Preparing(Body):
    without_feedback: Line = Field(
        default="", max_length=500, description="Why some are turned down without feedback."
    )


class Releasing(Body):
    mails: int = Field(ge=0, le=10**6, description="How many you have seen that there would be.")


class Cancelling(Body):
    reason: Line = Field(default="", max_length=300)


class FeedbackShown(Shown):
    application: UUID
    reference: str
    startup: str
    original: list[str] = Field(description="As readers wrote it.")
    text: str
    state: FeedbackState | None
    with_quarters: bool
    version: int

    @classmethod
    def of(cls, each: Wanting) -> "FeedbackShown":
        found = each.feedback
        return cls(
            application=each.application.id,
            reference=each.application.reference,
            startup=each.application.startup.name,
            original=[note["text"] for note in found.original] if found else [],
            text=found.text if found else "",
            state=found.state if found else None,
            with_quarters=bool(found and found.with_quarters),
            version=found.version if found else 0,
        )


class FeedbackEdited(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_TEXT)
    with_quarters: bool = False
    names_are_meant: bool = Field(
        default=False, description="Somebody who read it is named, and is meant to be."
    )
    version: Version = None

    def edited(self) -> Edited:
        return Edited(self.text, self.with_quarters, self.names_are_meant)


class GatheredShown(Shown):
    gathered: int = Field(description="Teams that have feedback to be edited now and had none.")


class OfferShown(Shown):
    """A team's place: offered, waiting, confirmed, or what it came to."""

    token: str = Field(description="Names the offer; opaque.")
    application: UUID
    cohort: UUID
    state: PlaceState
    expires_at: Instant | None = Field(description="Until when the offer stands.")
    position: int | None = Field(description="In the line, from 1.")
    offers_until: list[Instant] = Field(description="When offers to others run out.")
    condition: str
    agreement: str = Field(description="What one agrees to by accepting, in your language.")
    agreement_version: int
    accepted_at: Instant | None

    @classmethod
    def of(cls, offered: Offered, **said: Any) -> "OfferShown":
        story: Story | None = said.get("story")
        place, cohort = offered.place, offered.application.cohort
        running = offered.state in (PlaceState.OFFERED, PlaceState.DECLINED)
        return cls(
            token=str(place.id),
            application=offered.application.id,
            cohort=cohort.id,
            state=offered.state,
            expires_at=place.expires_at if running else None,
            position=offered.position,
            offers_until=story.offers_until if story and offered.position else [],
            condition=said["condition"],
            agreement=said["agreement"],
            agreement_version=cohort.agreement_version if said["agreement"] else 0,
            accepted_at=offered.acceptance.accepted_at if offered.acceptance else None,
        )


class Accepting(Body):
    agreed: bool = Field(default=False, description="To `agreement`, where there is one.")


class Declining(Body):
    reason: Paragraph = Field(default="", max_length=LONGEST_REASON)


class TakingBack(Body):
    """Nothing needs to be said."""


class PlaceShown(Shown):
    """A place of the cohort, for its staff."""

    token: str
    application: UUID
    reference: str
    startup: str
    state: PlaceState
    expires_at: Instant | None
    position: int | None

    @classmethod
    def of(cls, offered: Offered) -> "PlaceShown":
        return cls(
            token=str(offered.place.id),
            application=offered.application.id,
            reference=offered.application.reference,
            startup=offered.application.startup.name,
            state=offered.state,
            expires_at=offered.place.expires_at if offered.state == "offered" else None,
            position=offered.position,
        )
