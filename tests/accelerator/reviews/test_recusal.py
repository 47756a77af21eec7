"""Conflicts of interest end reads at once; suspicions keep the door shut."""

import pytest
from flask import Flask

from accelerator.applications.permissions import Sight, sight
from accelerator.conflicts.models import Conflict, ConflictSource, ConflictState
from accelerator.conflicts.services import clear, declare
from accelerator.reviews.errors import AlreadyHandedIn
from accelerator.reviews.models import AssignmentState, ReviewState, RoundState
from accelerator.reviews.queries.reading import get_read, get_suspected, pile_in, piles_of
from accelerator.reviews.services.recusal import abstain, answer_suspicion, declare_conflict
from accelerator.vocabulary.terms import ConflictKind
from hub.core.database import db, transaction
from hub.core.errors import NotFound
from hub.history.models import Entry
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.factories.programme import a_conflict, a_programme_manager, a_read, a_round

SUSPECTED = {
    "state": ConflictState.SUSPECTED,
    "source": ConflictSource.DETECTED,
    "kind": ConflictKind.SAME_ORGANISATION,
    "evidence": "banyu.example",
}


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_panel()


def test_whoever_declares_a_conflict_gives_it_back_in_every_round(panel: Panel) -> None:
    me, application = panel.readers[0].user, panel.applications[0]
    elsewhere = a_read(a_round(panel.cohort), application, panel.readers[0])

    with transaction():
        declare_conflict(panel.read(0, 0), kind=ConflictKind.EQUITY, by=me)

    db.session.refresh(elsewhere)
    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    assert elsewhere.state is AssignmentState.CONFLICTED
    assert panel.read(1, 0).state is AssignmentState.ASSIGNED
    assert panel.read(0, 1).state is AssignmentState.ASSIGNED
    assert sight(me, application) is Sight.NONE
    with pytest.raises(NotFound):
        get_read(panel.read(0, 0).id, me)


def test_marks_that_were_in_count_no_more(panel: Panel) -> None:
    handed_in(panel.read(0, 0), {"need": 5, "evidence": 5})

    with transaction():
        declare_conflict(panel.read(0, 0), kind=ConflictKind.FAMILY, by=panel.readers[0].user)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    entry = db.session.query(Entry).filter_by(action="read.conflicted").one()
    assert entry.before == {"state": "submitted"}


def test_it_is_the_same_when_staff_note_the_conflict(panel: Panel) -> None:
    manager, me = a_programme_manager(), panel.readers[0].user

    with transaction():
        startup = panel.applications[0].startup
        declare(me, startup, kind=ConflictKind.CLIENT, by=manager)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_marks_of_a_closed_round_count_no_more_and_are_kept(panel: Panel) -> None:
    review = handed_in(panel.read(0, 0), {"need": 5, "evidence": 5})
    with transaction():
        panel.round.state = RoundState.CLOSED
    me = panel.readers[0].user

    with transaction():
        declare(me, panel.applications[0].startup, kind=ConflictKind.MENTOR, by=me)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    assert sight(me, panel.applications[0]) is Sight.NONE
    db.session.refresh(review)
    assert (review.state, review.scores) == (ReviewState.SUBMITTED, {"need": 5, "evidence": 5})


def test_marks_count_again_once_the_last_conflict_is_cleared(panel: Panel) -> None:
    me, manager = panel.readers[0].user, a_programme_manager()
    startup = panel.applications[0].startup
    handed_in(panel.read(0, 0), {"need": 5, "evidence": 5})
    with transaction():
        panel.round.state = RoundState.CLOSED
    with transaction():
        first = declare(me, startup, kind=ConflictKind.EQUITY, by=me)
        second = declare(me, startup, kind=ConflictKind.FAMILY, by=me)

    with transaction():
        clear(first, reason="Sold in May", by=manager)
    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    with transaction():
        clear(second, reason="Another family", by=manager)

    read = panel.read(0, 0)
    assert (read.state, read.ended_at) == (AssignmentState.SUBMITTED, None)
    entry = db.session.query(Entry).filter_by(action="read.counts-again").one()
    assert entry.after == {"state": "submitted"}


def test_a_suspicion_asks_before_anything_is_opened(panel: Panel) -> None:
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, **SUSPECTED)

    pile = pile_in(panel.round.id, me)

    assert [read.asks is not None for read in pile.reads] == [True, False]
    assert pile.reads[0].headline == ""
    assert sight(me, panel.applications[0]) is Sight.NONE
    with pytest.raises(NotFound):
        get_read(panel.read(0, 0).id, me)


def test_no_conflict_opens_it(panel: Panel) -> None:
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, **SUSPECTED)

    with transaction():
        _read, suspected = get_suspected(panel.read(0, 0).id, me)
        answer_suspicion(suspected, is_one=False, by=me)

    assert get_read(panel.read(0, 0).id, me).id == panel.read(0, 0).id
    assert sight(me, panel.applications[0]) is Sight.BLIND


def test_a_conflict_after_all_ends_the_read(panel: Panel) -> None:
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, **SUSPECTED)

    with transaction():
        _read, suspected = get_suspected(panel.read(0, 0).id, me)
        answer_suspicion(suspected, is_one=True, by=me)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED
    assert [read.assignment.id for read in piles_of(me)[0].reads] == [panel.read(1, 0).id]


def test_a_second_suspicion_is_asked_too(panel: Panel) -> None:
    me, startup = panel.readers[0].user, panel.applications[0].startup
    a_conflict(me, startup, **SUSPECTED)
    a_conflict(me, startup, **(SUSPECTED | {"kind": ConflictKind.EMPLOYER, "evidence": "address"}))

    for _question in range(2):
        with transaction():
            _read, suspected = get_suspected(panel.read(0, 0).id, me)
            answer_suspicion(suspected, is_one=False, by=me)

    assert get_read(panel.read(0, 0).id, me)


def test_what_staff_clear_does_not_come_back_by_itself(panel: Panel) -> None:
    me, manager = panel.readers[0].user, a_programme_manager()
    with transaction():
        declare_conflict(panel.read(0, 0), kind=ConflictKind.EQUITY, by=me)
    with transaction():
        clear(db.session.query(Conflict).one(), reason="A mistake", by=manager)

    assert panel.read(0, 0).state is AssignmentState.CONFLICTED


def test_abstaining_leaves_it_to_others_without_a_conflict(panel: Panel) -> None:
    me = panel.readers[0].user

    with transaction():
        abstain(panel.read(0, 0), reason="Not my field", by=me)

    assert panel.read(0, 0).state is AssignmentState.ABSTAINED
    assert panel.read(0, 0).reason == "Not my field"
    assert sight(me, panel.applications[0]) is Sight.NONE
    assert db.session.query(Conflict).count() == 0


def test_marks_that_are_in_are_not_abstained_from(panel: Panel) -> None:
    handed_in(panel.read(0, 0), {"need": 5, "evidence": 5})

    with pytest.raises(AlreadyHandedIn), transaction():
        abstain(panel.read(0, 0), by=panel.readers[0].user)


def test_nobody_reads_what_they_have_written_themselves(panel: Panel) -> None:
    """However it came to be given to them."""
    application = panel.applications[0]
    founder = application.members[0].user
    with transaction():
        panel.readers[0].user_id = founder.id

    with pytest.raises(NotFound):
        get_read(panel.read(0, 0).id, founder)
