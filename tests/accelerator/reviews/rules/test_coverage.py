"""How far a round is."""

from accelerator.reviews.rules.assigning import Paper, Reader
from accelerator.reviews.rules.coverage import Covered, Load, Standing, coverage, decay, faded


def test_a_late_read_counts_less_every_day_and_nothing_after_a_week():
    assert [decay(days) for days in (-1, 0, 3.5, 7, 30)] == [1, 1, 0.5, 0, 0]


def test_only_whole_reads_fade_away():
    late = {("A", "x"): 3.5, ("A", "y"): 3.5, ("B", "x"): 6.9}

    assert faded(late) == {"A": 1, "B": 0}


def test_the_board_shows_what_each_application_lacks_and_each_reader_has():
    board = coverage(
        [Paper("A"), Paper("B")],
        [Reader("x", most=3, least=1), Reader("y", most=2)],
        reads_each=2,
        reads=[
            Standing("A", "x", submitted=True, days_late=9),
            Standing("A", "y", days_late=7),
            Standing("B", "x"),
        ],
    )

    assert board.applications == (
        Covered("A", wanted=2, assigned=2, submitted=1, late=1, expected=1.0, missing=1),
        Covered("B", wanted=2, assigned=1, submitted=0, late=0, expected=1.0, missing=1),
    )
    assert board.readers == (
        Load("x", least=1, most=3, assigned=2, submitted=1, late=0, left=1),
        Load("y", least=0, most=2, assigned=1, submitted=0, late=1, left=1),
    )
    assert (board.wanted, board.assigned, board.submitted, board.late, board.capacity) == (
        4,
        3,
        1,
        1,
        5,
    )
    assert [group.applications for group in board.groups] == [("A",), ("B",)]
