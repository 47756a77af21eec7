"""When a pair is silent, in trouble, or gives much; without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from accelerator.sessions.rules.health import (
    Load,
    Meeting,
    Met,
    Rating,
    Relation,
    Trouble,
    last_meeting,
    next_meeting,
    satisfaction,
    silent_days,
    troubles,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def met(days: float, state: Met = Met.HELD) -> Meeting:
    """So many days ago; negative is to come."""
    return Meeting(ago(days) - HOUR, ago(days), state)


def said(*useful: int) -> list[Rating]:
    return [Rating(ago(len(useful) - n), each) for n, each in enumerate(useful)]


@pytest.mark.parametrize(("days", "expected"), [(20.9, []), (21, [Trouble.SILENCE])])
def test_three_weeks_without_a_session_are_silence(days: float, expected: list[Trouble]) -> None:
    assert troubles(Relation(ago(60), [met(days)]), NOW) == expected


def test_a_session_that_is_booked_or_on_breaks_the_silence() -> None:
    for coming in (met(-5, Met.BOOKED), Meeting(ago(0.02), NOW + HOUR, Met.BOOKED)):
        relation = Relation(ago(90), [met(40), coming])
        assert troubles(relation, NOW) == []
        assert next_meeting(relation, NOW) == coming.starts_at


def test_one_that_is_over_and_still_booked_is_none_to_come() -> None:
    assert next_meeting(Relation(ago(9), [met(1, Met.BOOKED)]), NOW) is None


def test_who_never_met_is_found_after_two_weeks_and_silent_after_three() -> None:
    assert troubles(Relation(ago(13.9)), NOW) == []
    assert troubles(Relation(ago(14)), NOW) == [Trouble.NEVER_MET]
    assert troubles(Relation(ago(21)), NOW) == [Trouble.NEVER_MET, Trouble.SILENCE]


def test_a_session_of_which_nobody_said_anything_is_no_alarm() -> None:
    relation = Relation(ago(30), [met(2, Met.UNKNOWN)])
    assert troubles(relation, NOW) == []
    assert last_meeting(relation) == ago(2) and silent_days(relation, NOW) == 2


def test_missed_twice_in_a_row_and_not_when_one_lies_between() -> None:
    twice = Relation(ago(30), [met(9), met(5, Met.MISSED), met(2, Met.MISSED)])
    assert troubles(twice, NOW) == [Trouble.MISSED]
    between = Relation(ago(30), [met(5, Met.MISSED), met(3), met(2, Met.MISSED)])
    assert troubles(between, NOW) == []
    assert troubles(Relation(ago(10), [met(2, Met.MISSED)]), NOW) == []


@pytest.mark.parametrize(
    ("useful", "low"),
    [((1, 2), False), ((2, 2, 2), True), ((5, 1, 2, 3), True), ((1, 1, 5), False)],
)
def test_low_is_the_mean_of_the_last_three(useful: tuple[int, ...], low: bool) -> None:
    found = troubles(Relation(ago(30), [met(1)], said(*useful)), NOW)
    assert found == ([Trouble.LOW_FEEDBACK] if low else [])


def test_what_staff_have_seen_to_has_to_come_anew() -> None:
    kinds = (Trouble.SILENCE, Trouble.MISSED, Trouble.LOW_FEEDBACK, Trouble.NEVER_MET)
    meetings = [met(40), met(30, Met.MISSED), met(28, Met.MISSED)]
    closed = dict.fromkeys(kinds, ago(3))
    assert troubles(Relation(ago(60), meetings, said(1, 1, 1, 1, 1), closed), NOW) == [
        Trouble.LOW_FEEDBACK  # two of them were said since
    ]
    assert troubles(Relation(ago(60), meetings, (), dict.fromkeys(kinds, ago(22))), NOW) == [
        Trouble.SILENCE
    ]


def test_the_most_pressing_comes_first() -> None:
    meetings = [met(30, Met.MISSED), met(25, Met.MISSED)]
    assert troubles(Relation(ago(60), meetings, said(1, 1, 1)), NOW) == list(Trouble)


def test_satisfaction_says_of_how_many() -> None:
    assert satisfaction(said(5, 2)).mean == 3.5 and satisfaction(said(5, 2)).count == 2
    assert satisfaction(()).mean is None


def test_a_load_is_full_or_much() -> None:
    assert Load(startups=2, places=2).is_full and not Load(startups=0, places=0).is_full
    assert Load(lately=480).is_much and not Load(minutes=4800, lately=479).is_much
