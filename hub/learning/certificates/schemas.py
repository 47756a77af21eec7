"""Completion and certificates in JSON."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from hub.learning.certificates import issuer
from hub.learning.certificates.models import (
    BatchState,
    Certificate,
    CertificateBatch,
    Completion,
    CompletionRule,
)
from hub.learning.certificates.queries.certificates import State, Verified, state_of
from hub.learning.certificates.queries.completions import Learner, Standing
from hub.learning.certificates.queries.inputs import Steps
from hub.learning.certificates.queries.trained import Trained
from hub.learning.certificates.rules.completion import Judgement, Part, Verdict
from hub.learning.certificates.services.standing import LONGEST_REASON
from hub.learning.certificates.wording import asked_by, missing_in, rule_in_words
from hub.organisations.models import OrganisationKind
from hub.web.api import Body, Instant, Paragraph, Query, Shown

Words = dict[str, str]


class InstructorPrinted(Shown):
    name: str
    title: str


class CertificatePrinted(Shown):
    """Everything that is printed on the certificate, as it was when it was issued."""

    number: str
    name: str
    organisation: str = Field(description="For which the person learned; empty for none.")
    course: str
    course_title: Words
    class_title: Words
    language: str
    starts_on: date | None
    ends_on: date | None
    completed_on: date
    hours: int
    mode: str
    instructors: list[InstructorPrinted]
    rule: Words = Field(description="What had to be done for it.")
    issuer: str
    issued_at: Instant

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "CertificatePrinted":
        own = ("number", "name", "organisation", "language", "starts_on", "ends_on",
               "completed_on", "hours", "mode", "rule", "issued_at")  # fmt: skip
        return cls(
            **{name: facts[name] for name in own},
            course=facts["course"]["slug"],
            course_title=facts["course"]["title"],
            class_title=facts["class"]["title"],
            instructors=[InstructorPrinted(**each) for each in facts["instructors"]],
            issuer=facts["issuer"]["name"],
        )


class VerifiedShown(Shown):
    """What anybody is told of a certificate."""

    state: State
    since: Instant | None = Field(description="Since when it does not stand any more.")
    replaced_by: str | None = Field(description="The number of the one that took its place.")
    signature_valid: bool = Field(
        description="Whether the record is as it was signed, by a key that is still ours alone."
    )
    sha256: str
    certificate: CertificatePrinted

    @classmethod
    def of(cls, found: Verified) -> "VerifiedShown":
        return cls(
            state=found.state,
            since=found.since,
            replaced_by=found.replaced_by,
            signature_valid=found.signature_ok,
            sha256=found.certificate.sha256,
            certificate=CertificatePrinted.of(found.printed),
        )


class CertificateShown(Shown):
    id: UUID
    number: str
    state: State
    completion: UUID
    class_id: UUID
    printed: CertificatePrinted
    issued_at: Instant
    revoked_at: Instant | None
    revoked_why: str
    superseded_at: Instant | None
    verify_url: str
    version: int

    @classmethod
    def of(cls, paper: Certificate, state: State | None = None) -> "CertificateShown":
        own = ("id", "number", "issued_at", "revoked_at", "revoked_why", "superseded_at", "version")
        return cls(
            **{name: getattr(paper, name) for name in own},
            state=state or state_of(paper),
            completion=paper.completion_id,
            class_id=paper.run_id,
            printed=CertificatePrinted.of(paper.snapshot),
            verify_url=issuer.verify_url(paper.number),
        )


class CredentialShown(Shown):
    """The certificate as an Open Badges 3.0 credential."""

    credential: str = Field(description="A VC-JWT (EdDSA); its key is in our DID document.")


class PartShown(Shown):
    kind: Part
    key: str
    wanted: int | None
    had: int | None
    met: bool | None = Field(description="null: there is none in this class.")
    missing: list[str] = Field(description="Keys of what is still missing.")
    asks: str
    still: str = Field(description="What is missing, in words.")

    @classmethod
    def of(cls, part: Verdict, steps: Steps) -> "PartShown":
        return cls(
            kind=part.part,
            key=part.key,
            wanted=part.wanted,
            had=part.had,
            met=part.met,
            missing=list(part.missing),
            asks=asked_by(part, steps),
            still=missing_in(part, steps),
        )


class CompletionShown(Shown):
    """How somebody stands in a class."""

    enrolment: UUID
    completion: UUID | None
    completed_at: Instant | None
    parts: list[PartShown] = Field(description="Empty once it is completed.")

    @classmethod
    def of(cls, found: Standing) -> "CompletionShown":
        return _shown(
            found.enrolment.id, found.steps, completion=found.completion, judgement=found.judgement
        )


class LearnerCompletionShown(Shown):
    user: UUID
    name: str
    organisation: str
    standing: CompletionShown
    certificate: CertificateShown | None

    @classmethod
    def of(cls, row: Learner, steps: Steps) -> "LearnerCompletionShown":
        enrolment = row.enrolment
        return cls(
            user=enrolment.user_id,
            name=enrolment.user.name,
            organisation=enrolment.organisation.name if enrolment.organisation else "",
            standing=_shown(
                enrolment.id, steps, completion=row.completion, judgement=row.judgement
            ),
            certificate=CertificateShown.of(row.certificate) if row.certificate else None,
        )


class CompletionRuleShown(Shown):
    number: int
    rule: dict[str, Any]
    words: Words
    made_at: Instant

    @classmethod
    def of(cls, rule: CompletionRule, steps: Steps) -> "CompletionRuleShown":
        return cls(
            number=rule.number,
            rule=rule.tree,
            words=rule_in_words(rule.tree, steps),
            made_at=rule.made_at,
        )


class CompletionRuleSet(Body):
    rule: dict[str, Any] = Field(
        description='`{"all": […]}` or `{"any": […]}` of parts: `{"attended": 70}`,'
        ' `{"steps": 90}`, `{"lessons": 100}`, `{"quiz": "all"}`,'
        ' `{"quiz": "key", "percent": 80}`, `{"assignment": "all"}`, `{"feedback": true}`.'
    )
    number: int = Field(default=0, description="Of the rule you saw; 0 where there is none yet.")


class CompletionsLooked(Shown):
    completed: int = Field(description="How many have completed now and had not before.")


class CertificateBatchShown(Shown):
    """Certificates for a whole class, made by a job."""

    id: UUID
    state: BatchState
    total: int
    done: int
    asked_at: Instant
    ended_at: Instant | None

    @classmethod
    def of(cls, batch: CertificateBatch) -> "CertificateBatchShown":
        own = ("id", "state", "total", "done", "asked_at", "ended_at")
        return cls(**{name: getattr(batch, name) for name in own})


class CertificateRevoked(Body):
    reason: Paragraph = Field(max_length=LONGEST_REASON)
    version: int = Field(description="Which one you saw.")


class CertificateReissued(Body):
    version: int = Field(description="Which one you saw.")


class TrainedSought(Query):
    kind: OrganisationKind | None = None


class TrainingShown(Shown):
    person: str
    course_title: Words
    class_slug: str
    at: Instant


class TrainedOrganisationShown(Shown):
    organisation: UUID
    name: str
    kind: OrganisationKind
    since: Instant
    trainings: list[TrainingShown]

    @classmethod
    def of(cls, row: Trained) -> "TrainedOrganisationShown":
        return cls(
            organisation=row.organisation.id,
            name=row.organisation.name,
            kind=row.organisation.kind,
            since=row.since,
            trainings=[
                TrainingShown(
                    person=each.person,
                    course_title=each.course,
                    class_slug=each.run_slug,
                    at=each.at,
                )
                for each in row.trainings
            ],
        )


def _shown(
    enrolment_id: UUID,
    steps: Steps,
    *,
    completion: Completion | None,
    judgement: Judgement | None,
) -> CompletionShown:
    parts = judgement.parts if judgement else ()
    return CompletionShown(
        enrolment=enrolment_id,
        completion=completion.id if completion else None,
        completed_at=completion.completed_at if completion else None,
        parts=[PartShown.of(part, steps) for part in parts],
    )
