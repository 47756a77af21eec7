"""Marks: kept, handed in, amended, bound to what was read."""

import pytest
from flask import Flask

from accelerator.applications.models import Application
from accelerator.reviews.errors import ReadEnded, ReviewChanged
from accelerator.reviews.models import Assignment, AssignmentState, Review, ReviewState, RoundState
from accelerator.reviews.queries.reading import get_read
from accelerator.reviews.services.marking import (
    Marks,
    Seen,
    drop_amendment,
    hand_in,
    save_draft,
    take_over,
)
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotFound
from hub.history.models import Entry
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.factories import a_person
from tests.factories.programme import GOOD_ANSWERS, a_revision

GOOD = {"need": 4, "evidence": 3}


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_panel()


def save(read: Assignment, marks: Marks, version: int = 0, revision: int = 1) -> Review:
    with transaction():
        return save_draft(read, marks, seen=Seen(version, revision), by=read.reviewer.user)


def submit(read: Assignment, marks: Marks, version: int = 0, revision: int = 1) -> Review:
    with transaction():
        return hand_in(read, marks, seen=Seen(version, revision), by=read.reviewer.user)


def in_state(panel: Panel, state: RoundState) -> None:
    with transaction():
        panel.round.state = state


def newer(application: Application) -> None:
    """The team hands in again."""
    with transaction():
        application.revision += 1
    a_revision(application, a_person(), answers=GOOD_ANSWERS | {"problem": "Now with numbers."})


def test_a_draft_need_not_be_complete(panel: Panel) -> None:
    review = save(panel.read(), Marks({"need": 4}, panel_note="  Ask about the battery. "))

    assert (review.state, review.version) == (ReviewState.DRAFT, 1)
    assert review.scores == {"need": 4}
    assert review.panel_note == "Ask about the battery."
    assert panel.read().state is AssignmentState.ASSIGNED


def test_a_draft_leaves_no_entry_in_history(panel: Panel) -> None:
    save(panel.read(), Marks({"need": 4}))

    assert db.session.query(Entry).filter(Entry.action.startswith("review.")).count() == 0


def test_handing_in_ends_the_read(panel: Panel) -> None:
    review = submit(panel.read(), Marks(GOOD, confidence=4))

    assert (review.state, review.times_submitted) == (ReviewState.SUBMITTED, 1)
    assert panel.read().state is AssignmentState.SUBMITTED
    entry = db.session.query(Entry).filter_by(action="review.handed-in").one()
    assert entry.after == {"times": 1}, "history is read by staff with conflicts, too"


def test_every_criterion_has_to_be_marked(panel: Panel) -> None:
    with pytest.raises(Invalid) as refusal:
        submit(panel.read(), Marks({"need": 4}))

    assert "Evidence" in str(refusal.value)
    assert set(refusal.value.errors) == {"evidence"}
    assert db.session.query(Review).count() == 0


@pytest.mark.parametrize(
    "marks",
    [
        Marks({"need": 6}),
        Marks({"size": 3}),
        Marks(GOOD, confidence=0),
        Marks(GOOD, panel_note="x" * 5001),
    ],
)
def test_what_the_rubric_does_not_have_is_refused(panel: Panel, marks: Marks) -> None:
    with pytest.raises(Invalid):
        save(panel.read(), marks)


def test_two_tabs_never_write_over_each_other(panel: Panel) -> None:
    save(panel.read(), Marks({"need": 4}, panel_note="From the tablet"))

    with pytest.raises(ReviewChanged) as refusal:
        save(panel.read(), Marks({"need": 1}), version=0)

    assert refusal.value.details["version"] == 1
    assert refusal.value.details["theirs"]["panel_note"] == "From the tablet"
    assert panel.read().review.scores == {"need": 4}  # type: ignore[union-attr]


def test_an_amendment_counts_once_it_is_handed_in(panel: Panel) -> None:
    submit(panel.read(), Marks(GOOD))

    review = save(panel.read(), Marks({"need": 1, "evidence": 1}), version=1)
    assert review.scores == GOOD, "what was handed in counts until then"

    review = submit(panel.read(), Marks({"need": 2, "evidence": 2}), version=2)
    assert review.scores == {"need": 2, "evidence": 2}
    assert review.amendment is None
    assert [(each["number"], each["scores"]) for each in review.earlier] == [(1, GOOD)]
    assert db.session.query(Entry).filter_by(action="review.amended").count() == 1


def test_an_amendment_can_be_dropped(panel: Panel) -> None:
    submit(panel.read(), Marks(GOOD, panel_note="As it was"))
    save(panel.read(), Marks({"need": 1}), version=1)

    with transaction():
        review = drop_amendment(panel.read(), by=panel.readers[0].user)

    assert Marks.standing_in(review).scores == GOOD
    assert Marks.standing_in(review).panel_note == "As it was"


def test_while_the_panel_talks_only_amendments_are_taken(panel: Panel) -> None:
    submit(panel.read(0, 0), Marks(GOOD))
    in_state(panel, RoundState.DISCUSSION)

    review = submit(panel.read(0, 0), Marks({"need": 5, "evidence": 5}), version=1)
    assert review.times_submitted == 2
    with pytest.raises(ReadEnded):
        save(panel.read(1, 0), Marks(GOOD))


def test_a_closed_round_takes_nothing(panel: Panel) -> None:
    submit(panel.read(), Marks(GOOD))
    in_state(panel, RoundState.CLOSED)

    with pytest.raises(ReadEnded):
        save(panel.read(), Marks(GOOD), version=1)


def test_somebody_elses_read_is_not_there(panel: Panel) -> None:
    read, other = panel.read(0, 0), panel.readers[1].user

    with pytest.raises(NotFound), transaction():
        save_draft(read, Marks(GOOD), seen=Seen(0, 1), by=other)


def test_a_review_is_bound_to_what_was_read(panel: Panel) -> None:
    read, application = panel.read(), panel.applications[0]
    newer(application)

    review = submit(read, Marks(GOOD), revision=1)

    assert review.revision.number == 1
    assert application.revision == 2


def test_the_newer_version_is_taken_over_with_the_marks_so_far(panel: Panel) -> None:
    read, application = panel.read(), panel.applications[0]
    submit(read, Marks(GOOD))
    newer(application)

    with transaction():
        review = take_over(panel.read(), by=panel.readers[0].user)
    assert review.revision.number == 1, "what counts was said of the first"
    assert review.amendment is not None

    review = submit(panel.read(), Marks(GOOD), version=review.version, revision=2)
    assert review.revision.number == 2


def test_there_is_nothing_to_take_over_without_a_newer_version(panel: Panel) -> None:
    submit(panel.read(), Marks(GOOD))

    with pytest.raises(ReadEnded), transaction():
        take_over(panel.read(), by=panel.readers[0].user)


def test_the_time_before_it_adds_up(panel: Panel) -> None:
    save(panel.read(), Marks({"need": 4}, seconds=70))
    review = save(panel.read(), Marks({"need": 4}, seconds=50), version=1)

    assert review.seconds == 120


def test_a_read_of_a_draft_round_cannot_be_opened(panel: Panel) -> None:
    in_state(panel, RoundState.DRAFT)

    with pytest.raises(NotFound):
        get_read(panel.read().id, panel.readers[0].user)


def test_marks_stay_when_nothing_is_written(panel: Panel) -> None:
    handed_in(panel.read(), GOOD)

    assert Marks.standing_in(panel.read().review).scores == GOOD
    assert Marks.standing_in(None) == Marks()
