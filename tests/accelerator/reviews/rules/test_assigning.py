"""Plans are exact: as good as trying everything, whatever the order, and joined."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.reviews.rules.affinities import UNKNOWN, affinity
from accelerator.reviews.rules.assigning import (
    OnlyFew,
    Paper,
    Plan,
    Problem,
    Reader,
    Shortfall,
    assign,
    rebalance,
)
from accelerator.reviews.rules.exchanges import exchanged
from accelerator.reviews.rules.graphs import components, is_connected
from accelerator.reviews.rules.openings import openings
from accelerator.reviews.rules.optima import best_choice
from tests.accelerator.reviews.rules.rounds import (
    best_worth,
    intake,
    is_joined,
    keeps_every_rule,
    possible_plans,
    shuffled,
    small_problems,
    worth,
)


def papers(count, **known):
    return tuple(Paper(f"A{n}", **known) for n in range(count))


def readers(count, *, most, **known):
    return tuple(Reader(f"R{n}", most, **known) for n in range(count))


@settings(max_examples=100)
@given(small_problems())
def test_a_plan_is_as_good_as_trying_everything(problem):
    outcome, best = assign(problem), best_worth(problem)

    if best is None:
        assert isinstance(outcome, Shortfall)
    else:
        assert isinstance(outcome, Plan)
        pairs = frozenset((read.application, read.reader) for read in outcome.new)
        assert pairs in set(possible_plans(problem))
        assert is_joined(problem, pairs)
        assert worth(problem, pairs) == best == (outcome.floor or 0, outcome.total)


@settings(max_examples=60)
@given(small_problems(connected=False))
def test_a_plan_need_not_be_joined_where_nobody_asks_for_it(problem):
    outcome, best = assign(problem), best_worth(problem)

    assert isinstance(outcome, Plan) == (best is not None)
    if best is not None:
        assert (outcome.floor or 0, outcome.total) == best


@settings(max_examples=60)
@given(small_problems())
def test_a_shortfall_counts_what_is_missing_and_names_who_is_in_the_way(problem):
    outcome = assign(problem)
    if isinstance(outcome, Plan):
        return

    assert outcome.few or outcome.squeezed or outcome.idle or len(outcome.groups) > 1
    assert outcome.short == sum(squeeze.short for squeeze in outcome.squeezed)
    assert outcome.short >= outcome.need - outcome.capacity
    assert all(squeeze.short > 0 for squeeze in outcome.squeezed)
    assert all(idle.possible < idle.promised for idle in outcome.idle)
    if outcome.groups:  # readers enough, but no way to join
        apart = replace(problem, connected=False)
        assert isinstance(assign(apart), Plan)


@settings(max_examples=50)
@given(small_problems(), st.integers(1, 1000))
def test_the_order_in_which_things_are_handed_over_does_not_matter(problem, seed):
    assert assign(shuffled(problem, seed=seed)) == assign(problem)


@settings(max_examples=40)
@given(small_problems())
def test_one_reader_more_never_makes_it_worse(problem):
    more = replace(problem, readers=(*problem.readers, Reader("R9", most=4)))

    before, after = (
        best_worth(replace(problem, connected=False)),
        assign(replace(more, connected=False)),
    )
    if before is not None:
        assert isinstance(after, Plan)
        assert (after.floor or 0, after.total) >= before


def test_the_same_seed_gives_the_same_plan_and_another_another():
    problem = intake(60, 8)

    first = assign(problem)

    assert assign(shuffled(problem)) == first
    assert assign(replace(problem, seed=2)).pairs != first.pairs
    assert assign(replace(problem, seed=2)).total == first.total


def test_a_whole_intake_keeps_every_rule():
    problem = intake(212, 20)
    plan = assign(problem)

    assert keeps_every_rule(problem, plan)
    assert plan.proven
    assert is_connected(plan.pairs)


@pytest.mark.parametrize("clusters", [2, 3, 6])
def test_groups_that_would_stay_apart_are_joined_by_bridges(clusters):
    """Experts of one field each: the best plan leaves as many groups as there are fields."""
    problem = Problem(
        tuple(Paper(f"A{n:02}", topics=frozenset({f"{n % clusters}"})) for n in range(48)),
        tuple(
            Reader(f"R{n:02}", 8, 2, expertise=frozenset({f"{n % clusters}"})) for n in range(24)
        ),
        reads_each=3,
    )

    plan = assign(problem)

    assert plan.groups == clusters
    assert len(plan.bridges) == clusters - 1
    assert plan.total == (48 * 3 - (clusters - 1)) * 1000  # no more reads astray than that
    assert plan.proven
    assert is_connected(plan.pairs)
    assert keeps_every_rule(problem, plan)
    without = plan.pairs - {(read.application, read.reader) for read in plan.bridges}
    assert len(components([], pairs=without)) == clusters


def test_too_little_capacity_is_said_in_numbers():
    shortfall = assign(Problem(papers(60), readers(12, most=14), reads_each=3))

    assert (shortfall.need, shortfall.capacity, shortfall.short) == (180, 168, 12)
    [squeeze] = shortfall.squeezed
    assert (len(squeeze.applications), len(squeeze.readers)) == (60, 12)


def test_an_application_that_can_get_only_two_of_three_is_named():
    problem = Problem(
        papers(8),
        readers(4, most=8),
        reads_each=3,
        conflicts=frozenset({("A7", "R0"), ("A7", "R1")}),
    )

    shortfall = assign(problem)

    assert shortfall.few == (OnlyFew("A7", wanted=3, possible=2),)
    assert shortfall.short == 1
    assert shortfall.need < shortfall.capacity


def test_those_who_compete_for_too_few_readers_are_named_with_them():
    german = papers(3, languages=frozenset({"de"}))
    others = tuple(Paper(f"B{n}", languages=frozenset({"en"})) for n in range(3))
    panel = (
        *(Reader(f"D{n}", 2, languages=frozenset({"de"})) for n in range(2)),
        *(Reader(f"E{n}", 9, languages=frozenset({"en"})) for n in range(2)),
    )

    shortfall = assign(Problem((*german, *others), panel, reads_each=2, connected=False))

    [squeeze] = shortfall.squeezed
    assert squeeze.applications == ("A0", "A1", "A2")
    assert squeeze.readers == ("D0", "D1")
    assert (squeeze.need, squeeze.room, shortfall.short) == (6, 4, 2)
    assert shortfall.few == ()


def test_more_reads_promised_than_there_are_is_said():
    shortfall = assign(Problem(papers(2), readers(3, most=2, least=2), reads_each=2))

    [idle] = shortfall.idle
    assert (idle.promised, idle.possible) == (6, 4)
    assert shortfall.short == 0


def test_groups_that_nothing_can_join_are_named_with_the_reads_that_would():
    german = papers(2, languages=frozenset({"de"}))
    english = tuple(Paper(f"B{n}", languages=frozenset({"en"})) for n in range(2))
    panel = (
        *(Reader(f"D{n}", 2, languages=frozenset({"de"})) for n in range(2)),
        *(Reader(f"E{n}", 2, languages=frozenset({"en"})) for n in range(2)),
    )
    problem = Problem((*german, *english), panel, reads_each=2)

    apart = assign(problem)
    both = Reader("Z", 4, languages=frozenset({"de", "en"}))
    joined = assign(replace(problem, readers=(*panel, both)))

    assert [group.readers for group in apart.groups] == [("D0", "D1"), ("E0", "E1")]
    assert apart.joining == ()  # nobody may read across
    assert isinstance(joined, Plan)


def test_one_read_each_cannot_join_and_what_would_is_offered():
    shortfall = assign(Problem(papers(4), readers(2, most=2), reads_each=1))

    assert len(shortfall.groups) > 1
    assert len(shortfall.joining) == len(shortfall.groups) - 1


def test_one_read_each_joins_only_where_one_reader_may_read_all():
    """Everybody has time for all: nothing but counting readers tells that it is hopeless."""
    problem = Problem(papers(8), readers(3, most=8), reads_each=1)
    each_misses_one = frozenset({("A7", "R0"), ("A1", "R1"), ("A2", "R2")})

    alone = assign(problem)
    hindered = assign(replace(problem, conflicts=each_misses_one))

    assert len(alone.loads) == 1
    assert isinstance(hindered, Shortfall)
    assert len(hindered.joining) == len(hindered.groups) - 1 > 0


def test_reads_that_stand_never_move():
    problem = intake(40, 6)
    first = assign(problem)
    kept = frozenset(sorted(first.pairs)[::2])

    again = rebalance(problem, kept=kept)

    assert {(r.application, r.reader) for r in again.reads if r.kept} == kept
    assert keeps_every_rule(replace(problem, kept=kept), again)


def test_an_application_gets_another_reader_when_a_late_read_has_faded():
    problem = Problem(papers(3), readers(5, most=3), reads_each=2)
    standing = assign(problem).pairs
    late = next(iter(sorted(standing)))

    soon = rebalance(problem, kept=standing, late={late: 6.9})
    gone = rebalance(problem, kept=standing, late={late: 7.0})

    assert soon.new == ()
    [added] = gone.new
    assert added.application == late[0]
    assert standing <= gone.pairs


def test_two_half_faded_reads_make_one_reader_more():
    problem = Problem(papers(3), readers(5, most=3), reads_each=2)
    standing = assign(problem).pairs
    late = {pair: 3.5 for pair in standing if pair[0] == "A0"}

    assert len(rebalance(problem, kept=standing, late=late).new) == 1


def test_a_reader_who_left_still_counts_with_what_they_read():
    problem = Problem(papers(3), readers(3, most=3), reads_each=2)

    plan = rebalance(problem, kept={("A0", "gone"), ("A1", "gone")})

    assert len(plan.new) == 4
    assert plan.loads["gone"] == 2


def test_languages_are_a_hard_limit_only_where_both_are_known():
    german = Paper("A0", languages=frozenset({"de"}))
    english = Reader("R0", 1, languages=frozenset({"en"}))
    unknown = Reader("R1", 1)

    plan = assign(Problem((german,), (english, unknown), reads_each=1))

    assert [read.reader for read in plan.reads] == ["R1"]


def test_tracks_are_a_hard_limit_only_for_readers_who_have_some():
    paper = Paper("A0", track="water")
    panel = (Reader("R0", 1, tracks=frozenset({"energy"})), Reader("R1", 1))

    assert assign(Problem((paper,), panel, reads_each=1)).reads[0].reader == "R1"


def test_what_is_unknown_is_left_out_and_never_counts_as_nothing():
    paper = Paper("A0", topics=frozenset({"water", "waste"}), languages=frozenset({"id"}))
    silent = Reader("R0", 1, languages=frozenset({"id"}))
    half = Reader("R1", 1, expertise=frozenset({"water"}), languages=frozenset({"id"}))

    assert affinity(paper, silent) == 1000
    assert affinity(paper, half) == 650
    assert affinity(paper, Reader("R2", 1)) == UNKNOWN


def test_the_worst_off_comes_before_the_sum():
    """R0 fits A0 in full and A1 not at all; the sum alone would leave A1 with nothing."""
    first = Paper("A0", topics=frozenset({"water", "waste", "energy", "mobility"}))
    second = Paper("A1", topics=frozenset({"health", "waste", "energy", "mobility"}))
    panel = (
        Reader("R0", 1, expertise=frozenset({"water", "waste", "energy", "mobility"})),
        Reader("R1", 1, expertise=frozenset({"water"})),
    )

    plan = assign(Problem((first, second), panel, reads_each=1, connected=False))

    assert plan.floor == 250
    assert {(read.application, read.reader) for read in plan.reads} == {("A0", "R1"), ("A1", "R0")}


def test_pairs_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="application, reader"):
        Problem(papers(1), readers(1, most=1), reads_each=1, conflicts=frozenset({("R0", "A0")}))


@settings(max_examples=60)
@given(small_problems(connected=False))
def test_exchanges_join_groups_and_keep_every_rule(problem):
    """What is left when the solver has no time: good enough to be used, never against a rule."""
    opened = openings(problem)
    plain = best_choice(opened, seed=1)
    if plain is None:
        return

    joined = exchanged(opened, plain)

    if joined is not None:
        assert frozenset(joined.pairs) in set(possible_plans(problem))
        assert is_joined(problem, frozenset(joined.pairs))
        assert joined.proven is (joined is plain)


def test_a_plan_comes_back_when_there_is_no_time_for_the_best(monkeypatch):
    problem = Problem(
        tuple(Paper(f"A{n:02}", topics=frozenset({f"{n % 3}"})) for n in range(24)),
        tuple(Reader(f"R{n:02}", 8, 2, expertise=frozenset({f"{n % 3}"})) for n in range(12)),
        reads_each=3,
    )
    best = assign(problem)
    monkeypatch.setattr("accelerator.reviews.rules.optima.MOST_ROUNDS", 0)

    plan = assign(problem)

    assert not plan.proven
    assert is_connected(plan.pairs)
    assert keeps_every_rule(problem, plan)
    assert best.total - 2000 <= plan.total <= best.total
