"""What mentors gave, words of thanks and certificates in JSON."""

from uuid import UUID

from pydantic import Field

from accelerator.sessions.models import MentorCertificate
from accelerator.sessions.queries.gifts import Given
from accelerator.sessions.services.thanking import LONGEST_REASON, LONGEST_THANKS
from hub.web.api import Body, Instant, Paragraph, Shown

FIGURES = ("sessions", "office_hours", "mentor_days", "startups", "minutes")


class MentorCertificateShown(Shown):
    id: UUID
    cohort: UUID
    mentor: UUID
    mentor_name: str
    number: str
    sessions: int
    office_hours: int
    mentor_days: int
    startups: int
    minutes: int
    counted_at: Instant
    issued_at: Instant
    withdrawn_at: Instant | None
    withdrawn_why: str
    version: int

    @classmethod
    def of(cls, paper: MentorCertificate) -> "MentorCertificateShown":
        own = ("id", "number", *FIGURES, "counted_at", "issued_at", "withdrawn_at",
               "withdrawn_why", "version")  # fmt: skip
        named = {name: getattr(paper, name) for name in own}
        return cls(
            **named,
            cohort=paper.cohort_id,
            mentor=paper.mentor_id,
            mentor_name=paper.mentor.name,
        )


class MentorGivenShown(Shown):
    """What you gave to one cohort."""

    cohort: UUID
    sessions: int
    office_hours: int
    mentor_days: int = Field(description="Days with a meeting that took place.")
    startups: int
    minutes: int
    thanks: str = Field(description="What the programme wrote to you; you alone read it.")
    certificate: MentorCertificateShown | None

    @classmethod
    def of(cls, row: Given) -> "MentorGivenShown":
        paper = row.certificate
        return cls(
            cohort=row.cohort.id,
            **vars(row.gift),
            thanks=row.thanks.text if row.thanks else "",
            certificate=MentorCertificateShown.of(paper) if paper else None,
        )


class CertificatesIssuedShown(Shown):
    issued: int
    renewed: int = Field(description="Brought up to date under the same number.")


class CertificateWithdrawn(Body):
    reason: Paragraph = Field(max_length=LONGEST_REASON)
    version: int = Field(description="Which one you saw.")


class CertificateRestored(Body):
    version: int = Field(description="Which one you saw.")


class MentorThanked(Body):
    text: Paragraph = Field(max_length=LONGEST_THANKS)
    version: int = Field(default=0, description="Which one you saw; 0 where there is none yet.")


class MentorThanksShown(Shown):
    text: str
    version: int
