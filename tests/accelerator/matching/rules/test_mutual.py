"""Mutual choice: nobody would both rather, and startups do as well as they can in peace."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.answers import Cap, Refused
from accelerator.matching.rules.mutual import InconsistentOrders, Market, MutualChoice, choose
from accelerator.matching.rules.network import network_of
from accelerator.matching.rules.problem import Candidate, Mentor, Organisation, Problem, Startup
from tests.accelerator.matching.rules.problems import (
    cohort,
    keeps_all_caps,
    keeps_every_rule,
    possible_matchings,
    possible_pairs,
    shuffled,
    small_problems,
)


@st.composite
def markets(draw, **kinds):
    """Every startup and every organisation with an order of its own, not all of them naming all."""
    problem = draw(small_problems(**kinds))
    pairs = possible_pairs(problem)
    home = {m.id: m.organisation_id or m.id for m in problem.mentors}
    startup_orders = {}
    for startup in problem.startups:
        its = [m for s, m in pairs if s == startup.id]
        order = draw(st.permutations(its))
        startup_orders[startup.id] = tuple(order[: draw(st.integers(max(0, len(its) - 1), 4))])
    orders, mentor_orders = {}, {}
    for name in set(home.values()):
        order = draw(st.permutations([p for p in pairs if home[p[1]] == name]))
        if name.startswith("O"):
            orders[name] = tuple(order)
        else:
            mentor_orders[name] = tuple(s for s, _m in order)
    return Market(problem, startup_orders, orders, mentor_orders)


def greedy(ranked, fits):
    """The first of a ranked list that go together."""
    taken = []
    for one in ranked:
        if fits([*taken, one]):
            taken.append(one)
    return set(taken)


def wanted_by(market, pairs, startup_id):
    """What the startup would choose of these pairs, its locked ones first."""
    problem = market.problem
    order = [(startup_id, m) for m in market.startup_orders[startup_id]]
    locked = [p for p in sorted(problem.locks) if p[0] == startup_id]
    ranked = locked + [p for p in order if p in pairs and p not in problem.locks]
    roomy = without_supply(problem)
    return greedy(ranked, lambda some: keeps_all_caps(roomy, some))


def wanted_by_house(market, pairs, name):
    problem = market.problem
    home = {m.id: m.organisation_id or m.id for m in problem.mentors}
    order = market.organisation_orders.get(
        name, [(s, name) for s in market.mentor_orders.get(name, ())]
    )
    locked = [p for p in sorted(problem.locks) if home[p[1]] == name]
    ranked = locked + [p for p in order if p in pairs and p not in problem.locks]
    roomy = without_demand(problem)
    return greedy(ranked, lambda some: keeps_all_caps(roomy, some))


def without_supply(problem):
    return replace(
        problem,
        mentors=tuple(replace(m, places=99) for m in problem.mentors),
        organisations=tuple(replace(o, places=99) for o in problem.organisations),
    )


def without_demand(problem):
    startups = tuple(replace(s, upper=99) for s in problem.startups)
    return replace(problem, startups=startups, limit=None, limits={})


def is_stable(market, pairs):
    """By definition: each side would choose what it has, and no pair would choose each other."""
    home = {m.id: m.organisation_id or m.id for m in market.problem.mentors}
    of_startup = {s: {p for p in pairs if p[0] == s} for s in market.startup_orders}
    of_house = {h: {p for p in pairs if home[p[1]] == h} for h in set(home.values())}
    if any(wanted_by(market, its, s) != its for s, its in of_startup.items()):
        return False
    if any(wanted_by_house(market, its, h) != its for h, its in of_house.items()):
        return False
    return not any(
        pair in wanted_by(market, of_startup[pair[0]] | {pair}, pair[0])
        and pair in wanted_by_house(market, of_house[home[pair[1]]] | {pair}, home[pair[1]])
        for pair in set(possible_pairs(market.problem)) - pairs
    )


@settings(max_examples=200)
@given(markets())
def test_no_startup_and_mentor_would_both_rather(market):
    choice = choose(market)

    if isinstance(choice, Refused):
        assert not any(True for _pairs in possible_matchings(market.problem))
        return
    assert keeps_every_rule(market.problem, [placed.pair for placed in choice.pairs])
    assert is_stable(market, choice.chosen)


@settings(max_examples=80)
@given(markets(locks=False))
def test_no_startup_does_better_in_any_other_stable_matching(market):
    choice = choose(market)

    for other in possible_matchings(market.problem):
        if is_stable(market, other):
            for startup_id in market.startup_orders:
                ours = {p for p in choice.chosen if p[0] == startup_id}
                theirs = {p for p in other if p[0] == startup_id}
                assert wanted_by(market, ours | theirs, startup_id) == ours


@settings(max_examples=60)
@given(markets(), st.integers(0, 1000))
def test_the_order_in_which_things_are_listed_does_not_matter(market, seed):
    mixed = replace(market, problem=shuffled(market.problem, seed=seed))

    one, other = choose(market), choose(mixed)

    assert getattr(one, "pairs", one) == getattr(other, "pairs", other)


@pytest.mark.parametrize(("share", "limit"), [(0.8, 2), (0.4, 1), (0.4, None)])
def test_where_both_sides_go_by_fit_it_is_the_greedy_matching(share, limit):
    problem = cohort(30, 40, share=share, limit=limit, step=500)
    network = network_of(problem)
    lots = dict(zip(map(network.pair, range(network.size)), network.lots().tolist(), strict=True))
    best_first = sorted(
        (c for c in problem.candidates if c.reason is None), key=lambda c: (-c.fit, lots[c.pair])
    )

    choice = choose(Market(problem))

    assert choice.chosen == greedy(
        [c.pair for c in best_first], lambda some: keeps_all_caps(problem, some)
    )
    assert choice.total == sum(placed.fit for placed in choice.pairs)


def test_minimum_places_are_not_its_business_but_are_told():
    problem = Problem(
        (Startup("loved", 1, 1), Startup("unloved", 1, 1)),
        (Mentor("x", 1),),
        (),
        (Candidate("loved", "x", 10), Candidate("unloved", "x", 99)),
    )

    choice = choose(Market(problem, mentor_orders={"x": ("loved", "unloved")}))

    assert choice.chosen == {("loved", "x")}
    assert [(u.startup_id, u.short) for u in choice.unmet] == [("unloved", 1)]


def test_a_house_with_one_place_chooses_between_its_mentors_wishes():
    """Its order is made of theirs: each mentor's first choice before their second."""
    teams = (Startup("a", 0, 1), Startup("b", 0, 1))
    people = (Mentor("x", 1, "house"), Mentor("y", 1, "house"))
    pairs = tuple(Candidate(t.id, m.id, 5_000) for t in teams for m in people)
    problem = Problem(teams, people, (Organisation("house", 1),), pairs)

    choice = choose(
        Market(
            problem,
            startup_orders={"a": ("x", "y"), "b": ("x", "y")},
            mentor_orders={"x": ("a", "b"), "y": ("a", "b")},
        )
    )

    assert choice.chosen == {("a", "x")}


