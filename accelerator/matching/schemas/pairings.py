"""Pairs in JSON: for both sides without anybody's private words, for staff with the reasons."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from accelerator.matching.models import Pairing, PairingState
from accelerator.matching.names import shown_parts
from accelerator.matching.schemas.proposals import PartShown
from accelerator.mentors.models import Side
from hub.web.api import Body, Instant, Paragraph, Shown

SideName = Literal["startup", "mentor"]


class ReasonSent(Body):
    reason: Paragraph = Field(min_length=3, max_length=500, description="Read by staff only.")


class PublishedShown(Shown):
    new_pairs: int
    version: int


class SidePartShown(Shown):
    """A part of the fit, as both sides see it: how well it suits, not how much it counts."""

    part: str
    label: str = Field(description="In the caller's language.")
    value: int | None = Field(description="0 to 10,000; null: not known.")


class PairingShown(Shown):
    """A mentor and a startup that were told of each other."""

    id: UUID
    cohort: UUID
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    organisation: UUID | None
    state: PairingState
    side: SideName | None = Field(description="For which side you answer.")
    answer_by: Instant
    startup_accepted: bool
    mentor_accepted: bool
    ended_at: Instant | None
    parts: list[SidePartShown]
    version: int

    @classmethod
    def of(cls, pairing: Pairing, *, side: Side | None) -> "PairingShown":
        parts = [
            SidePartShown(part=each["part"], label=str(each["label"]), value=each["value"])
            for each in shown_parts(pairing.parts)
        ]
        return cls(**_facts(pairing), side=side.value if side else None, parts=parts)


class PairingsToldShown(Shown):
    """What a startup is told of the published proposal, in sentences in the caller's language."""

    published: bool
    mentors: list[UUID]
    open_places: int
    open_because: list[str] = Field(description="Empty when no place stays open.")
    why_not: list[str] = Field(description="Empty when no mentor was asked about.")


class PairingForStaffShown(Shown):
    """With its fit, and why it ended."""

    id: UUID
    cohort: UUID
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    organisation: UUID | None
    state: PairingState
    answer_by: Instant
    startup_accepted: bool
    mentor_accepted: bool
    ended_at: Instant | None
    fit: int
    parts: list[PartShown]
    ended_side: SideName | None
    reason: str
    version: int

    @classmethod
    def of(cls, pairing: Pairing) -> "PairingForStaffShown":
        return cls(
            **_facts(pairing),
            fit=pairing.fit,
            parts=[PartShown.of(part) for part in shown_parts(pairing.parts, to_staff=True)],
            ended_side=pairing.ended_side.value if pairing.ended_side else None,
            reason=pairing.reason,
        )


def _facts(pairing: Pairing) -> dict[str, Any]:
    return {
        "id": pairing.id,
        "cohort": pairing.cohort_id,
        "startup": pairing.startup_id,
        "startup_name": pairing.startup.name,
        "mentor": pairing.mentor_id,
        "mentor_name": pairing.mentor.name,
        "organisation": pairing.organisation_id,
        "state": pairing.state,
        "answer_by": pairing.answer_by,
        "startup_accepted": pairing.startup_accepted_at is not None,
        "mentor_accepted": pairing.mentor_accepted_at is not None,
        "ended_at": pairing.ended_at,
        "version": pairing.version,
    }
