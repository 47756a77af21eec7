"""Reviews by API, for those who write them."""

from uuid import UUID

from accelerator.reviews.api.groups import WRITES
from accelerator.reviews.api.groups import reading as endpoints
from accelerator.reviews.errors import AlreadyHandedIn, ReadEnded, ReviewChanged, RoundStands
from accelerator.reviews.models import Assignment, AssignmentState
from accelerator.reviews.permissions import can_discuss
from accelerator.reviews.queries.marks import lines_of, notes_on, others_marks
from accelerator.reviews.queries.reading import get_read, get_suspected, pile_in, piles_of
from accelerator.reviews.queries.revisions import read_through
from accelerator.reviews.queries.since import since_last
from accelerator.reviews.rules.rubric import shares, total
from accelerator.reviews.schemas.reading import (
    Abstained,
    ApplicationRead,
    ConflictDeclared,
    CriterionAsked,
    GivenBack,
    ListedReviewShown,
    NoteSaid,
    PanelMarkShown,
    PanelNoteShown,
    QuestionAnswered,
    ReviewsAsked,
    ReviewShown,
    ReviewWritten,
    SinceShown,
    said_in,
)
from accelerator.reviews.services import discussion, marking, recusal
from accelerator.reviews.services.marking import Seen
from accelerator.reviews.suspicions import evidence_said
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotFound
from hub.web.api import Endpoint, ListShown, expect_version

ONE = "/reviews/<uuid:assignment_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        "/reviews",
        "What you have to read",
        answers=ListShown[ListedReviewShown],
        query=ReviewsAsked,
        refuses=(NotFound,),
        note="In your own order, the round that is due first before the others.",
    )
)
def reviews(query: ReviewsAsked) -> ListShown[ListedReviewShown]:
    person = signed_in_person()
    if query.round is not None:
        piles = [pile_in(query.round, person)]
    else:
        piles = piles_of(person, closed=query.closed)
    return ListShown(
        items=[
            ListedReviewShown.of(
                read,
                evidence_said(read.asks.evidence, blind=pile.round.blind) if read.asks else None,
            )
            for pile in piles
            for read in pile.reads
        ]
    )


