"""Matching again: what people were told stays, as far as it can and may."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.answers import Matching, Refused
from accelerator.matching.rules.match import match
from accelerator.matching.rules.problem import Candidate, Startup
from accelerator.matching.rules.rematch import Rematch, rematch
from tests.accelerator.matching.rules.problems import (
    cohort,
    keeps_every_rule,
    possible_matchings,
    possible_pairs,
    short_of,
    small_problems,
    total_of,
)


def published(problem, matching):
    return replace(problem, published=matching.chosen)


def after_departures(problem, *, leave):
    """Mentors leave; their pairs are no more."""
    gone = {mentor.id for mentor in problem.mentors[:leave]}
    return replace(
        problem,
        mentors=tuple(m for m in problem.mentors if m.id not in gone),
        candidates=tuple(c for c in problem.candidates if c.mentor_id not in gone),
    )


@settings(max_examples=60)
@given(small_problems())
def test_nothing_has_changed_so_nothing_changes(problem):
    matching = match(problem)
    if isinstance(matching, Matching):
        again = rematch(published(problem, matching))

        assert again.matching.chosen == matching.chosen
        assert (again.gone, again.let_go, again.new, again.loss) == ((), (), (), 0)


@settings(max_examples=80)
@given(small_problems(), st.data(), st.integers(0, 25))
def test_as_few_are_let_go_as_the_loss_allows_and_then_the_total_is_the_highest(
    problem, data, allowed
):
    pairs = st.frozensets(st.sampled_from([c.pair for c in problem.candidates]), max_size=5)
    problem = replace(problem, published=data.draw(pairs))
    outcome = rematch(problem, allowed_loss=allowed)
    if isinstance(outcome, Refused):
        assert not any(True for _pairs in possible_matchings(problem))
        return

    every = list(possible_matchings(problem))
    fewest = min(short_of(problem, pairs) for pairs in every)
    every = [pairs for pairs in every if short_of(problem, pairs) == fewest]
    best = max(total_of(problem, pairs) for pairs in every)
    near = [pairs for pairs in every if total_of(problem, pairs) >= best - allowed]
    possible = set(possible_pairs(problem)) & problem.published
    wanted = min((len(possible - pairs), -total_of(problem, pairs)) for pairs in near)

    assert (len(outcome.let_go), -outcome.matching.total) == wanted
    assert outcome.loss == best - outcome.matching.total <= allowed
    assert set(outcome.gone) == problem.published - possible
    assert keeps_every_rule(problem, outcome.matching.chosen)
    assert outcome.matching.proved


@pytest.mark.parametrize("share", [0.8, 0.4])
def test_the_higher_the_bonus_the_fewer_are_let_go_and_the_lower_is_the_total(share):
    problem = cohort(40, 50, share=share)
    problem = after_departures(published(problem, match(problem)), leave=4)

    rounds = [rematch(replace(problem, bonus=bonus)) for bonus in (0, 100, 700, 3_000, 100_000)]

    let_go = [len(one.let_go) for one in rounds]
    totals = [one.matching.total for one in rounds]
    assert let_go == sorted(let_go, reverse=True)
    assert totals == sorted(totals, reverse=True)
    assert let_go[0] > let_go[-1]
    assert {one.gone for one in rounds} == {rounds[0].gone}
    for one in rounds:
        assert one.loss == rounds[0].matching.total - one.matching.total
        assert set(one.kept) | set(one.gone) | set(one.let_go) == problem.published


def test_no_other_lets_fewer_go_for_the_loss_that_a_bonus_has():
    problem = cohort(30, 40, share=0.4)
    problem = after_departures(published(problem, match(problem)), leave=4)
    by_bonus = rematch(problem)

    exact = rematch(problem, allowed_loss=by_bonus.loss)

    assert len(exact.let_go) == len(by_bonus.let_go)
    assert exact.loss == by_bonus.loss


def test_a_team_that_joins_moves_nobody_when_there_is_room():
    problem = cohort(12, 30)
    matching = match(problem)
    late = Startup("late", 1, 1)
    pairs = tuple(Candidate("late", mentor.id, 4_000) for mentor in problem.mentors)
    joined = replace(
        published(problem, matching),
        startups=(*problem.startups, late),
        candidates=(*problem.candidates, *pairs),
    )

    outcome = rematch(joined)

    assert isinstance(outcome, Rematch)
    assert outcome.let_go == ()
    assert [pair[0] for pair in outcome.new] == ["late"]


@settings(max_examples=20)
@given(st.integers(1, 50))
def test_the_floor_is_kept_while_few_are_let_go(seed):
    problem = replace(cohort(8, 10, organisations=3, share=0.5, seed=seed), floor=0.9)
    matching = match(problem)
    problem = after_departures(published(problem, matching), leave=1)
    fresh = match(replace(problem, published=frozenset()))
    assume(fresh.proved)

    outcome = rematch(problem, allowed_loss=2_000)

    assert outcome.loss <= 2_000
    if fresh.floor.worst is not None:
        assert outcome.matching.floor.worst >= fresh.floor.asked
