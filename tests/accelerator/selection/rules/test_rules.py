"""The pure part: fingerprints, seats, names of readers, quarters, the line."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.selection.rules import line
from accelerator.selection.rules.choices import Decided
from accelerator.selection.rules.feedback import names_in, quarter, quarters
from accelerator.selection.rules.staging import (
    Staged,
    counted,
    fingerprint,
    in_turn,
    seats_wanted,
    without_reasons,
)

A = Staged("a", 1, Decided.ACCEPT, 1)
B = Staged("b", 2, Decided.REJECT, 1)


def test_a_fingerprint_knows_every_change_and_no_order() -> None:
    before = fingerprint([A, B])

    assert fingerprint([B, A]) == before
    for changed in (
        replace(A, version=2),
        replace(A, choice=Decided.WAITLIST, rank=1),
        replace(A, sequence=2),
        replace(A, application="c"),
    ):
        assert fingerprint([changed, B]) != before
    assert fingerprint([A]) != before


def test_a_correction_gives_a_seat_back() -> None:
    back = replace(B, sequence=2, holds_seat=True)

    assert seats_wanted([A, B]) == 1
    assert seats_wanted([A, back]) == 0
    assert seats_wanted([replace(A, holds_seat=True)]) == 0


def test_what_lacks_a_reason() -> None:
    lines = [
        A,
        replace(B, has_reasons=False),
        replace(A, choice=Decided.CONDITIONAL),
        replace(A, sequence=2),
        replace(A, sequence=2, correction="We were wrong."),
    ]

    assert without_reasons(lines) == lines[1:4]


def test_places_are_given_before_the_line() -> None:
    first, second = (Staged("x", n, Decided.WAITLIST, 1, rank=3 - n) for n in (1, 2))

    assert in_turn([B, first, second, A])[0] == A
    assert [each.rank for each in in_turn([first, second])] == [1, 2]
    assert counted([A, B])[Decided.WAITLIST] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am Greta Lindqvist and I liked it.", ["Greta Lindqvist"]),
        ("Lindqvist says no.", ["Greta Lindqvist"]),
        ("The lindqvistian method", []),
        ("A good team", []),
        ("Great idea", []),
        ("Sri", ["Sri"]),
        ("Sriwijaya", []),
    ],
)
def test_names_of_readers_are_found_as_words(text: str, found: list[str]) -> None:
    assert names_in(text, ["Greta Lindqvist", "Sri"]) == found


def test_quarters_of_many() -> None:
    values = [float(n) for n in range(1, 9)]

    assert [quarter(value, values) for value in (8.0, 7.0, 6.0, 5.0, 3.0, 1.0)] == [
        1,
        1,
        2,
        2,
        3,
        4,
    ]
    assert quarter(3.0, [3.0, 3.0, 3.0]) == 1
    means = {"a": {"need": 5.0}, "b": {"need": 1.0}, "c": {}}
    assert (quarters(means, "a"), quarters(means, "c")) == ({"need": 1}, {})


@given(st.lists(st.floats(1, 5), min_size=1), st.data())
def test_a_quarter_is_one_of_four_and_better_is_never_later(
    values: list[float], data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(values)) for _ in range(2))

    assert 1 <= quarter(one, values) <= 4
    if one > other:
        assert quarter(one, values) <= quarter(other, values)


IDS = [UUID(int=n) for n in range(6)]


@given(st.permutations(IDS), st.sampled_from(IDS), st.integers(1, 9))
def test_putting_one_into_the_line_moves_nobody_past_another(
    given_line: list[UUID], one: UUID, at: int
) -> None:
    moved = line.put(given_line, one, at=at)

    assert [each for each in moved if each != one] == [each for each in given_line if each != one]
    assert moved.index(one) == min(at, len(given_line)) - 1


@given(st.permutations(IDS), st.lists(st.sampled_from(IDS)))
def test_ordering_some_keeps_the_rest_in_their_places(
    given_line: list[UUID], some: list[UUID]
) -> None:
    ordered = line.within(given_line, some)

    assert sorted(ordered) == sorted(given_line)
    for position, each in enumerate(given_line):
        if each not in some:
            assert ordered[position] == each
