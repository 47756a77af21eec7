"""How what somebody has to read looks in JSON. Of a blind round nothing tells whose it is."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.conflicts.services import LONGEST_NOTE as LONGEST_CONFLICT
from accelerator.reviews.blind import FileRead, Reading
from accelerator.reviews.models import AssignmentState, DiscussionNote, Review, Round
from accelerator.reviews.queries.marks import PanelMark
from accelerator.reviews.queries.reading import Read
from accelerator.reviews.queries.since import SinceLast
from accelerator.reviews.rules.wording import Did
from accelerator.reviews.services.discussion import LONGEST_NOTE as LONGEST_SAID
from accelerator.reviews.services.marking import LONGEST_NOTE, Marks
from accelerator.reviews.services.recusal import LONGEST_REASON
from accelerator.vocabulary.terms import ConflictKind
from hub.web.api import Body, Instant, Line, Paragraph, Query, Shown


class ReviewsAsked(Query):
    """Whole piles: nobody has more to read than fits one answer."""

    round: UUID | None = Field(default=None, description="Only of this round, also a closed one.")
    closed: bool = Field(default=False, description="Of rounds that are closed.")


class QuestionAsked(Shown):
    """Something speaks for a conflict of interest; answer before anything is opened."""

    evidence: str


class ListedReviewShown(Shown):
    """One read. Its id is that of the assignment."""

    id: UUID
    round: UUID
    round_name: dict[str, str]
    blind: bool
    reference: str
    headline: str
    startup: str | None = Field(description="Null in a blind round.")
    state: AssignmentState
    due_at: Instant
    begun: bool
    outdated: bool = Field(description="The team has handed in a newer version since.")
    question: QuestionAsked | None

    @classmethod
    def of(cls, read: Read, question: str | None) -> "ListedReviewShown":
        assignment = read.assignment
        return cls(
            id=assignment.id,
            round=assignment.round_id,
            round_name=assignment.round.name,
            blind=assignment.round.blind,
            reference=read.reference,
            headline=read.headline,
            startup=read.startup or None,
            state=assignment.state,
            due_at=assignment.due_at,
            begun=read.is_begun,
            outdated=read.outdated,
            question=None if question is None else QuestionAsked(evidence=question),
        )


class FileShown(Shown):
    id: UUID
    label: str
    name: str
    pages: int | None
    hidden: bool = Field(description="Cannot be shown without its names.")

    @classmethod
    def of(cls, file: FileRead) -> "FileShown":
        return cls(**vars(file))


class AnswerShown(Shown):
    key: str
    kind: str
    label: str
    value: Any
    hidden: bool = Field(description="Answered, but it would say whose it is.")
    files: list[FileShown]


class ApplicationRead(Shown):
    reference: str
    headline: str
    startup: str | None
    facts: dict[str, str]
    answers: list[AnswerShown]

    @classmethod
    def of(cls, reading: Reading) -> "ApplicationRead":
        return cls(
            reference=reading.reference,
            headline=reading.headline,
            startup=reading.startup or None,
            facts=dict(reading.facts),
            answers=[
                AnswerShown(
                    key=answer.question.key,
                    kind=answer.question.kind,
                    label=answer.question.label,
                    value=answer.value,
                    hidden=answer.hidden,
                    files=[FileShown.of(file) for file in answer.files],
                )
                for section in reading.sections
                for answer in section.answers
            ],
        )


class PieceShown(Shown):
    did: Did
    text: str


class ChangedShown(Shown):
    """An answer that differs from last time."""

    key: str
    label: str
    pieces: list[PieceShown] = Field(description="In order; empty when it was written anew.")


class SinceShown(Shown):
    """What has changed since this startup last applied."""

    words: str = Field(description="The team's own.")
    cohort: str | None = Field(description="Where it applied before; null in a blind round.")
    changed: list[ChangedShown]

    @classmethod
    def of(cls, since: SinceLast | None) -> "SinceShown | None":
        if since is None:
            return None
        return cls(
            words=since.words,
            cohort=since.cohort or None,
            changed=[
                ChangedShown(
                    key=each.key,
                    label=each.label,
                    pieces=[PieceShown(did=piece.did, text=piece.text) for piece in each.pieces],
                )
                for each in since.changed
            ],
        )


class CriterionAsked(Shown):
    key: str
    name: dict[str, str]
    help: dict[str, str]
    anchors: dict[str, dict[str, str]]
    share: int
    low: int
    high: int
    independent: bool
    required: bool

    @classmethod
    def all_of(cls, round_: Round, shares: dict[str, int]) -> "list[CriterionAsked]":
        told = set(cls.model_fields) - {"share"}
        return [
            cls(**{name: getattr(each, name) for name in told}, share=shares[each.key])
            for each in round_.criteria
        ]


class PanelMarkShown(Shown):
    """What somebody else says of it."""

    name: str
    scores: dict[str, int]
    total: float | None
    confidence: int | None
    panel_note: str

    @classmethod
    def of(cls, mark: PanelMark, reading: Reading) -> "PanelMarkShown":
        return cls(
            name=mark.name,
            scores=mark.scores,
            total=mark.total,
            confidence=mark.confidence,
            panel_note=reading.covered(mark.panel_note),
        )


class ReviewShown(Shown):
    """One read with everything that is read, and what you say of it."""

    id: UUID
    round: UUID
    blind: bool
    state: AssignmentState
    due_at: Instant
    version: int = Field(description="Of your review; 0 before it is begun.")
    revision: int = Field(description="The version of the application that you read.")
    newest_revision: int
    application: ApplicationRead
    since: SinceShown | None = Field(description="Null for a first application.")
    rubric: list[CriterionAsked]
    scores: dict[str, int]
    confidence: int | None
    panel_note: str
    founders_note: str
    total: float | None
    amending: bool = Field(description="Changed since it was handed in; that one counts.")
    submitted_at: Instant | None
    times_submitted: int
    others: list[PanelMarkShown] = Field(description="After your own marks are in.")


def said_in(review: Review | None) -> dict[str, Any]:
    """The fields of `ReviewShown` that the reviewer has written."""
    marks = Marks.standing_in(review)
    return {
        "version": review.version if review else 0,
        "scores": dict(marks.scores),
        "confidence": marks.confidence,
        "panel_note": marks.panel_note,
        "founders_note": marks.founders_note,
        "amending": review is not None and review.amendment is not None,
        "submitted_at": review.submitted_at if review else None,
        "times_submitted": review.times_submitted if review else 0,
    }


class ReviewWritten(Body):
    """All of your review: what is left away is taken out."""

    scores: dict[Line, int] = Field(default_factory=dict, max_length=40, examples=[{"need": 4}])
    confidence: int | None = Field(default=None, ge=1, le=5)
    panel_note: Paragraph = Field(default="", max_length=LONGEST_NOTE)
    founders_note: Paragraph = Field(default="", max_length=LONGEST_NOTE)
    revision: int | None = Field(
        default=None, ge=1, le=10**6, description="The version that you read; null: as before."
    )
    submit: bool = Field(default=False, description="Hand it in; else it is kept as a draft.")

    def marks(self) -> Marks:
        return Marks(self.scores, self.confidence, self.panel_note, self.founders_note)


class ConflictDeclared(Body):
    kind: ConflictKind
    note: Line = Field(default="", max_length=LONGEST_CONFLICT)


class QuestionAnswered(Body):
    is_conflict: bool
    note: Line = Field(default="", max_length=LONGEST_CONFLICT)


class Abstained(Body):
    reason: Line = Field(default="", max_length=LONGEST_REASON)


class GivenBack(Shown):
    """Nothing more is told of what you gave back."""

    id: UUID
    state: AssignmentState


class NoteSaid(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_SAID)


class PanelNoteShown(Shown):
    id: UUID
    author: str
    text: str
    made_at: Instant

    @classmethod
    def of(cls, note: DiscussionNote, reading: Reading | None = None) -> "PanelNoteShown":
        text = reading.covered(note.text) if reading else note.text
        return cls(id=note.id, author=note.author.name, text=text, made_at=note.made_at)
