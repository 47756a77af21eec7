"""An enrolment in JSON, and what callers send about one."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.vocabulary.words import in_words
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.line import InLine
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services.coming import LONGEST_NOTE
from hub.learning.enrolments.services.deciding import LONGEST_REASON
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown


class EnrolmentShown(Shown):
    """Somebody in a class: asking, waiting, offered a place, in, or what it came to."""

    id: UUID
    class_id: UUID
    class_slug: str
    class_name: str
    state: Standing
    asking: Asking
    position: int | None = Field(
        description="In the line, from 1. Those who hold an offer are still before those who wait."
    )
    expires_at: Instant | None = Field(description="Until when an offer stands.")
    offers_until: list[Instant] = Field(
        description="Until when those before may answer, soonest first."
    )
    offer_token: str | None = Field(
        description="While a place is offered: for `POST /offers/{token}/accept` and `/decline`."
    )
    organisation: UUID | None
    note: str
    reason: str = Field(description="Why a request was turned down.")
    enrolled_at: Instant
    ended_at: Instant | None
    version: int

    @classmethod
    def of(cls, each: Enrolment, *, line: InLine | None = None) -> "EnrolmentShown":
        return cls(**_values(each, line))


class OnRosterShown(EnrolmentShown):
    """The same for those who keep the class: who it is."""

    person: UUID
    name: str
    email: str

    @classmethod
    def of(cls, each: Enrolment, *, line: InLine | None = None) -> "OnRosterShown":
        user = each.user
        return cls(**_values(each, line), person=user.id, name=user.name, email=user.email)


class Enrolling(Body):
    organisation: UUID | None = Field(
        default=None,
        description="For which of your organisations you learn; the only one is taken by itself.",
        strict=False,
    )
    note: Paragraph = Field(
        default="", max_length=LONGEST_NOTE, description="To those who say yes or no."
    )
    key: Line = Field(default="", max_length=40, description="Where the class is entered by key.")


class Answering(Body):
    """Nothing needs to be said."""


class Leaving(Body):
    reason: Paragraph = Field(default="", max_length=LONGEST_REASON)


class Reasoned(Body):
    reason: Paragraph = Field(
        min_length=1, max_length=LONGEST_REASON, description="The person reads it."
    )


class Giving(Body):
    person: UUID = Field(strict=False)
    reason: Paragraph = Field(
        min_length=1,
        max_length=LONGEST_REASON,
        description="Stands in the ledger, which everybody in line can read.",
    )


class RosterAsked(Paged):
    text: Line = Field(default="", max_length=120, description="Of a name, address, organisation.")
    state: Standing | None = None
    everybody: bool = Field(default=False, description="With those who left.")


def _values(each: Enrolment, line: InLine | None) -> dict[str, Any]:
    offered = each.state is Standing.OFFERED
    return {
        "id": each.id,
        "class_id": each.run_id,
        "class_slug": each.run.slug,
        "class_name": in_words(each.run.name),
        "state": each.state,
        "asking": each.asking,
        "position": line.number if line else None,
        "expires_at": each.offered_until,
        "offers_until": line.offers_until if line and line.number else [],
        "offer_token": str(each.place_id) if offered else None,
        "organisation": each.organisation_id,
        "note": each.note,
        "reason": each.answer_reason,
        "enrolled_at": each.made_at,
        "ended_at": each.ended_at,
        "version": each.version,
    }
