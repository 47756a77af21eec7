"""What is missing can be counted by hand, and each change that is offered helps."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.answers import Matching
from accelerator.matching.rules.explanations import FixKind
from accelerator.matching.rules.match import match
from accelerator.matching.rules.problem import (
    Candidate,
    HardReason,
    Mentor,
    Organisation,
    Problem,
    Startup,
)
from accelerator.matching.rules.shortage import clashes, open_places
from tests.accelerator.matching.rules.problems import (
    Flow,
    cohort,
    possible_matchings,
    possible_pairs,
    short_of,
    small_problems,
)


def with_fix(problem, fix):
    """The problem after the change."""
    if fix.kind is FixKind.ORGANISATION_PLACE:
        more = tuple(replace(o, places=o.places + (o.id in fix.ids)) for o in problem.organisations)
        return replace(problem, organisations=more)
    if fix.kind is FixKind.MENTOR_PLACE:
        more = tuple(replace(m, places=m.places + (m.id in fix.ids)) for m in problem.mentors)
        return replace(problem, mentors=more)
    if fix.kind is FixKind.LIMIT:
        now = problem.limits.get(fix.ids, problem.limit)
        return replace(problem, limits={**problem.limits, fix.ids: now + 1})
    if fix.kind is FixKind.UNLOCK:
        return replace(problem, locks=problem.locks - {fix.ids})
    if fix.kind is FixKind.LOWER_MINIMUM:
        less = tuple(replace(s, lower=s.lower - (s.id in fix.ids)) for s in problem.startups)
        return replace(problem, startups=less)
    opened = tuple(c._replace(reason=None) if c.pair == fix.ids else c for c in problem.candidates)
    return replace(problem, candidates=opened, bans=problem.bans - {fix.ids})


def counted(problem, clash):
    """Need and supply by hand, without what is locked."""
    home = {m.id: m.organisation_id for m in problem.mentors}
    of_startup = Counter(s for s, _m in problem.locks)
    of_mentor = Counter(m for _s, m in problem.locks)
    of_home = Counter(home[m] for _s, m in problem.locks)
    of_both = Counter((s, home[m]) for s, m in problem.locks)
    need = sum(
        max(0, s.lower - of_startup[s.id]) for s in problem.startups if s.id in clash.startup_ids
    )
    supply = len(clash.pairs)
    supply += sum(m.places - of_mentor[m.id] for m in problem.mentors if m.id in clash.mentor_ids)
    supply += sum(
        o.places - of_home[o.id] for o in problem.organisations if o.id in clash.organisation_ids
    )
    supply += sum(problem.limits.get(g, problem.limit) - of_both[g] for g in clash.limits)
    return need, supply


def is_covered(problem, clash, pair):
    """Whether a possible pair of a startup that clashes is counted on the side of the supply."""
    home = {m.id: m.organisation_id for m in problem.mentors}
    startup_id, mentor_id = pair
    return (
        pair in clash.pairs
        or mentor_id in clash.mentor_ids
        or home[mentor_id] in clash.organisation_ids
        or (startup_id, home[mentor_id]) in clash.limits
    )


@settings(max_examples=150)
@given(small_problems(), st.booleans())
def test_a_certificate_can_be_counted_by_hand(problem, known):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return

    found = clashes(problem, matching.chosen if known else None)

    assert sum(clash.short for clash in found) == matching.short
    everybody = [id_ for clash in found for id_ in clash.startup_ids]
    assert len(set(everybody)) == len(everybody)
    for clash in found:
        assert clash.short > 0
        assert (clash.need, clash.supply) == counted(problem, clash)
        for pair in set(possible_pairs(problem)) - problem.locks:
            assert pair[0] not in clash.startup_ids or is_covered(problem, clash, pair)


@settings(max_examples=150)
@given(small_problems())
def test_each_change_that_is_offered_fills_one_place_more(problem):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return

    for clash in clashes(problem, matching.chosen):
        assert clash.fixes
        for fix in clash.fixes:
            assert match(with_fix(problem, fix)).short == matching.short - 1, fix


@settings(max_examples=100)
@given(small_problems(lowest=0))
def test_an_open_place_is_filled_by_each_change_that_is_offered_and_nobody_gets_fewer(problem):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return
    has = Counter(startup for startup, _mentor in matching.chosen)

    for place in open_places(problem, matching.chosen):
        assert place.open > 0
        exact = tuple(
            replace(s, lower=has[s.id] + (s.id == place.startup_id)) for s in problem.startups
        )
        wished = replace(problem, startups=exact)
        assert place.fillable == (match(wished).short == 0)  # others move, at a loss of total
        for fix in place.fixes:
            assert match(replace(with_fix(wished, fix), startups=exact)).short == 0, fix


def test_a_whole_cohort_counts_the_same_as_the_largest_flow():
    problem = cohort(40, 40, share=0.15)
    problem = replace(problem, startups=tuple(replace(s, lower=2) for s in problem.startups))

    found = clashes(problem)

    assert sum(clash.short for clash in found) == short_of(problem, Flow(problem).chosen) > 0


def test_the_full_house_is_named_and_one_place_more_there_is_the_mildest_change():
    house = Organisation("Kamar Dagang Kota", 2)
    teams = tuple(Startup(f"S{n}", 1, 2) for n in range(3))
    people = tuple(Mentor(f"M{n}", 2, house.id) for n in range(2))
    pairs = tuple(Candidate(t.id, m.id, 5_000) for t in teams for m in people)

    [clash] = clashes(Problem(teams, people, (house,), pairs))

    assert (clash.need, clash.supply, clash.short) == (3, 2, 1)
    assert clash.startup_ids == ("S0", "S1", "S2")
    assert clash.organisation_ids == ("Kamar Dagang Kota",)
    assert clash.mentor_ids == ()
    assert (clash.fixes[0].kind, clash.fixes[0].ids) == ("organisation_place", (house.id,))
    assert clash.fixes[0].best_fit == 5_000


def test_shortages_that_have_nothing_to_do_with_each_other_are_told_apart():
    teams = tuple(Startup(id_, 1, 1) for id_ in ("w1", "w2", "e1", "e2"))
    people = (Mentor("water", 1), Mentor("energy", 1))
    pairs = (
        Candidate("w1", "water"),
        Candidate("w2", "water"),
        Candidate("e1", "energy"),
        Candidate("e2", "energy"),
    )

    found = clashes(Problem(teams, people, (), pairs))

    assert [(c.startup_ids, c.mentor_ids) for c in found] == [
        (("e1", "e2"), ("energy",)),
        (("w1", "w2"), ("water",)),
    ]


def test_a_reason_that_could_fall_away_is_offered_with_it():
    problem = Problem(
        (Startup("a", 1, 1),),
        (Mentor("x", 1), Mentor("y", 1)),
        (),
        (Candidate("a", "x", 800, HardReason.FEW_HOURS), Candidate("a", "y", 700)),
        bans=frozenset({("a", "y")}),
    )

    [clash] = clashes(problem)

    assert [(fix.kind, fix.ids, fix.reason) for fix in clash.fixes] == [
        ("unban", ("a", "y"), None),
        ("hard_reason", ("a", "x"), HardReason.FEW_HOURS),
        ("lower_minimum", ("a",), None),
    ]


def test_who_has_enough_has_no_shortage():
    assert clashes(cohort(10, 20)) == ()


def test_open_places_can_be_asked_for_one_startup():
    problem = cohort(12, 12, share=0.3)
    matching = match(problem)
    places = open_places(problem, matching.chosen)
    assert len(places) > 1

    [one] = open_places(problem, matching.chosen, startup_ids=[places[0].startup_id])

    assert one == places[0]
    assert open_places(problem, matching.chosen, startup_ids=["nobody"]) == ()


@settings(max_examples=60)
@given(small_problems(locks=False))
def test_the_shortfall_is_what_no_matching_avoids(problem):
    assert sum(clash.short for clash in clashes(problem)) == min(
        short_of(problem, pairs) for pairs in possible_matchings(problem)
    )
