"""How applications look in JSON to the staff of the programme."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from accelerator.applications.models import (
    Application,
    ApplicationMember,
    ApplicationState,
    InformationRequest,
    Screened,
    Screening,
    TeamRole,
)
from accelerator.applications.queries.staff import Double, Order, Sought
from accelerator.applications.services.asking import LONGEST_TEXT, Asked
from accelerator.applications.services.screening import LONGEST_MESSAGE, LONGEST_NOTE, Verdict
from accelerator.programmes.rules.intake import Timing
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.web.api import Body, Instant, Line, ListShown, Paged, Paragraph, Shown

#: An `Outcome` of calendars is something else.
Told = Literal["accepted", "conditional", "waitlisted", "rejected"]


class CohortApplicationsAsked(Paged):
    """What of a cohort's applications to list."""

    state: ApplicationState | None = None
    timing: Timing | None = None
    sector: Sector | None = None
    text: Line = Field(
        default="", max_length=120, description="Of a headline, a startup's name, or A-0147."
    )
    order: Order = Field(default=Order.NUMBER, description="newest: without drafts.")

    def sought(self) -> Sought:
        return Sought(self.state, self.timing, self.sector, text=self.text, order=self.order)


class CohortApplicationShown(Shown):
    """An application as staff see it. Its answers are the team's until they are handed in."""

    id: UUID
    reference: str = Field(examples=["A-0147"])
    cohort: UUID
    startup: UUID
    startup_name: str
    headline: str
    state: ApplicationState
    outcome: Told | None = Field(description="What the team has been told.")
    timing: Timing | None
    revision: int
    submitted_at: Instant | None
    sector: Sector | None
    stage: Stage | None
    dimension: Dimension | None
    city: str
    country: str

    @classmethod
    def of(cls, application: Application) -> "CohortApplicationShown":
        return cls(**_brief(application))


class ListedApplicationShown(CohortApplicationShown):
    doubled: bool = Field(description="Another startup's has much in common with it.")

    @classmethod
    def listed(cls, application: Application, *, doubled: bool) -> "ListedApplicationShown":
        return cls(**_brief(application), doubled=doubled)


class StaffMemberShown(Shown):
    person: UUID
    name: str
    email: str
    role: TeamRole

    @classmethod
    def of(cls, member: ApplicationMember) -> "StaffMemberShown":
        person = member.user
        return cls(person=person.id, name=person.name, email=person.email, role=member.role)


class ScreeningShown(Shown):
    outcome: Screened
    reason_codes: list[str]
    message: str = Field(description="What the team reads.")
    note: str = Field(description="For the file.")
    made_by: str
    made_at: Instant
    undone_at: Instant | None

    @classmethod
    def of(cls, screening: Screening) -> "ScreeningShown":
        own = set(cls.model_fields) - {"made_by"}
        told: dict[str, Any] = {name: getattr(screening, name) for name in own}
        return cls(**told, made_by=screening.made_by.name)


class InformationRequestShown(Shown):
    """Something that the hub asks a team, with a clock."""

    id: UUID
    application: UUID
    text: str
    keys: list[str] = Field(description="Questions that are open again for it.")
    asked_at: Instant
    due_at: Instant
    answer: str
    answered_at: Instant | None
    closed_at: Instant | None = Field(description="Staff went on without an answer.")

    @classmethod
    def of(cls, request: InformationRequest) -> "InformationRequestShown":
        own = set(cls.model_fields) - {"application"}
        told: dict[str, Any] = {name: getattr(request, name) for name in own}
        return cls(**told, application=request.application_id)


class DoubleShown(Shown):
    """Another application that may come from the same people."""

    application: UUID
    reference: str
    startup_name: str
    in_common: list[str] = Field(examples=[["deck", "phone"]])
    same: bool | None = Field(description="What staff said of it; null: nothing yet.")
    note: str

    @classmethod
    def of(cls, double: Double) -> "DoubleShown":
        return cls(
            application=double.other.id,
            reference=double.other.reference,
            startup_name=double.other.startup.name,
            in_common=list(double.kinds),
            same=double.verdict.is_duplicate if double.verdict else None,
            note=double.verdict.note if double.verdict else "",
        )


class CohortApplicationInFullShown(CohortApplicationShown):
    """With what was handed in, and all that staff have done about it."""

    answers: dict[str, Any] = Field(description="Of the newest revision, by the question's key.")
    form_version: UUID
    changed_answers: int = Field(description="So many has the team changed since.")
    flags: list[str] = Field(description="What the form's rules say to look at.")
    reason_codes: list[str] = Field(description="With which it can be turned down.")
    team: list[StaffMemberShown]
    deadline: Instant
    screenings: list[ScreeningShown]
    requests: list[InformationRequestShown]
    doubles: list[DoubleShown]

    @classmethod
    def with_all(cls, application: Application, **more: Any) -> "CohortApplicationInFullShown":
        return cls(**_brief(application), **more)


class CohortApplicationsShown(ListShown[ListedApplicationShown]):
    counts: dict[str, int] = Field(description="All of the cohort's, by state.")
    overdue: list[InformationRequestShown] = Field(
        description="Questions whose time is over without an answer."
    )


class VerdictSent(Body):
    outcome: Screened
    reason_codes: list[Line] = Field(
        default=[], max_length=40, description="Needed to turn it down."
    )
    message: Paragraph = Field(
        default="", max_length=LONGEST_MESSAGE, description="Needed to turn it down; mailed."
    )
    note: Paragraph = Field(default="", max_length=LONGEST_NOTE)

    def verdict(self) -> Verdict:
        """To let it through needs neither reason nor message, as on the page."""
        if self.outcome is Screened.ELIGIBLE:
            return Verdict(self.outcome, note=self.note)
        return Verdict(self.outcome, tuple(self.reason_codes), message=self.message, note=self.note)


class ScreeningUndone(Body):
    reason: Line = Field(min_length=1, max_length=300)


class RequestSent(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_TEXT)
    due_at: Instant
    keys: list[Line] = Field(
        default=[], max_length=200, description="Questions that open again for it."
    )

    def asked(self) -> Asked:
        return Asked(self.text, self.due_at, tuple(self.keys))


class RequestAnswered(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_TEXT)


class MoreTimeGiven(Body):
    until: Instant
    reason: Line = Field(min_length=1, max_length=300, description="Readers and history see it.")


class DoubleJudged(Body):
    same: bool = Field(description="One of the two is too many.")
    note: Line = Field(default="", max_length=500)


class ApplicationsChosen(Body):
    applications: list[UUID] = Field(max_length=1000)


class LetThroughShown(Shown):
    let_through: int


def _brief(application: Application) -> dict[str, Any]:
    made = {"cohort", "startup", "startup_name", "outcome"}
    return {
        **{n: getattr(application, n) for n in set(CohortApplicationShown.model_fields) - made},
        "cohort": application.cohort_id,
        "startup": application.startup_id,
        "startup_name": application.startup.name,
        "outcome": application.outcome.value if application.outcome else None,
    }
