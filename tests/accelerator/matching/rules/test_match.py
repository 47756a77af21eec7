"""The best proposal: as good as trying everything, whatever the order, and never against a rule."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.answers import Cap, Matching, NotSolvedInTime, Refused
from accelerator.matching.rules.match import match
from accelerator.matching.rules.network import network_of
from accelerator.matching.rules.phases import Phase
from accelerator.matching.rules.problem import (
    Candidate,
    HardReason,
    Mentor,
    Organisation,
    Problem,
    Startup,
)
from accelerator.matching.rules.solver import Solver
from hub.core.waiting import GivenUp, Watch
from tests.accelerator.matching.rules.problems import (
    Flow,
    best_worth,
    cohort,
    keeps_all_caps,
    keeps_every_rule,
    possible_matchings,
    possible_pairs,
    short_of,
    shuffled,
    small_problems,
    total_of,
    values_of,
    worth,
)


@settings(max_examples=150)
@given(small_problems())
def test_a_matching_is_as_good_as_trying_everything_and_keeps_every_rule(problem):
    outcome, best = match(problem), best_worth(problem)

    if best is None:
        assert isinstance(outcome, Refused)
        return
    assert isinstance(outcome, Matching)
    assert keeps_every_rule(problem, [placed.pair for placed in outcome.pairs])
    assert worth(problem, outcome.chosen) == best
    assert (-outcome.short, outcome.total + outcome.bonus) == best
    assert outcome.proved
    assert outcome.gap == 0


@settings(max_examples=100)
@given(small_problems())
def test_locks_are_kept_or_it_is_said_which_cap_they_break(problem):
    outcome = match(problem)

    if isinstance(outcome, Matching):
        assert problem.locks <= outcome.chosen
        assert problem.bans.isdisjoint(outcome.chosen)
        assert {placed.pair for placed in outcome.pairs if placed.locked} == problem.locks
        return
    assert outcome.breaks
    for broken in outcome.breaks:
        assert set(broken.pairs) <= problem.locks
        assert len(broken.pairs) > broken.allowed
    forbidden = problem.locks - set(possible_pairs(problem))
    assert forbidden == {b.ids for b in outcome.breaks if b.cap in (Cap.HARD, Cap.BANNED)}
    caps = [b for b in outcome.breaks if b.cap not in (Cap.HARD, Cap.BANNED)]
    assert bool(caps) is not keeps_all_caps(problem, sorted(problem.locks))


def test_what_nobody_would_choose_is_locked_and_kept():
    """The pairs that fit least, in a cohort where there is better for everybody."""
    problem = cohort(24, 30)
    possible = [c for c in problem.candidates if c.reason is None]
    worst = {}
    for one in sorted(possible, key=lambda c: c.fit, reverse=True):
        worst[one.startup_id] = one.pair
    taken, locks = set(), set()
    for pair in worst.values():
        if pair[1] not in taken:
            taken.add(pair[1])
            locks.add(pair)

    outcome = match(replace(problem, locks=frozenset(locks), limit=None))

    assert len(locks) > 8
    assert locks.isdisjoint(match(problem).chosen)
    assert locks <= outcome.chosen


@settings(max_examples=80)
@given(small_problems(), st.integers(0, 1000))
def test_the_order_in_which_things_are_listed_does_not_matter(problem, seed):
    assert match(shuffled(problem, seed=seed)) == match(problem)


@pytest.mark.parametrize("share", [0.8, 0.4])
def test_equals_are_drawn_the_same_way_in_a_whole_cohort(share):
    """Fits in steps of a fifth: hundreds of matchings are equally good."""
    problem = cohort(40, 50, share=share, step=2_000)

    assert match(shuffled(problem, seed=3)) == match(shuffled(problem, seed=4))


def test_lots_favour_nobody_for_their_place_in_the_alphabet():
    """One place, many startups that fit equally: over many mentors, not always the first wins."""
    winners = set()
    for n in range(12):
        teams = tuple(Startup(f"S{k}", 0, 1) for k in range(4))
        pairs = tuple(Candidate(team.id, f"M{n}", 5_000) for team in teams)
        problem = Problem(teams, (Mentor(f"M{n}", 1),), (), pairs, floor=0)
        winners |= match(problem).chosen

    assert len({startup for startup, _mentor in winners}) > 2


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("share", "limit"), [(0.8, 2), (0.3, 1), (0.15, None)])
def test_a_cohort_is_matched_as_well_as_by_successive_shortest_paths(seed, share, limit):
    problem = cohort(24, 30, share=share, seed=seed, limit=limit)
    problem = replace(problem, startups=tuple(replace(s, lower=2) for s in problem.startups))

    matching, flow = match(problem), Flow(problem)

    assert keeps_every_rule(problem, matching.chosen)
    assert worth(problem, matching.chosen) == worth(problem, flow.chosen)


def test_sixty_startups_are_matched_as_well_as_by_successive_shortest_paths():
    problem = cohort(60, 60, share=0.4)

    assert worth(problem, match(problem).chosen) == worth(problem, Flow(problem).chosen)


@pytest.mark.parametrize("share", [0.8, 0.3])
def test_corners_of_the_linear_program_are_whole_without_being_asked_to(share):
    network = network_of(cohort(50, 60, share=share))
    solver = Solver(network, seconds=60)

    solver.solve(network.gain)

    values = np.array(solver.highs.getSolution().col_value)
    assert np.abs(values - np.rint(values)).max() < 1e-6


@settings(max_examples=60)
@given(small_problems(locks=False), st.data())
def test_more_room_never_makes_it_worse(problem, data):
    before = match(problem)
    more = data.draw(st.sampled_from(["startup's reach", "mentor", "place", "house", "reason"]))
    if more == "mentor":
        better = replace(
            problem,
            mentors=(*problem.mentors, Mentor("M9", 1)),
            candidates=(*problem.candidates, Candidate("S0", "M9", 7)),
        )
    elif more == "place":
        better = replace(
            problem, mentors=tuple(replace(m, places=m.places + 1) for m in problem.mentors)
        )
    elif more == "house":
        better = replace(
            problem,
            organisations=tuple(replace(o, places=o.places + 1) for o in problem.organisations),
        )
    elif more == "reason":
        better = replace(
            problem, candidates=tuple(c._replace(reason=None) for c in problem.candidates)
        )
    else:
        better = replace(
            problem, startups=tuple(replace(s, upper=s.upper + 1) for s in problem.startups)
        )

    after = match(better)

    assert (-after.short, after.total) >= (-before.short, before.total)


def test_more_room_in_a_cohort_makes_it_better_and_never_worse():
    """Place by place at every house, where they are scarce; then what was ruled out is allowed."""
    problem = cohort(24, 30, share=0.2)
    problem = replace(problem, startups=tuple(replace(s, lower=2) for s in problem.startups))
    found = [match(problem)]
    for n in range(len(problem.organisations) * 2):
        houses = list(problem.organisations)
        at = n % len(houses)
        houses[at] = replace(houses[at], places=houses[at].places + 1)
        problem = replace(problem, organisations=tuple(houses))
        found.append(match(problem))
    allowed = tuple(c._replace(reason=None) for c in problem.candidates)
    found.append(match(replace(problem, candidates=allowed)))

    worths = [(-each.short, each.total) for each in found]
    assert worths == sorted(worths)
    assert worths[0] < worths[1] < worths[-2] < worths[-1]


@settings(max_examples=60)
@given(small_problems(locks=False), st.data())
def test_a_chosen_pair_that_fits_better_stays(problem, data):
    matching = match(problem)
    assume(matching.pairs)
    pair = data.draw(st.sampled_from([placed.pair for placed in matching.pairs]))
    better = tuple(c._replace(fit=c.fit + 5) if c.pair == pair else c for c in problem.candidates)

    assert pair in match(replace(problem, candidates=better)).chosen


@settings(max_examples=60)
@given(small_problems(), st.integers(2, 50))
def test_the_scale_of_fits_does_not_matter(problem, times):
    larger = tuple(c._replace(fit=c.fit * times) for c in problem.candidates)

    one, other = match(problem), match(replace(problem, candidates=larger))

    if isinstance(one, Matching):
        assert other.chosen == one.chosen
        assert other.total == one.total * times


def test_in_a_cohort_the_scale_of_fits_does_not_matter():
    problem = cohort(24, 30, share=0.4)
    smaller = tuple(c._replace(fit=c.fit // 50) for c in problem.candidates)
    larger = tuple(c._replace(fit=c.fit * 47) for c in smaller)

    one, other = (match(replace(problem, candidates=fits)) for fits in (smaller, larger))

    assert one.chosen == other.chosen
    assert other.total == 47 * one.total


@settings(max_examples=60)
@given(small_problems(locks=False, reasons=False), st.integers(1, 40))
def test_praise_for_all_mentors_of_a_startup_of_fixed_number_changes_nothing(problem, praise):
    exact = tuple(replace(s, lower=s.upper) if s.id == "S0" else s for s in problem.startups)
    problem = replace(problem, startups=exact)
    matching = match(problem)
    assume(matching.short == 0)
    praised = tuple(
        c._replace(fit=c.fit + praise) if c.startup_id == "S0" else c for c in problem.candidates
    )

    assert match(replace(problem, candidates=praised)).chosen == matching.chosen


@settings(max_examples=120)
@given(small_problems(locks=False, lowest=1, largest=60), st.sampled_from([0.5, 0.9, 1.0]))
def test_the_worst_off_is_lifted_to_the_floor_and_then_the_total_is_the_highest(problem, share):
    plain = match(problem)
    assume(plain.short == 0 and any(s.upper for s in problem.startups))
    allowed = [pairs for pairs in possible_matchings(problem) if not short_of(problem, pairs)]
    highest = max(min(values_of(problem, pairs).values()) for pairs in allowed)

    lifted = match(replace(problem, floor=share))

    assert lifted.proved
    assert lifted.floor.worst == min(values_of(problem, lifted.chosen).values())
    assert lifted.floor.worst >= share * highest
    assert lifted.floor.reachable >= highest
    assert lifted.floor.worst >= lifted.floor.asked
    assert lifted.total <= plain.total == lifted.best_total
    above = [p for p in allowed if min(values_of(problem, p).values()) >= lifted.floor.asked]
    assert lifted.total == max(total_of(problem, pairs) for pairs in above)
    assert lifted.floor.binding == (lifted.total < plain.total)
    if share == 1:
        assert lifted.floor.certain
        assert lifted.floor.reachable == highest


def test_without_a_floor_the_worst_off_may_be_left_with_little():
    """The total alone gives the good mentor to whom it fits best."""
    problem = Problem(
        (Startup("modest", 1, 1), Startup("brilliant", 1, 1)),
        (Mentor("expert", 1), Mentor("novice", 1)),
        (),
        (
            Candidate("brilliant", "expert", 9_000),
            Candidate("brilliant", "novice", 5_000),
            Candidate("modest", "expert", 4_000),
            Candidate("modest", "novice", 500),
        ),
        floor=0,
    )

    plain, fair = match(problem), match(replace(problem, floor=0.9))

    assert (plain.total, plain.floor.worst, plain.floor.reachable) == (9_500, 500, None)
    assert (fair.total, fair.floor.worst, fair.floor.reachable) == (9_000, 4_000, 4_000)
    assert fair.share == pytest.approx(9_000 / 9_500)
    assert fair.floor.binding
    assert fair.floor.certain


@pytest.mark.parametrize("seed", [1, 2])
def test_a_floor_in_a_tight_cohort_costs_little(seed):
    problem = cohort(30, 40, share=0.4, seed=seed)

    plain, fair = match(problem), match(replace(problem, floor=0.9))

    assert fair.proved
    assert plain.floor.worst < fair.floor.asked <= fair.floor.worst
    assert 0.9 * plain.total < fair.total < plain.total
    assert keeps_every_rule(problem, fair.chosen)
    assert match(shuffled(replace(problem, floor=0.9), seed=5)) == fair


def test_whom_a_shortage_leaves_without_a_mentor_does_not_drag_the_floor_down():
    """Two startups need the language of one mentor; the rest is matched as fairly as ever."""
    problem = Problem(
        (
            Startup("bugis 1", 1, 1),
            Startup("bugis 2", 1, 1),
            Startup("a", 1, 1),
            Startup("b", 1, 1),
        ),
        (Mentor("bugis", 1), Mentor("expert", 1), Mentor("novice", 1)),
        (),
        (
            Candidate("bugis 1", "bugis", 3_000),
            Candidate("bugis 2", "bugis", 2_000),
            Candidate("a", "expert", 9_000),
            Candidate("a", "novice", 5_000),
            Candidate("b", "expert", 4_000),
            Candidate("b", "novice", 500),
        ),
    )

    matching = match(problem)

    assert [(u.startup_id, u.short) for u in matching.unmet] == [("bugis 2", 1)]
    assert matching.floor.startup_ids == ("b",)
    assert matching.floor.worst == 4_000


def test_a_pair_is_ruled_out_however_well_it_fits():
    pairs = (
        Candidate("a", "friend", 10_000, HardReason.CONFLICT),
        Candidate("a", "stranger", 10),
    )
    problem = Problem(
        (Startup("a", 1, 2),), (Mentor("friend", 1), Mentor("stranger", 1)), (), pairs
    )

    assert match(problem).chosen == {("a", "stranger")}


def test_mentors_of_one_house_share_its_places():
    teams = tuple(Startup(f"S{n}", 0, 2) for n in range(3))
    house = Organisation("Kamar Dagang Kota", 2)
    people = tuple(Mentor(f"M{n}", 3, house.id) for n in range(3))
    pairs = tuple(Candidate(t.id, m.id, 5_000) for t in teams for m in people)

    matching = match(Problem(teams, people, (house,), pairs, limit=1))

    assert len(matching.pairs) == 2
    assert len({placed.startup_id for placed in matching.pairs}) == 2  # at most one of a house


def test_pairs_who_would_both_rather_are_counted():
    """The optimum separates a and x, who fit each other best."""
    pairs = (
        Candidate("a", "x", 100),
        Candidate("a", "y", 99),
        Candidate("b", "x", 90),
        Candidate("b", "y", 10),
    )
    problem = Problem(
        (Startup("a", 1, 1), Startup("b", 1, 1)), (Mentor("x", 1), Mentor("y", 1)), (), pairs
    )

    matching = match(problem)

    assert matching.chosen == {("a", "y"), ("b", "x")}
    assert matching.blocking == (("a", "x"),)


def test_wishes_that_came_true_are_counted():
    pairs = tuple(Candidate(s, m, 5_000) for s in "ab" for m in "xyz")
    problem = Problem(
        (Startup("a", 1, 1), Startup("b", 1, 2)),
        tuple(Mentor(m, 1) for m in "xyz"),
        (),
        pairs,
        locks=frozenset({("a", "x"), ("b", "z")}),
        bans=frozenset({("b", "y")}),
        rankings={"a": ("x", "y"), "b": ("y", "z")},
    )

    profile = match(problem).profile

    assert (profile.of, profile.first, profile.second, profile.third) == (2, 1, 1, 0)


def test_out_of_time_before_anything_is_known_is_said():
    with pytest.raises(NotSolvedInTime):
        match(replace(cohort(60, 80), seconds=0.0))


def test_out_of_time_while_the_floor_is_sought_leaves_a_whole_matching(monkeypatch):
    """What comes back is the best without the floor, and says that it is not proved."""
    problem = replace(cohort(30, 40, share=0.4), floor=0.9)
    plain = match(replace(problem, floor=0))

    def never(_model):
        raise NotSolvedInTime

    monkeypatch.setattr("accelerator.matching.rules.floors.FloorModel.reachable", never)
    hasty = match(problem)

    assert not hasty.proved
    assert not hasty.floor.held
    assert hasty.chosen == plain.chosen
    assert keeps_every_rule(problem, hasty.chosen)


def test_out_of_time_during_the_branching_states_the_gap():
    """Whenever the solver is stopped, a whole matching comes back, or the error; never a part."""
    problem = cohort(84, 120, share=0.35, organisations=15)
    seen = set()
    for seconds in (0.05, 0.2, 0.4, 0.8):
        try:
            hasty = match(replace(problem, floor=1.0, seconds=seconds))
        except NotSolvedInTime:
            seen.add("nothing")
            continue
        seen.add("proved" if hasty.proved else "not proved")
        assert keeps_every_rule(problem, hasty.chosen)
        assert hasty.proved == (hasty.gap == 0 and hasty.floor.held)
    assert seen - {"proved"}


class Until(Watch):
    """Waits until it was asked so often."""

    def __init__(self, often):
        self.asked, self.often, self.phases = 0, often, []

    def begins(self, phase):
        self.phases.append(phase)

    def is_over(self):
        self.asked += 1
        return self.asked > self.often


def test_nobody_waits_any_more_so_the_solver_stops_at_its_next_step():
    """It asks hundreds of times on its way to an answer; whenever it is over, there is none."""
    problem = replace(cohort(84, 120, share=0.35, organisations=15), floor=1.0)
    patient = Until(1_000_000)
    assert match(problem, watch=patient) == match(problem)
    assert patient.asked > 200
    assert patient.phases == [Phase.TOTAL, Phase.HEIGHT, Phase.LIFTING]

    for often in (0, 1, patient.asked // 2, patient.asked - 1):
        watch = Until(often)
        with pytest.raises(GivenUp):
            match(problem, watch=watch)
        assert watch.asked <= often + 3  # the step in which it is told, and the end of the run


def test_what_makes_no_sense_is_refused():
    team, mentor = Startup("a", 1, 1), Mentor("x", 1)

    for wrong in (
        {"startups": (team, team)},
        {"startups": (Startup("a", 2, 1),)},
        {"mentors": (Mentor("x", 1, "nowhere"),)},
        {"mentors": (Mentor("x", -1),)},
        {"floor": 1.5},
    ):
        with pytest.raises(ValueError, match=r"\w"):
            replace(Problem((team,), (mentor,), (), ()), **wrong)
    for candidates in ((Candidate("a", "y"),), (Candidate("a", "x"), Candidate("a", "x"))):
        with pytest.raises(ValueError, match=r"unknown|twice"):
            match(Problem((team,), (mentor,), (), candidates))


def test_nobody_and_nothing_is_matched_with_nobody():
    assert match(Problem((), (), (), ())).pairs == ()
    alone = match(Problem((Startup("a", 1, 1),), (), (), ()))
    assert alone.short == 1
    assert alone.floor.worst is None
