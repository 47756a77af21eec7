"""Finals by pairs: Bradley and Terry's numbers, and nothing where nothing was compared."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.reviews.rules.pairwise import (
    PSEUDO_WINS,
    Comparison,
    Relation,
    next_pair,
    standings,
)


def wins(*pairs):
    """ "AB" reads: A was put before B."""
    return [Comparison(winner, loser, judge="J") for winner, loser in pairs]


def strengths(known):
    return {each.application: each.strength for each in known.strengths}


def test_strengths_satisfy_the_likelihood_equations():
    """At the maximum everybody has won as often as was to be expected (with the half wins)."""
    random = Random(4)
    comparisons = wins(*(random.sample("ABCDEF", 2) for _ in range(60)))

    known = strengths(standings("ABCDEF", comparisons))

    for one in "ABCDEF":
        met = [each for each in comparisons if one in (each.winner, each.loser)]
        others = {each.loser if each.winner == one else each.winner for each in met}
        expected = sum(
            1
            / (1 + np.exp(known[other] - known[one]))
            * (sum(other in (each.winner, each.loser) for each in met) + 2 * PSEUDO_WINS)
            for other in others
        )
        won = sum(each.winner == one for each in met) + PSEUDO_WINS * len(others)
        assert expected == pytest.approx(won, rel=1e-6)
    assert sum(known.values()) == pytest.approx(0, abs=1e-9)


def test_two_applications_have_the_logit_and_error_of_their_wins():
    first, second = standings("AB", wins("AB", "AB", "AB", "BA")).strengths

    assert first.strength - second.strength == pytest.approx(np.log(3.5 / 1.5), rel=1e-6)
    assert first.error == pytest.approx(np.sqrt(1 / 3.5 + 1 / 1.5) / 2, rel=1e-6)
    assert (first.rank, second.rank, first.wins, first.compared) == (1, 2, 3, 4)


def test_who_won_everything_is_not_infinitely_far_away():
    known = standings("ABC", wins("AB", "AC", "BC"))

    assert [each.application for each in known.strengths] == ["A", "B", "C"]
    assert all(abs(each.strength) < 3 for each in known.strengths)


def test_what_was_never_compared_is_unknown():
    known = standings("ABCDE", wins("AB", "BA", "CD"))

    assert known.groups == 3
    assert known.relation("A", "B") is Relation.ESTIMATED
    assert known.relation("C", "D") is Relation.ORDERED
    assert known.relation("A", "C") is Relation.UNKNOWN
    assert known.chance("A", "C") is None
    assert strengths(known)["E"] is None


def test_two_who_lost_to_the_same_one_are_unknown_to_each_other():
    known = standings("ABC", wins("CA", "CB", "CB"))

    assert known.relation("A", "B") is Relation.UNKNOWN


def test_even_is_half_a_win_for_either():
    known = standings("AB", [Comparison("A", "B", even=True)])

    assert strengths(known) == pytest.approx({"A": 0, "B": 0})
    assert known.relation("A", "B") is Relation.ESTIMATED
    assert {each.rank for each in known.strengths} == {1}


@settings(max_examples=30)
@given(st.lists(st.sampled_from(list(combinations("ABCDE", 2))), max_size=12), st.randoms())
def test_the_order_of_comparisons_does_not_matter(pairs, random):
    comparisons = wins(*pairs)
    expected = standings("ABCDE", comparisons)

    random.shuffle(comparisons)

    assert standings("EDCBA", comparisons) == expected


@settings(max_examples=30)
@given(st.lists(st.sampled_from(list(combinations("ABCD", 2))), min_size=1, max_size=8))
def test_one_more_win_never_weakens(pairs):
    comparisons = wins(*pairs)
    winner, loser = pairs[0]

    before = strengths(standings("ABCD", comparisons))
    after = strengths(standings("ABCD", [*comparisons, Comparison(winner, loser)]))

    assert after[winner] - after[loser] >= before[winner] - before[loser] - 1e-9


def test_what_joins_groups_is_asked_first_and_nothing_twice():
    comparisons = wins("AB", "CD")
    known = standings("ABCD", comparisons)

    asked = next_pair(known, comparisons, judge="J")

    assert len({"A", "B"} & set(asked)) == 1
    seen = [Comparison(*pair, judge="J") for pair in combinations("ABCD", 2)]
    assert next_pair(known, seen, judge="J") is None
    assert next_pair(known, seen, judge="other") is not None


def test_a_judge_is_never_asked_about_what_they_must_not_see():
    known = standings("ABC", [])

    assert next_pair(known, [], judge="J", barred={"A"}) == ("B", "C")
    assert next_pair(known, [], judge="J", barred={"A", "B"}) is None


def test_asking_what_is_suggested_soon_makes_everything_known():
    comparisons = []
    for _turn in range(24):
        known = standings("ABCDEFGH", comparisons)
        one, other = next_pair(known, comparisons, judge=f"J{len(comparisons)}")
        comparisons.append(Comparison(min(one, other), max(one, other), judge="J"))

    known = standings("ABCDEFGH", comparisons)
    assert known.groups == 1
    assert known.strengths[0].application == "A"
    assert known.strengths[-1].application == "H"
    told = [known.relation(a, b) for a, b in combinations("ABCDEFGH", 2)]
    assert told.count(Relation.UNKNOWN) <= 2


def test_an_application_is_not_compared_with_itself():
    with pytest.raises(ValueError, match="itself"):
        standings("A", wins("AA"))