def test_an_order_that_contradicts_its_mentor_is_refused():
    """m would rather have a than b; the house says it the other way round."""
    teams = tuple(Startup(id_, 0, 1) for id_ in "abc")
    people = (Mentor("m", 1, "house"), Mentor("n", 1, "house"))
    pairs = (Candidate("a", "m"), Candidate("b", "m"), Candidate("c", "n"))
    problem = Problem(teams, people, (Organisation("house", 1),), pairs)
    order = {"house": (("b", "m"), ("c", "n"), ("a", "m"))}

    with pytest.raises(InconsistentOrders) as refused:
        choose(Market(problem, organisation_orders=order, mentor_orders={"m": ("a", "b")}))
    assert refused.value.mentor_id == "m"

    agreed = choose(Market(problem, organisation_orders=order, mentor_orders={"m": ("b", "a")}))
    assert isinstance(agreed, MutualChoice)
    assert agreed.chosen == {("b", "m")}


def test_an_order_that_is_not_strict_is_refused():
    problem = cohort(2, 2)
    twice = {"O00": (("S0000", "M0000"), ("S0000", "M0000"))}

    with pytest.raises(ValueError, match="strict"):
        choose(Market(problem, organisation_orders=twice))


def test_locks_that_cannot_be_are_refused():
    problem = cohort(4, 4)
    locks = frozenset({("S0000", m.id) for m in problem.mentors})
    problem = replace(
        problem, locks=locks, candidates=tuple(c._replace(reason=None) for c in problem.candidates)
    )

    refused = choose(Market(problem))

    assert isinstance(refused, Refused)
    assert Counter(b.cap for b in refused.breaks)[Cap.STARTUP] == 1
