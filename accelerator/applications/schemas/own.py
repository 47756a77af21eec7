"""How a team's applications look in JSON."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationInvitation,
    ApplicationMember,
    Revision,
    TeamComment,
    TeamRole,
)
from accelerator.applications.queries import (
    Status,
    deadline_of,
    editing_now,
    status_of,
)
from accelerator.applications.rules.states import PublicState
from accelerator.programmes.rules.intake import Timing
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown

_EXAMPLE: dict[str, JsonValue] = {
    "startup_name": "Banyu Kota",
    "language": "en",
    "answers": {"works-here": "yes"},
}
_CHANGE: dict[str, JsonValue] = {
    "answers": {
        "headline": {"value": "Water meters that call when a pipe leaks", "version": 0},
        "problem": {"value": "Half of the water is lost before it reaches a tap.", "version": 3},
    }
}


class NewApplication(Body):
    """For which startup, and the answers to the gate at least."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    startup: UUID | None = Field(
        default=None, description="A startup that you lead, by its id or its organisation's."
    )
    startup_name: Line | None = Field(
        default=None, max_length=160, description="The name of a new one, instead."
    )
    language: Line = Field(default="en", max_length=2, description="In which you write.")
    answers: dict[str, JsonValue] = Field(
        default={}, description="By the question's key. Those of the gate are needed."
    )


class ApplicationChange(Body):
    """Answers to save, all or none of them."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]})

    answers: dict[str, JsonValue] = Field(
        description="By the question's key: `{value, version}`, with the version of the answer "
        "that you saw (0: there was none); or the bare value, then with the application's "
        "`version`, here or in If-Match."
    )
    version: int | None = Field(
        default=None, description="Of the application, as you saw it; for bare values."
    )


class AnswerGivenShown(Shown):
    value: Any
    version: int
    saved_at: Instant
    author: UUID | None

    @classmethod
    def of(cls, answer: Answer) -> "AnswerGivenShown":
        return cls(
            value=answer.value,
            version=answer.version,
            saved_at=answer.saved_at,
            author=answer.author_id,
        )


class LackingShown(Shown):
    question: str
    why: str


class OwnApplicationShown(Shown):
    """An application as its team sees it."""

    id: UUID
    reference: str = Field(examples=["A-0147"])
    cohort: UUID
    startup: UUID
    startup_name: str
    headline: str
    language: str
    state: PublicState
    next_step: str = Field(description="What comes next, in the caller's language; may be empty.")
    next_on: date | None
    deadline: Instant = Field(description="Yours: the call's, or the later one you were given.")
    editable_until: Instant | None = Field(description="Grace included; null: no longer.")
    timing: Timing | None
    revision: int = Field(description="Of what was handed in; 0: nothing was.")
    submitted_at: Instant | None
    version: int = Field(description="Counts every change of it and of its answers.")

    @classmethod
    def of(cls, application: Application, status: Status | None = None) -> "OwnApplicationShown":
        return cls(**fields_of(application, status or status_of(application)))


class OwnApplicationInFullShown(OwnApplicationShown):
    answers: dict[str, AnswerGivenShown]
    missing: list[LackingShown]


class RevisionShown(Shown):
    """A receipt."""

    application: UUID
    reference: str
    number: int
    sha256: str = Field(
        description="Of the canonical JSON of `{answers, form_version}`: keys sorted, no spaces."
    )
    form_version: UUID
    answers: dict[str, Any]
    timing: Timing
    submitted_at: Instant

    @classmethod
    def of(cls, revision: Revision, application: Application) -> "RevisionShown":
        return cls(
            application=application.id,
            reference=application.reference,
            number=revision.number,
            sha256=revision.sha256,
            form_version=revision.form_version_id,
            answers=revision.answers,
            timing=revision.timing,
            submitted_at=revision.submitted_at,
        )


class WithdrawalMeant(Body):
    reason: Paragraph = Field(default="", max_length=500)


class CoFounderToInvite(Body):
    email: Line = Field(max_length=254)
    role: TeamRole = Field(default=TeamRole.EDIT, strict=False)


class TeamRoleMeant(Body):
    role: TeamRole = Field(strict=False)


class TeamMemberShown(Shown):
    id: UUID
    person: UUID
    name: str
    role: TeamRole
    joined_at: Instant

    @classmethod
    def of(cls, member: ApplicationMember) -> "TeamMemberShown":
        return cls(
            id=member.id,
            person=member.user_id,
            name=member.user.name,
            role=member.role,
            joined_at=member.joined_at,
        )


class CoFounderInvitedShown(Shown):
    id: UUID
    email: str
    role: TeamRole
    state: str
    sent_at: Instant
    expires_at: Instant

    @classmethod
    def of(cls, invitation: ApplicationInvitation) -> "CoFounderInvitedShown":
        return cls(
            id=invitation.id,
            email=invitation.email,
            role=invitation.role,
            state=invitation.state.value,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
        )


class TeamShown(Shown):
    members: list[TeamMemberShown]
    invitations: list[CoFounderInvitedShown] = Field(description="That wait for an answer.")


class CommentMade(Body):
    text: Paragraph = Field(max_length=2000)
    question: Line | None = Field(default=None, max_length=60)


class CommentShown(Shown):
    id: UUID
    question: str | None
    author: str
    text: str
    made_at: Instant
    settled_at: Instant | None

    @classmethod
    def of(cls, comment: TeamComment) -> "CommentShown":
        return cls(
            id=comment.id,
            question=comment.key,
            author=comment.author.name,
            text=comment.text,
            made_at=comment.made_at,
            settled_at=comment.resolved_at,
        )


class FileSent(Body):
    """A file in JSON, for programs."""

    name: Line = Field(max_length=300)
    content: str = Field(description="Base64 (RFC 4648).")
    version: int = Field(default=0, ge=0, description="Of the answer, as you saw it.")


class ApplicationsAsked(Paged):
    """Yours, newest first."""


def version_of(application: Application) -> int:
    """Counts every change of the application and of its answers."""
    return application.version + sum(answer.version for answer in application.answers)


def fields_of(application: Application, status: Status) -> dict[str, Any]:
    return {
        "id": application.id,
        "reference": application.reference,
        "cohort": application.cohort_id,
        "startup": application.startup_id,
        "startup_name": application.startup.name,
        "headline": application.headline,
        "language": application.language,
        "state": status.state,
        "next_step": status.next_step,
        "next_on": status.on or (status.at.date() if status.at else None),
        "deadline": deadline_of(application).told,
        "editable_until": editing_now(application).until,
        "timing": application.timing,
        "revision": application.revision,
        "submitted_at": application.submitted_at,
        "version": version_of(application),
    }
