"""Programmes and their cohorts: what is called for, until when, and with how many seats."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.forms.models import Form, FormVersion
from accelerator.programmes.rules.dates import Dates
from accelerator.programmes.rules.intake import Window
from accelerator.vocabulary.words import Words
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Site


class Phase(StrEnum):
    """How far a cohort is, moved by people. Whether the call is open follows from the clock, while
    the cohort is published (`rules.intake`)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REVIEW = "review"
    SELECTION = "selection"
    ANNOUNCED = "announced"
    RUNNING = "running"
    ENDED = "ended"
    ARCHIVED = "archived"


#: Where people may move a cohort from each phase. Backwards one step, while nothing depends on it.
NEXT: dict[Phase, tuple[Phase, ...]] = {
    Phase.DRAFT: (Phase.PUBLISHED, Phase.ARCHIVED),
    Phase.PUBLISHED: (Phase.REVIEW, Phase.DRAFT, Phase.ARCHIVED),
    Phase.REVIEW: (Phase.SELECTION, Phase.PUBLISHED),
    Phase.SELECTION: (Phase.ANNOUNCED, Phase.REVIEW),
    Phase.ANNOUNCED: (Phase.RUNNING,),
    Phase.RUNNING: (Phase.ENDED,),
    Phase.ENDED: (Phase.ARCHIVED, Phase.RUNNING),
    Phase.ARCHIVED: (),
}


class Programme(Model):
    """What runs cohorts, year after year: an accelerator, a pilot call."""

    __tablename__ = "programmes"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Words] = mapped_column(JSON)
    summary: Mapped[Words] = mapped_column(JSON, default=dict)
    about: Mapped[Words] = mapped_column(JSON, default=dict)
    #: Its deadlines are meant in this zone, its money in this currency.
    zone: Mapped[str] = mapped_column(String(64))
    currency: Mapped[str] = mapped_column(String(3))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    site: Mapped[Site | None] = relationship()
    cohorts: Mapped[list["Cohort"]] = relationship(back_populates="programme")

    @property
    def is_shown(self) -> bool:
        """Whether everybody may see it."""
        return self.published_at is not None and self.archived_at is None


class Cohort(Model):
    """One intake of a programme. `closes_at` is the deadline that is told; `grace_minutes` after it
    applications still come in, and say so."""

    __tablename__ = "cohorts"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        UniqueConstraint("slug"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("grace_minutes >= 0 AND seats > 0", name="has_seats"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="ends_after_start"),
        Index(None, "phase", "closes_at"),
        Index(None, "form_id"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[Words] = mapped_column(JSON)
    tagline: Mapped[Words] = mapped_column(JSON, default=dict)
    about: Mapped[Words] = mapped_column(JSON, default=dict)
    #: What one must be, in words; what is checked stands in the form's gate.
    eligibility: Mapped[Words] = mapped_column(JSON, default=dict)
    #: [{"question": Words, "answer": Words}], [{"on": "2026-12-11", "title": Words, "note": Words}]
    faq: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    timeline: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Codes of the languages in which applications are read.
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    phase: Mapped[Phase] = mapped_column(default=Phase.DRAFT)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    grace_minutes: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int]
    #: What applicants are told of when they will hear.
    decisions_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    demo_day_at: Mapped[datetime | None]
    demo_day_about: Mapped[Words] = mapped_column(JSON, default=dict)
    #: What a startup agrees to when it takes its place, and which wording that is.
    agreement: Mapped[Words] = mapped_column(JSON, default=dict)
    agreement_version: Mapped[int] = mapped_column(default=1)
    #: How long an offered place stands.
    offer_hours: Mapped[int] = mapped_column(default=120)
    form_id: Mapped[UUID | None] = mapped_column(ForeignKey("forms.id"))
    #: When the personal answers of those who were not taken are erased, counted from the release.
    erase_after_days: Mapped[int] = mapped_column(default=365)
    #: The last number given to an application, counted up under the row's lock.
    last_number: Mapped[int] = mapped_column(default=0)
    #: Counts changes; a caller may say which one it saw.
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=now)

    programme: Mapped[Programme] = relationship(back_populates="cohorts", lazy="joined")
    form: Mapped[Form | None] = relationship()

    @property
    def zone(self) -> str:
        """Deadlines are meant in the programme's zone."""
        return self.programme.zone

    @property
    def window(self) -> Window:
        """When it takes applications, as long as it is published."""
        return Window(self.opens_at, self.closes_at, timedelta(minutes=self.grace_minutes))

    @property
    def dates(self) -> Dates:
        return Dates(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            grace_minutes=self.grace_minutes,
            decisions_on=self.decisions_on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            demo_day_at=self.demo_day_at,
        )


__all__ = ["NEXT", "Cohort", "FormVersion", "Phase", "Programme"]
