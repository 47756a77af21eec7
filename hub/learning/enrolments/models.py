"""Enrolments. Seats, offers and the line are `hub.places`: a run's pool is owned by
("class_runs", its id), and the party of a place is the person."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.rules.standing import Standing, standing
from hub.organisations.models import Organisation
from hub.places.models import Place

_LIVE = text("ended_at IS NULL")


class Asking(StrEnum):
    """Where a run takes people by approval: how far the asking is."""

    NOT_NEEDED = "not-needed"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class Enrolment(Model):
    """A person in a run, from asking to the end. While approval is asked for there is no place;
    then its place says whether it waits, is offered a seat or has one. Whoever comes again gets a
    new enrolment; the old one keeps its story."""

    __tablename__ = "enrolments"
    __table_args__ = (
        Index(
            "uq_enrolments_live",
            "run_id",
            "user_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        CheckConstraint(
            "place_id IS NULL OR asking IN ('not-needed', 'approved')", name="approved_before_place"
        ),
        CheckConstraint(
            "(asking IN ('approved', 'refused')) = (answered_at IS NOT NULL)",
            name="answered_has_a_time",
        ),
        Index(None, "run_id", "asking"),
        Index(None, "user_id", "ended_at"),
        Index(None, "organisation_id"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("places.id"), unique=True)
    asking: Mapped[Asking] = mapped_column(default=Asking.NOT_NEEDED)
    #: What the person wrote when asking.
    note: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    answer_reason: Mapped[str] = mapped_column(String(500), default="")
    #: The organisation for which the person learns, as it was then: it stays when they move on.
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: Refused, withdrawn, declined, lapsed, removed, or the run was cancelled.
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    run: Mapped[ClassRun] = relationship(lazy="joined")
    user: Mapped[User] = relationship(foreign_keys=[user_id], lazy="joined")
    place: Mapped[Place | None] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def name(self) -> str:
        """Of its person."""
        return self.user.name

    @property
    def state(self) -> Standing:
        """Where it stands now, derived from the asking and the place; kept nowhere."""
        return standing(
            self.asking.value,
            self.place.seen_state() if self.place else None,
            ended=self.ended_at is not None,
        )

    @property
    def offered_until(self) -> datetime | None:
        """While an offer of a place can be answered: its end."""
        offered = self.place is not None and self.state is Standing.OFFERED
        return self.place.expires_at if self.place and offered else None

    def __repr__(self) -> str:
        return f"<Enrolment of {self.user_id} in {self.run_id}>"


class OfferLink(Model):
    """What the link in a mail about an offer holds: a secret, of which the hash is kept here. It
    stands for the person who was offered the place, signed in or not, and for that one offer."""

    __tablename__ = "class_offer_links"
    __table_args__ = (Index(None, "place_id", "offer_number"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    place_id: Mapped[UUID] = mapped_column(ForeignKey("places.id"))
    #: Which of the place's offers it was made for.
    offer_number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=now)
    #: When it was answered with.
    used_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="joined")
    place: Mapped[Place] = relationship(lazy="joined")