@endpoints.serves(
    Endpoint(
        "GET",
        ONE,
        "One application to read, with the rubric and your marks",
        answers=ReviewShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def review(assignment_id: UUID) -> ReviewShown:
    return _shown(get_read(assignment_id, signed_in_person()))


@endpoints.serves(
    Endpoint(
        "PUT",
        ONE,
        "Keep your marks, or hand them in",
        answers=ReviewShown,
        scope=WRITES,
        body=ReviewWritten,
        refuses=(NotFound, ReadEnded, ReviewChanged, Invalid),
        versioned=True,
        note="Handed in again it is amended; the version before is kept. Say in If-Match which"
        " version you saw, lest you write over what you wrote elsewhere.",
    )
)
def write_review(assignment_id: UUID, body: ReviewWritten) -> ReviewShown:
    person = signed_in_person()
    assignment = get_read(assignment_id, person)
    version = assignment.review.version if assignment.review else 0
    expect_version(version)
    revision = body.revision or read_through(assignment)[1].number
    write = marking.hand_in if body.submit else marking.save_draft
    write(assignment, body.marks(), seen=Seen(version, revision), by=person)
    return _shown(get_read(assignment_id, person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/take-over",
        "Read the newest version of the application from now on",
        answers=ReviewShown,
        scope=WRITES,
        refuses=(NotFound, ReadEnded),
        versioned=True,
    )
)
def take_over_review(assignment_id: UUID) -> ReviewShown:
    person = signed_in_person()
    marking.take_over(get_read(assignment_id, person), by=person)
    return _shown(get_read(assignment_id, person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/drop-amendment",
        "Go back to what you handed in",
        answers=ReviewShown,
        scope=WRITES,
        refuses=(NotFound, ReadEnded),
        versioned=True,
    )
)
def drop_review_amendment(assignment_id: UUID) -> ReviewShown:
    person = signed_in_person()
    marking.drop_amendment(get_read(assignment_id, person), by=person)
    return _shown(get_read(assignment_id, person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/conflict",
        "Say that you have a conflict of interest",
        answers=GivenBack,
        scope=WRITES,
        body=ConflictDeclared,
        refuses=(NotFound,),
        note="All your reads of this startup end at once; you see nothing of it from now on.",
    )
)
def declare_review_conflict(assignment_id: UUID, body: ConflictDeclared) -> GivenBack:
    person = signed_in_person()
    assignment = get_read(assignment_id, person)
    recusal.declare_conflict(assignment, kind=body.kind, note=body.note, by=person)
    return GivenBack(id=assignment.id, state=assignment.state)


@endpoints.serves(
    Endpoint(
        "POST",
        "/reviews/<uuid:read_id>/question",
        "Answer whether what speaks for a conflict is one",
        answers=GivenBack,
        scope=WRITES,
        body=QuestionAnswered,
        refuses=(NotFound,),
    )
)
def answer_review_question(read_id: UUID, body: QuestionAnswered) -> GivenBack:
    person = signed_in_person()
    assignment, suspected = get_suspected(read_id, person)
    recusal.answer_suspicion(suspected, is_one=body.is_conflict, note=body.note, by=person)
    return GivenBack(id=assignment.id, state=assignment.state)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/abstain",
        "Leave it to others, without a conflict",
        answers=GivenBack,
        scope=WRITES,
        body=Abstained,
        refuses=(NotFound, ReadEnded, AlreadyHandedIn),
    )
)
def abstain_from_review(assignment_id: UUID, body: Abstained) -> GivenBack:
    person = signed_in_person()
    assignment = get_read(assignment_id, person)
    recusal.abstain(assignment, reason=body.reason, by=person)
    return GivenBack(id=assignment.id, state=AssignmentState.ABSTAINED)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/notes",
        "What the panel says to each other about it",
        answers=ListShown[PanelNoteShown],
        refuses=(NotFound,),
        note="While the round is in discussion, for those whose marks on it are in.",
    )
)
def review_notes(assignment_id: UUID) -> ListShown[PanelNoteShown]:
    person = signed_in_person()
    assignment = get_read(assignment_id, person)
    if not can_discuss(person, assignment.application, round_=assignment.round):
        return ListShown(items=[])
    notes = notes_on(assignment.round_id, assignment.application_id)
    reading, _revision = read_through(assignment)
    return ListShown(items=[PanelNoteShown.of(note, reading) for note in notes])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/notes",
        "Say something to the panel",
        answers=PanelNoteShown,
        status=201,
        scope=WRITES,
        body=NoteSaid,
        refuses=(NotFound, RoundStands),
    )
)
def add_review_note(assignment_id: UUID, body: NoteSaid) -> PanelNoteShown:
    person = signed_in_person()
    read = get_read(assignment_id, person)
    made = discussion.note(read.round, read.application, text=body.text, by=person)
    return PanelNoteShown.of(made)


def _shown(assignment: Assignment) -> ReviewShown:
    reading, revision = read_through(assignment)
    round_, said = assignment.round, said_in(assignment.review)
    lines = lines_of(round_.criteria)
    others = others_marks(assignment, signed_in_person())
    return ReviewShown(
        **said,
        id=assignment.id,
        round=round_.id,
        blind=round_.blind,
        state=assignment.state,
        due_at=assignment.due_at,
        revision=revision.number,
        newest_revision=assignment.application.revision,
        application=ApplicationRead.of(reading),
        since=SinceShown.of(since_last(assignment.application, revision, blind=round_.blind)),
        rubric=CriterionAsked.all_of(round_, shares(lines)),
        total=total(lines, said["scores"]),
        others=[PanelMarkShown.of(mark, reading) for mark in others],
    )
