"""How pairs are getting on, and cases that staff see to, in JSON. What people wrote is in none."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from accelerator.sessions.models import CareCase
from accelerator.sessions.queries.care_rows import CareRow, CareSought, Order, Show
from accelerator.sessions.queries.loads import MentorLoad
from accelerator.sessions.rules.health import Trouble
from accelerator.sessions.services.caring import LONGEST_NOTE, LONGEST_WORDS
from hub.web.api import Body, Instant, Line, Paragraph, Query, Shown

Kind = Literal["missed", "low-feedback", "never-met", "silence"]


class CareAsked(Query):
    show: Literal["all", "needs-help", "without-mentor", "busy-mentor"] = "all"
    trouble: Kind | None = None
    text: Line = Field(default="", max_length=80, description="Part of a name.")
    order: Literal["need", "silence", "satisfaction", "goals", "startup"] = "need"

    def sought(self) -> CareSought:
        trouble = Trouble(self.trouble) if self.trouble else None
        return CareSought(Show(self.show), trouble, self.text, Order(self.order))


class CareCaseShown(Shown):
    id: UUID
    startup: UUID
    startup_name: str
    mentor: UUID | None
    mentor_name: str
    kind: Kind
    found_at: Instant
    closed_at: Instant | None
    settled: bool = Field(description="Closed by itself, not by staff.")
    note: str
    version: int

    @classmethod
    def of(cls, case: CareCase) -> "CareCaseShown":
        own = ("id", "kind", "found_at", "closed_at", "note", "version")
        named: dict[str, Any] = {name: getattr(case, name) for name in own}
        return cls(
            **named,
            startup=case.startup_id,
            startup_name=case.startup.name,
            mentor=case.mentor_id,
            mentor_name=case.mentor.name if case.mentor else "",
            settled=case.closed_at is not None and case.closed_by_id is None,
        )


class CareRowShown(Shown):
    """A pair, or a startup without a mentor."""

    startup: UUID
    startup_name: str
    pairing: UUID | None
    mentor: UUID | None
    mentor_name: str
    needs_help: bool
    troubles: list[Kind]
    cases: list[CareCaseShown]
    last_met_at: Instant | None
    next_at: Instant | None
    silent_days: int
    held: int
    missed: int
    useful: float | None = Field(description="The mean of both sides' ratings, 1 to 5.")
    ratings: int
    goals_reached: int
    goals: int

    @classmethod
    def of(cls, row: CareRow) -> "CareRowShown":
        pair = row.pairing
        return cls(
            startup=row.startup.id,
            startup_name=row.startup.name,
            pairing=pair.id if pair else None,
            mentor=pair.mentor_id if pair else None,
            mentor_name=pair.mentor.name if pair else "",
            needs_help=row.needs_help,
            troubles=[each.value for each in row.troubles],
            cases=[CareCaseShown.of(each) for each in row.cases],
            last_met_at=row.last_at,
            next_at=row.next_at,
            silent_days=row.silent,
            held=row.held,
            missed=row.missed,
            useful=row.said.mean,
            ratings=row.said.count,
            goals_reached=row.reached.done,
            goals=row.reached.total,
        )


class CareNoted(Body):
    text: Paragraph = Field(max_length=LONGEST_NOTE, description="What was done.")
    version: int = Field(description="Which one you saw.")


class CareClosed(Body):
    text: Paragraph = Field(
        default="", max_length=LONGEST_NOTE, description="Empty keeps the note that is there."
    )
    version: int = Field(description="Which one you saw.")


class CareWords(Body):
    text: Paragraph = Field(max_length=LONGEST_WORDS)
    version: int = Field(description="Which one you saw.")


class CareLookedShown(Shown):
    opened: int
    settled: int


class MentorLoadShown(Shown):
    """Startups, places and hours; never how it went."""

    cohort: UUID
    mentor: UUID
    mentor_name: str
    startups: int
    places: int
    minutes: int
    minutes_lately: int = Field(description="In the last four weeks.")

    @classmethod
    def of(cls, row: MentorLoad, cohort_id: UUID) -> "MentorLoadShown":
        return cls(
            cohort=cohort_id,
            mentor=row.mentor.id,
            mentor_name=row.mentor.name,
            startups=row.load.startups,
            places=row.load.places,
            minutes=row.load.minutes,
            minutes_lately=row.load.lately,
        )
