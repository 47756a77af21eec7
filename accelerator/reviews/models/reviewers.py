"""Reviewers, what they have promised, what they are given, and what they say."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.applications.models import Application, Revision
from accelerator.reviews.models.rounds import Round
from hub.accounts.models import Invitation, User
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Organisation


class Reviewer(Model):
    """Somebody who reads for the programme, in every cohort: one profile."""

    __tablename__ = "reviewers"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    #: Values of `Expertise`, of `Sector`, and codes of languages read.
    expertise: Mapped[list[str]] = mapped_column(JSON, default=list)
    sectors: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: How many they can read in a round, unless they say otherwise for one.
    capacity: Mapped[int] = mapped_column(default=15)
    #: Other addresses they are known by, for finding conflicts; unverified ones only ask.
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    paused_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()


class AwaitedReviewer(Model):
    """What staff already know of somebody who was invited: their profile, once they accept."""

    __tablename__ = "awaited_reviewers"

    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitations.id"), unique=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    expertise: Mapped[list[str]] = mapped_column(JSON, default=list)
    sectors: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int] = mapped_column(default=15)
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: The round that they are asked for as soon as they are in.
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))

    invitation: Mapped[Invitation] = relationship(lazy="joined")


class CommitmentState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Commitment(Model):
    """What a reviewer has said to a round: how many, and by when."""

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("round_id", "reviewer_id"),
        CheckConstraint("least >= 0 AND most >= least", name="loads_have_bounds"),
        CheckConstraint("(state = 'invited') = (answered_at IS NULL)", name="answered_has_a_time"),
        Index(None, "reviewer_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.INVITED)
    least: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=0)
    promised_by: Mapped[date | None]
    tracks: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(500), default="")
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    invited_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship()
    reviewer: Mapped[Reviewer] = relationship()


class ReadingBan(Model):
    """A manager keeps one reviewer from one application, without saying that it is a conflict."""

    __tablename__ = "reading_bans"
    __table_args__ = (UniqueConstraint("reviewer_id", "application_id"),)

    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    reason: Mapped[str] = mapped_column(String(240), default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)


class AssignmentState(StrEnum):
    ASSIGNED = "assigned"
    SUBMITTED = "submitted"
    #: No longer theirs: a conflict, a word of their own, too late, or taken away by staff.
    CONFLICTED = "conflicted"
    ABSTAINED = "abstained"
    REASSIGNED = "reassigned"


#: These count as reads of the application.
STANDING = frozenset({AssignmentState.ASSIGNED, AssignmentState.SUBMITTED})


class Assignment(Model):
    """One read: this reviewer, this application, in this round."""

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("round_id", "application_id", "reviewer_id"),
        CheckConstraint(
            "state IN ('assigned', 'submitted') = (ended_at IS NULL)", name="ended_has_a_time"
        ),
        Index(None, "reviewer_id", "round_id", "state"),
        Index(None, "application_id"),
        Index(None, "round_id", "state", "due_at"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("reviewers.id"))
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.ASSIGNED)
    #: Made so that all readers are joined through common reads.
    bridge: Mapped[bool] = mapped_column(default=False)
    #: How well they fit, 0..1000, as the plan reckoned it; none when set by hand.
    affinity: Mapped[int | None]
    #: Where it stands in this reader's own, shuffled order.
    position: Mapped[int] = mapped_column(default=0)
    assigned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(240), default="")

    round: Mapped[Round] = relationship()
    application: Mapped[Application] = relationship()
    reviewer: Mapped[Reviewer] = relationship()
    review: Mapped["Review | None"] = relationship(back_populates="assignment", uselist=False)


class ReviewState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


class Review(Model):
    """What a reviewer says of one revision. Draft marks are nobody else's business."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(
            "(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_a_time"
        ),
        CheckConstraint(
            "confidence IS NULL OR confidence BETWEEN 1 AND 5", name="confidence_is_one_to_five"
        ),
    )

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignments.id"), unique=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id"))
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.DRAFT)
    #: Criterion key to mark.
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    confidence: Mapped[int | None]
    panel_note: Mapped[str] = mapped_column(Text, default="")
    founders_note: Mapped[str] = mapped_column(Text, default="")
    #: How long it was open before them, as far as their browser said.
    seconds: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]
    #: How often it was handed in; 2 and more are amended.
    times_submitted: Mapped[int] = mapped_column(default=0)
    #: An amendment being written, in the fields' names: until it is handed in, too, what counts
    #: stays as it is.
    amendment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: What was handed in before and has been amended since, oldest first.
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    assignment: Mapped[Assignment] = relationship(back_populates="review")
    revision: Mapped[Revision] = relationship()


class AssignmentPlan(Model):
    """A proposed or applied plan of who reads what, to look at before and after."""

    __tablename__ = "assignment_plans"
    __table_args__ = (Index(None, "round_id", "made_at"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    seed: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    applied_at: Mapped[datetime | None]
