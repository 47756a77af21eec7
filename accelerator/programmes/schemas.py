"""How programmes and cohorts look in JSON."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.queries import intake
from accelerator.programmes.rules.intake import IntakeState
from accelerator.programmes.services import CohortDraft, ProgrammeDraft, Saying, WallDates
from accelerator.programmes.services.cohorts import ERASE_AFTER, MOST_OFFER_HOURS, MOST_SEATS
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.api import Body, Day, Instant, Line, Paged, Paragraph, Shown, WallTime
from hub.web.api.schemas import unusable


def _in_our_languages(words: dict[str, str]) -> dict[str, str]:
    if not set(words) <= set(LANGUAGES):
        raise unusable(_("The languages are en, id and de."))
    return words


#: Language code to text; what is missing is read in English, or in what there is.
Words = Annotated[
    dict[str, Paragraph],
    AfterValidator(_in_our_languages),
    Field(examples=[{"en": "City Lab", "id": "Lab Kota", "de": "City-Lab"}]),
]
Slug = Annotated[Line, Field(min_length=1, max_length=80, examples=["city-lab-3"])]
FOLD = "Of a time that happens twice: 0 is the earlier, 1 the later reading."


class ProgrammeShown(Shown):
    """What runs cohorts, year after year."""

    id: UUID
    slug: str
    name: dict[str, str] = Field(description="By language.")
    summary: dict[str, str]
    about: dict[str, str]
    zone: str = Field(description="Deadlines are meant in it.", examples=["Asia/Jakarta"])
    currency: str
    published: bool = Field(description="Everybody sees it.")
    archived: bool

    @classmethod
    def of(cls, programme: Programme) -> "ProgrammeShown":
        told = set(cls.model_fields) - {"published", "archived"}
        return cls(
            **{name: getattr(programme, name) for name in told},
            published=programme.published_at is not None,
            archived=programme.archived_at is not None,
        )


class CohortShown(Shown):
    """One intake of a programme."""

    id: UUID
    programme: UUID
    number: int
    slug: str
    name: dict[str, str] = Field(description="By language.")
    tagline: dict[str, str]
    phase: Phase = Field(description="How far its people have moved it.")
    intake: IntakeState = Field(description="Whether it takes applications now.")
    opens_at: Instant
    closes_at: Instant
    opens_local: str = Field(examples=["2026-11-12T09:00"])
    closes_local: str = Field(examples=["2026-12-06T23:59"])
    zone: str
    grace_minutes: int
    seats: int
    languages: list[str] = Field(description="In which applications are read.")
    version: int

    @classmethod
    def of(cls, cohort: Cohort) -> "CohortShown":
        return cls(**_brief(cohort))


class CohortInFullShown(CohortShown):
    """With everything that its public page says."""

    about: dict[str, str]
    eligibility: dict[str, str]
    faq: list[dict[str, dict[str, str]]]
    timeline: list[dict[str, Any]]
    decisions_on: Day | None
    starts_on: Day | None
    ends_on: Day | None
    demo_day_at: Instant | None
    offer_hours: int
    agreement: dict[str, str]
    agreement_version: int
    erase_after_days: int
    form: UUID | None = Field(description="What applicants are asked.")

    @classmethod
    def of(cls, cohort: Cohort) -> "CohortInFullShown":
        more = set(cls.model_fields) - set(CohortShown.model_fields) - {"form"}
        named = {name: getattr(cohort, name) for name in more}
        return cls(**_brief(cohort), **named, form=cohort.form_id)


def _brief(cohort: Cohort) -> dict[str, Any]:
    made = {"programme", "intake", "opens_local", "closes_local", "zone"}
    named = {n: getattr(cohort, n) for n in set(CohortShown.model_fields) - made}
    return named | {
        "programme": cohort.programme_id,
        "intake": intake(cohort),
        "opens_local": f"{to_wall(cohort.opens_at, cohort.zone):%Y-%m-%dT%H:%M}",
        "closes_local": f"{to_wall(cohort.closes_at, cohort.zone):%Y-%m-%dT%H:%M}",
        "zone": cohort.zone,
    }


class CohortsAsked(Paged):
    programme: UUID | None = Field(default=None, description="Of this programme only.")


class NewProgramme(Body):
    slug: Slug
    name: Words
    zone: Line = Field(default="Asia/Jakarta", max_length=64)
    currency: Line = Field(default="IDR", max_length=3)
    summary: Words = Field(default_factory=dict)
    about: Words = Field(default_factory=dict)

    def draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(**self.model_dump())


class ProgrammeChange(Body):
    """What to change; what is left away stays."""

    slug: Slug | None = None
    name: Words | None = None
    zone: Line | None = Field(default=None, max_length=64)
    currency: Line | None = Field(default=None, max_length=3)
    summary: Words | None = None
    about: Words | None = None


class PlannedDates(Body):
    """As the clocks of the programme's zone show them."""

    opens_local: WallTime
    closes_local: WallTime
    opens_fold: int | None = Field(default=None, ge=0, le=1, description=FOLD)
    closes_fold: int | None = Field(default=None, ge=0, le=1, description=FOLD)
    grace_minutes: int = Field(default=0, ge=0)
    decisions_on: Day | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    demo_day_local: WallTime | None = None

    def walls(self) -> WallDates:
        return WallDates(**{name: getattr(self, name) for name in PlannedDates.model_fields})


class DatesChange(PlannedDates):
    confirmed: bool = Field(
        default=False, description="Applicants may have less time than they count on."
    )
    reason: Paragraph = Field(default="", max_length=500)

    def saying(self) -> Saying:
        return Saying(confirmed=self.confirmed, reason=self.reason)


class NewCohort(PlannedDates):
    name: Words
    slug: Slug
    seats: int = Field(ge=1, le=MOST_SEATS)
    like: UUID | None = Field(
        default=None,
        description="A cohort of the same programme whose texts, timeline and form it begins with.",
    )

    def draft(self) -> CohortDraft:
        return CohortDraft(name=self.name, slug=self.slug, seats=self.seats)


class QuestionGiven(Body):
    question: Words
    answer: Words


class StepGiven(Body):
    on: Day
    title: Words
    note: Words = Field(default_factory=dict)


class CohortChange(Body):
    """What to change; what is left away stays."""

    name: Words | None = None
    slug: Slug | None = None
    seats: int | None = Field(default=None, ge=1, le=MOST_SEATS)
    tagline: Words | None = None
    about: Words | None = None
    eligibility: Words | None = None
    languages: list[Line] | None = None
    offer_hours: int | None = Field(default=None, ge=1, le=MOST_OFFER_HOURS)
    erase_after_days: int | None = Field(default=None, ge=ERASE_AFTER[0], le=ERASE_AFTER[-1])
    faq: list[QuestionGiven] | None = Field(default=None, max_length=60)
    timeline: list[StepGiven] | None = Field(default=None, max_length=60)
    agreement: Words | None = None
    demo_day_about: Words | None = None

    def given(self) -> dict[str, Any]:
        """Days of the timeline as text, as it is kept."""
        named = {name: value for name, value in self.model_dump().items() if value is not None}
        for step in named.get("timeline", []):
            step["on"] = step["on"].isoformat()
        return named


class PhaseMeant(Body):
    phase: Phase
    reason: Paragraph = Field(default="", max_length=500)


class FormMeant(Body):
    """Either of the two: a form of the programme, or a template to begin a new one with."""

    form: UUID | None = None
    template: Line = Field(default="", max_length=40, examples=["long_form"])
