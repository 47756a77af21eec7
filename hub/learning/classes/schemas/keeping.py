"""What is sent to make, change and end classes and their sessions."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from accelerator.programmes.schemas import FOLD, Words
from hub.core.money import Money
from hub.learning.classes.models import Mode, Provider
from hub.learning.classes.rules.audience import Audience
from hub.learning.classes.schemas.classes import ClassSessionShown, EntryName, ModeName
from hub.learning.classes.services import RunDraft, SessionWish
from hub.organisations.models import Site
from hub.web.api import Body, Instant, Line, Shown, WallTime

Seats = Annotated[int, Field(ge=0, le=10_000)]
Reason = Annotated[Line, Field(min_length=3, max_length=500)]
VIDEO = (
    "Where the video room is: `url` for Zoom and any address, `room` for Jitsi, `meeting_id` for"
    " BigBlueButton, which draw a name of their own when none is given. It is in no answer."
)


class ClassPrice(Body):
    amount_minor: int = Field(ge=0, le=10**12)
    currency: Line = Field(min_length=3, max_length=3)


class ClassSaid(Body):
    """What a class says; what is left out keeps its default, or stays as it is."""

    title: Words | None = Field(default=None, description="Empty: the course's.")
    about: Words | None = None
    mode: ModeName | None = None
    language: Literal["en", "id", "de"] | None = None
    zone: Line | None = Field(default=None, max_length=64)
    site: Line | None = Field(default=None, max_length=8, description="A site's code.")
    enrol_opens_at: Instant | None = None
    enrol_closes_at: Instant | None = None
    price: ClassPrice | None = None
    slug: Line | None = Field(default=None, max_length=80)

    def over(self, before: RunDraft, site: Site | None) -> RunDraft:
        """`before` with what was sent."""
        sent = self.model_fields_set

        def said(name: str) -> object:
            value = getattr(self, name)
            optional = name in ("enrol_opens_at", "enrol_closes_at")
            return (
                value if name in sent and (value is not None or optional) else getattr(before, name)
            )

        names = ("title", "about", "language", "zone", "enrol_opens_at",
                 "enrol_closes_at", "slug")  # fmt: skip
        price = Money(self.price.amount_minor, self.price.currency) if self.price else before.price
        where = site if "site" in sent else before.site
        mode = Mode(self.mode) if self.mode else before.mode
        return RunDraft(mode=mode, **{name: said(name) for name in names}, site=where, price=price)  # type: ignore[arg-type]


class NewClass(ClassSaid):
    course: UUID
    seats: Seats = 20


class ClassSeatsSet(Body):
    seats: Seats
    reason: Line = Field(default="", max_length=500)


class ClassEntrySet(Body):
    entry: EntryName
    new_key: bool = Field(default=False, description="Draw another; the old one is useless then.")


class ClassEntryShown(Shown):
    entry: EntryName
    key: str | None = Field(description="The new key, in this answer alone; null for no new one.")
    version: int


class ClassAudience(Body):
    organisation_kinds: list[Line] = Field(default=[], max_length=20)
    cohort_ids: list[Line] = Field(default=[], max_length=200)
    groups: list[Line] = Field(default=[], max_length=20)

    def audience(self) -> Audience:
        return Audience(tuple(self.organisation_kinds), tuple(self.cohort_ids), tuple(self.groups))


class ClassInstructorAdded(Body):
    email: Line = Field(max_length=254, description="Of somebody with an account, or their id.")
    title: Line = Field(default="", max_length=160)


class ClassInstructorChange(Body):
    title: Line = Field(max_length=160)


class ClassReason(Body):
    reason: Reason


class ClassCopy(Body):
    starts_local: WallTime = Field(description="Of the first session, in the class's zone.")
    slug: Line = Field(default="", max_length=80)


class ClassSessionPlan(Body):
    starts_local: WallTime = Field(description="In the class's zone.")
    minutes: int = Field(default=90, ge=15, le=720)
    fold: Literal[0, 1] | None = Field(default=None, description=FOLD)
    title: Words = Field(default_factory=dict)
    space: UUID | None = Field(default=None, description="A room; null for none.")
    people: int | None = Field(default=None, ge=1, le=10_000, description="Null: the seats.")
    provider: Provider = Provider.NONE
    settings: dict[Line, Line] = Field(default_factory=dict, description=VIDEO)
    is_required: bool = True

    def wish(self, space: object) -> SessionWish:
        return SessionWish(
            self.starts_local,
            minutes=self.minutes,
            title=self.title,
            space=space,  # type: ignore[arg-type]
            people=self.people,
            provider=self.provider,
            settings=self.settings,
            is_required=self.is_required,
            fold=self.fold,
        )


class ClassSeriesPlan(ClassSessionPlan):
    times: int = Field(default=6, ge=1, le=26)
    every_weeks: int = Field(default=1, ge=1, le=8)
    on_conflict: Literal["fail", "skip"] = "fail"
    dry_run: bool = Field(default=False, description="Only look: nothing is planned.")


class ClassDateShown(Shown):
    starts_local: str
    starts_at: Instant | None
    why_not: str | None
    detail: str


class ClassDriftShown(Shown):
    """From this day on the series begins at another hour in a zone."""

    zone: str
    day: str
    before: str
    after: str


class ClassSeriesShown(Shown):
    sessions: list[ClassSessionShown]
    dates: list[ClassDateShown] = Field(description="Dry run: all; else those left out.")
    drifts: list[ClassDriftShown]


class ClassSessionMove(Body):
    starts_local: WallTime = Field(description="In the session's zone.")
    minutes: int | None = Field(default=None, ge=15, le=720)
    fold: Literal[0, 1] | None = Field(default=None, description=FOLD)
    space: UUID | None = Field(
        default=None, description="The room it has from then; null for none."
    )
    people: int | None = Field(default=None, ge=1, le=10_000)
    version: int | None = Field(default=None, ge=1)


class ClassSessionSaid(Body):
    title: Words | None = None
    is_required: bool | None = None
    provider: Provider | None = None
    settings: dict[Line, Line] | None = Field(default=None, description=VIDEO)
    recording_url: Line | None = Field(default=None, max_length=600)
    version: int | None = Field(default=None, ge=1)


class ClassToCheckShown(Shown):
    code: str
    detail: str
    blocks: bool
