"""Prices are what forcing a pair costs, to the point; the chain leads there."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from accelerator.matching.rules.answers import Cap, Matching
from accelerator.matching.rules.explanations import StepKind
from accelerator.matching.rules.match import match
from accelerator.matching.rules.problem import Candidate, HardReason, Mentor, Problem, Startup
from accelerator.matching.rules.why import Explainer
from tests.accelerator.matching.rules.problems import (
    best_worth,
    cohort,
    keeps_every_rule,
    possible_matchings,
    possible_pairs,
    small_problems,
    total_of,
    values_of,
    worth,
)


def followed(matching, steps):
    pairs = set(matching.chosen)
    for step in steps:
        pair = step.startup_id, step.mentor_id
        if step.kind is StepKind.TAKES:
            assert pair not in pairs
            pairs.add(pair)
        else:
            pairs.remove(pair)
    return frozenset(pairs)


def at_price(matching, price):
    """The worth of a matching that is so much less."""
    return -(matching.short + price.unmet), matching.total + matching.bonus - price.points


@settings(max_examples=120)
@given(small_problems())
def test_a_price_is_what_forcing_the_pair_costs_and_the_chain_leads_there(problem):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return
    explainer = Explainer(problem, matching)
    prices = explainer.prices()

    assert sorted(price.pair for price in prices) == sorted(possible_pairs(problem))
    for price in prices:
        pair = price.pair
        forced = replace(problem, locks=problem.locks | {pair})
        best, why_not = best_worth(forced), explainer.why_not(pair)
        if best is None:
            assert price.impossible
            assert not why_not.is_possible
            continue
        assert at_price(matching, price) == best
        assert (price.unmet, price.points) >= (0, 0)
        assert why_not.price == price
        there = followed(matching, why_not.steps)
        assert keeps_every_rule(forced, there)
        assert worth(problem, there) == best
        assert pair not in matching.chosen or price.is_free


@settings(max_examples=80)
@given(small_problems())
def test_losing_a_pair_costs_what_the_best_matching_without_it_is_less(problem):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return
    explainer = Explainer(problem, matching)

    for placed in matching.pairs:
        why = explainer.why(placed.pair)
        without = replace(
            problem, locks=problem.locks - {placed.pair}, bans=problem.bans | {placed.pair}
        )
        best = max(worth(problem, pairs) for pairs in possible_matchings(without))
        assert at_price(matching, why.losing) == best
        assert worth(problem, followed(matching, why.steps)) == best


@pytest.mark.parametrize(("share", "limit"), [(0.8, 2), (0.4, 1), (0.4, None)])
def test_prices_of_a_cohort_are_those_of_matching_anew(share, limit):
    problem = cohort(40, 50, share=share, limit=limit)
    matching = match(problem)
    explainer = Explainer(problem, matching)
    prices = explainer.prices()
    unchosen = sorted(set(possible_pairs(problem)) - matching.chosen)

    for pair in Random(1).sample(unchosen, 40):
        forced = match(replace(problem, locks=frozenset({pair})))
        assert at_price(matching, prices[pair]) == (-forced.short, forced.total)
        why_not = explainer.why_not(pair)
        assert why_not.price == prices[pair]
        assert sum(step.change for step in why_not.steps) == -prices[pair].points
        assert keeps_every_rule(problem, followed(matching, why_not.steps))


@pytest.mark.parametrize("seed", range(4))
def test_prices_found_all_at_once_are_those_of_the_chains_found_one_by_one(seed):
    """Mentors have a place or two, some are of no organisation, limits bind here and not there."""
    random = Random(seed)
    plain = cohort(12, 16, share=random.choice([0.5, 0.9]), seed=seed, organisations=4)
    limits = {
        (s.id, o.id): random.randint(1, 2) for s in plain.startups for o in plain.organisations
    }
    mentors = tuple(
        replace(
            m,
            places=random.randint(0, 2),
            organisation_id=random.choice([m.organisation_id] * 2 + [None]),
        )
        for m in plain.mentors
    )
    problem = replace(plain, mentors=mentors, limits=limits)
    explainer = Explainer(problem, match(problem))

    for price in explainer.prices():
        told = explainer.why_not(price.pair)
        assert price.impossible if told.breaks else told.price == price


def test_the_bonus_of_published_pairs_is_part_of_the_price():
    problem = cohort(20, 24, share=0.5)
    published = replace(problem, published=match(problem).chosen, bonus=3_000)
    matching = match(published)
    prices = Explainer(published, matching).prices()

    for pair in Random(1).sample(sorted(set(possible_pairs(problem)) - matching.chosen), 20):
        forced = match(replace(published, locks=frozenset({pair})))
        assert prices[pair].points == matching.total + matching.bonus - forced.total - forced.bonus


def test_a_list_of_prices_is_read_by_row_or_by_pair():
    problem = cohort(6, 8)
    prices = Explainer(problem, match(problem)).prices()

    assert len(prices) == len(possible_pairs(problem))
    assert [prices[price.pair] for price in prices] == list(prices)
    ruled_out = next(c.pair for c in problem.candidates if c.reason)
    for pair in (ruled_out, ("nobody", "M0000"), ("S0000", "nobody")):
        with pytest.raises(KeyError):
            prices[pair]


def test_the_chain_can_be_told():
    """m12 is full: it would have to drop s3, which moves to m40."""
    problem = Problem(
        (Startup("s3", 1, 1), Startup("s7", 0, 1)),
        (Mentor("m12", 1), Mentor("m40", 1)),
        (),
        (
            Candidate("s3", "m12", 8_000),
            Candidate("s3", "m40", 6_800),
            Candidate("s7", "m12", 6_100),
            Candidate("s7", "m40", 6_000),
        ),
    )
    matching = match(problem)

    why_not = Explainer(problem, matching).why_not(("s7", "m12"))

    assert matching.chosen == {("s3", "m12"), ("s7", "m40")}
    assert why_not.price.points == 1_100
    assert why_not.price.certain
    assert [(s.kind, s.startup_id, s.mentor_id, s.change) for s in why_not.steps] == [
        ("takes", "s7", "m12", 6_100),
        ("drops", "s3", "m12", -8_000),
        ("takes", "s3", "m40", 6_800),
        ("drops", "s7", "m40", -6_000),
    ]


def test_why_this_mentor_tells_ranks_the_price_of_losing_and_who_is_next():
    problem = Problem(
        (Startup("a", 1, 1), Startup("b", 0, 1)),
        (Mentor("x", 1), Mentor("y", 1)),
        (),
        (Candidate("a", "x", 900), Candidate("a", "y", 400), Candidate("b", "x", 300)),
        floor=0,
    )
    matching = match(problem)

    why = Explainer(problem, matching).why(("a", "x"))

    assert (why.fit, why.rank_of_mentor, why.mentors) == (900, 1, 2)
    assert (why.rank_of_startup, why.startups) == (1, 2)
    assert why.losing.points == 900 - 400 - 300
    assert (why.next_mentor_id, why.next_startup_id) == ("y", "b")


def test_free_alternatives_cost_nothing():
    problem = Problem(
        (Startup("a", 1, 1),),
        (Mentor("x", 1), Mentor("y", 1)),
        (),
        (Candidate("a", "x", 900), Candidate("a", "y", 900)),
        floor=0,
    )

    prices = Explainer(problem, match(problem)).prices()

    assert all(price.is_free for price in prices)


def test_hard_rules_answer_with_their_reason_and_locks_with_what_they_hold():
    problem = Problem(
        (Startup("a", 0, 1), Startup("b", 0, 1)),
        (Mentor("x", 1), Mentor("y", 1)),
        (),
        (
            Candidate("a", "x", 900),
            Candidate("b", "x", 800),
            Candidate("a", "y", 0, HardReason.NO_LANGUAGE),
        ),
        locks=frozenset({("a", "x")}),
    )
    banned = replace(problem, locks=frozenset(), bans=frozenset({("b", "x")}))
    explainer = Explainer(problem, match(problem))

    assert explainer.why_not(("a", "y")).reason is HardReason.NO_LANGUAGE
    assert explainer.why_not(("b", "y")).unknown
    [broken] = explainer.why_not(("b", "x")).breaks
    assert (broken.cap, broken.ids, broken.pairs) == (Cap.MENTOR, ("x",), (("a", "x"), ("b", "x")))
    assert Explainer(banned, match(banned)).why_not(("b", "x")).reason is HardReason.BANNED
    assert explainer.prices()["b", "x"].impossible


@settings(max_examples=50)
@given(small_problems(locks=False, lowest=1, largest=60))
def test_where_the_floor_binds_lists_say_at_least_and_the_answer_is_exact(problem):
    problem = replace(problem, floor=0.9)
    matching = match(problem)
    if not matching.floor.binding or matching.short:
        return
    explainer = Explainer(problem, matching)

    for price in explainer.prices():
        pair = price.pair
        kept = [
            pairs
            for pairs in possible_matchings(replace(problem, locks=frozenset({pair})))
            if min(values_of(problem, pairs).values()) >= matching.floor.asked
        ]
        if kept:
            exact = matching.total - max(total_of(problem, pairs) for pairs in kept)
            assert price.points <= exact
            assert explainer.why_not(pair).is_possible
        assert price.certain == (pair in matching.chosen)


def test_where_the_floor_binds_a_cohort_has_prices_too():
    problem = replace(cohort(20, 26, share=0.4), floor=0.9)
    matching = match(problem)
    explainer = Explainer(problem, matching)
    assert matching.floor.binding

    prices = explainer.prices()
    dear = max(prices, key=lambda price: price.points)
    why_not = explainer.why_not(dear.pair)

    assert why_not.price.points >= dear.points > 0
    assert why_not.steps[0].kind is StepKind.TAKES
    assert dear.pair in followed(matching, why_not.steps)
    assert explainer.why(matching.pairs[0].pair).losing.points >= 0
