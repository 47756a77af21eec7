"""How rounds, their rubrics and applications look in JSON."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from accelerator.reviews.models import Criterion, OthersMarks, Round, RoundKind, RoundState
from accelerator.reviews.queries.entries import Entered
from accelerator.reviews.queries.rounds import RoundCounts
from accelerator.reviews.queries.rubrics import shares_of
from accelerator.reviews.rules.drafting import MOST_CRITERIA, CriterionDraft
from accelerator.reviews.services.rounds import HEAVIEST_LOAD, MOST_READS_EACH, RoundDraft
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.web.api import Body, Instant, Line, Paragraph, Shown, unusable


def _in_our_languages(words: dict[str, str]) -> dict[str, str]:
    if not set(words) <= set(LANGUAGES):
        raise unusable(_("The languages are en, id and de."))
    if any(len(text) > 1000 for text in words.values()):
        raise unusable(_("Please use at most %(max)d characters.", max=1000))
    return words


#: Language code to text; what is missing is read in English, or in what there is.
Words = Annotated[
    dict[str, Paragraph],
    AfterValidator(_in_our_languages),
    Field(examples=[{"en": "First reading", "id": "Pembacaan pertama", "de": "Erste Lesung"}]),
]
Key = Annotated[Line, Field(max_length=40, pattern="^[a-z0-9-]*$", examples=["need"])]


class CriterionShown(Shown):
    """One line of a rubric."""

    key: str
    name: dict[str, str]
    help: dict[str, str]
    anchors: dict[str, dict[str, str]] = Field(description="What a mark means, by the mark.")
    weight: int
    share: int = Field(description="The weight in per cent of their sum.")
    low: int
    high: int
    independent: bool = Field(description="Asked and shown, but counts for nothing.")
    required: bool

    @classmethod
    def of(cls, criterion: Criterion, share: int) -> "CriterionShown":
        told = set(cls.model_fields) - {"share"}
        return cls(**{name: getattr(criterion, name) for name in told}, share=share)


class RoundShown(Shown):
    id: UUID
    cohort: UUID
    number: int
    name: dict[str, str]
    note: dict[str, str]
    kind: RoundKind
    state: RoundState
    blind: bool = Field(description="Names, companies and names of files are hidden from readers.")
    others: OthersMarks
    reads_each: int
    least: int
    most: int
    opens_at: Instant | None
    due_at: Instant
    zone: str = Field(description="In which its dates are meant.")
    rubric: list[CriterionShown]
    version: int

    @classmethod
    def of(cls, round_: Round) -> "RoundShown":
        told = set(cls.model_fields) - {"cohort", "zone", "rubric"}
        shares = shares_of(round_)
        return cls(
            **{name: getattr(round_, name) for name in told},
            cohort=round_.cohort_id,
            zone=round_.cohort.zone,
            rubric=[CriterionShown.of(each, shares[each.key]) for each in round_.criteria],
        )


class RoundCountsShown(Shown):
    """Of the applications that you may see."""

    applications: int
    wanted: int
    assigned: int
    submitted: int

    @classmethod
    def of(cls, counts: RoundCounts) -> "RoundCountsShown":
        return cls(**vars(counts))


class RoundRowShown(RoundShown):
    counts: RoundCountsShown


class NewCriterion(Body):
    name: Words
    weight: int = Field(ge=0, le=1000)
    key: Key = Field(default="", description="Stays the same for ever; empty: from the name.")
    help: Words = Field(default_factory=dict)
    anchors: dict[str, Words] = Field(default_factory=dict, max_length=21)
    low: int = Field(default=1, ge=0, le=10)
    high: int = Field(default=5, ge=1, le=20)
    independent: bool = False
    required: bool = True

    def draft(self) -> CriterionDraft:
        return CriterionDraft(**{name: getattr(self, name) for name in NewCriterion.model_fields})


class RubricMeant(Body):
    """The rubric as a whole, in its order; or one that comes with the hub, or another round's."""

    criteria: list[NewCriterion] = Field(default=[], max_length=MOST_CRITERIA)
    preset: Line = Field(default="", max_length=40, examples=["four-criteria"])
    of_round: UUID | None = Field(default=None, strict=False)


class NewRound(Body):
    name: Words
    due_at: Instant
    note: Words = Field(default_factory=dict)
    kind: RoundKind = Field(default=RoundKind.READING, strict=False)
    blind: bool = True
    others: OthersMarks = Field(default=OthersMarks.AFTER_OWN, strict=False)
    reads_each: int = Field(default=3, ge=1, le=MOST_READS_EACH)
    least: int = Field(default=0, ge=0, le=HEAVIEST_LOAD)
    most: int = Field(default=20, ge=1, le=HEAVIEST_LOAD)
    preset: Line = Field(default="", max_length=40, description="A rubric to begin with.")

    def draft(self) -> RoundDraft:
        told = set(NewRound.model_fields) - {"preset"}
        return RoundDraft(**{name: getattr(self, name) for name in told})


class RoundChange(Body):
    """What to change; what is left away stays."""

    name: Words | None = None
    due_at: Instant | None = None
    note: Words | None = None
    blind: bool | None = None
    others: OthersMarks | None = Field(default=None, strict=False)
    reads_each: int | None = Field(default=None, ge=1, le=MOST_READS_EACH)
    least: int | None = Field(default=None, ge=0, le=HEAVIEST_LOAD)
    most: int | None = Field(default=None, ge=1, le=HEAVIEST_LOAD)

    def draft(self, round_: Round) -> RoundDraft:
        """The round as it shall be."""
        was: dict[str, Any] = {n: getattr(round_, n) for n in RoundDraft.__dataclass_fields__}
        said = {name: getattr(self, name) for name in self.model_fields_set}
        return RoundDraft(**was | {n: v for n, v in said.items() if v is not None})


class Reopening(Body):
    reason: Paragraph = Field(min_length=1, max_length=500)


class EnteredShown(Shown):
    """An application in a round, without names."""

    application: UUID
    reference: str = Field(examples=["A-0147"])
    headline: str
    language: str
    track: str
    assigned: int
    submitted: int

    @classmethod
    def of(cls, entered: Entered) -> "EnteredShown":
        application = entered.application
        return cls(
            application=application.id,
            reference=application.reference,
            headline=application.headline,
            language=application.language,
            track=entered.entry.track,
            assigned=entered.assigned,
            submitted=entered.submitted,
        )


class EntriesMeant(Body):
    """Which to put in; null: all that are eligible and that you may see."""

    applications: list[Annotated[UUID, Field(strict=False)]] | None = Field(
        default=None, max_length=2000
    )


class TrackMeant(Body):
    track: Line = Field(default="", max_length=40)


class DoneShown(Shown):
    """How many there were."""

    count: int
