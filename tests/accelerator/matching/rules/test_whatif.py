"""By hand: the effect is told before it is saved, and undoing gives back what was there."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.answers import Cap, Matching
from accelerator.matching.rules.explanations import Add, Ban, Drop, Lock, Move, Release, Swap
from accelerator.matching.rules.match import match
from accelerator.matching.rules.problem import Candidate, HardReason, Mentor, Problem, Startup
from accelerator.matching.rules.whatif import WhatIf
from tests.accelerator.matching.rules.problems import (
    best_worth,
    cohort,
    keeps_every_rule,
    short_of,
    small_problems,
    total_of,
    worth,
)


@settings(max_examples=80)
@given(small_problems(), st.data())
def test_a_lock_or_a_ban_matches_the_rest_as_well_as_anew(problem, data):
    matching = match(problem)
    if not isinstance(matching, Matching):
        return
    what_if = WhatIf(problem, matching)
    start = what_if.state
    applied = 0

    for _edit in range(3):
        pair = data.draw(st.sampled_from([c.pair for c in problem.candidates]))
        edit = data.draw(st.sampled_from([Lock, Ban, Release]))(pair)
        before = what_if.state
        effect = what_if.effect(edit)
        assert what_if.state == before
        assert what_if.apply(edit) == effect
        after = what_if.state
        assert best_worth(after.problem) is not None
        assert effect.before == before.standing
        if effect.breaks:
            assert after == before
            continue
        applied += 1
        assert worth(after.problem, after.pairs) == best_worth(after.problem)
        assert keeps_every_rule(after.problem, after.pairs)
        assert effect.after.total == total_of(problem, after.pairs)
        assert effect.after.unmet == short_of(problem, after.pairs)
        assert set(effect.added) == after.pairs - before.pairs
        assert set(effect.removed) == before.pairs - after.pairs

    for _edit in range(applied):
        what_if.undo()
    assert what_if.state == start


@settings(max_examples=50)
@given(small_problems(locks=False), st.data())
def test_undoing_restores_the_program_too(problem, data):
    """After a lock is taken back, the next edit is judged as if it had never been."""
    matching = match(problem)
    pairs = st.sampled_from([c.pair for c in problem.candidates])
    one, other = data.draw(pairs), data.draw(pairs)
    touched, fresh = WhatIf(problem, matching), WhatIf(problem, matching)

    if not touched.apply(Lock(one)).breaks:
        touched.undo()

    before, after = touched.effect(Ban(other)), fresh.effect(Ban(other))
    assert (before.after.total, before.after.unmet) == (after.after.total, after.after.unmet)


def test_what_was_taken_back_in_a_cohort_is_as_if_it_had_never_been():
    """Locks of pairs that fit badly move many; after all are undone, a ban moves as few as ever."""
    problem = cohort(30, 40, share=0.4)
    matching = match(problem)
    touched, fresh = WhatIf(problem, matching), WhatIf(problem, matching)
    bad = sorted((c.fit, c.pair) for c in problem.candidates if c.reason is None)[:12]

    applied = sum(not touched.apply(Lock(pair)).breaks for _fit, pair in bad)
    assert touched.state.standing.total < fresh.state.standing.total
    for _edit in range(applied):
        touched.undo()

    assert touched.state == fresh.state
    for placed in matching.pairs[:12]:
        assert touched.effect(Ban(placed.pair)) == fresh.effect(Ban(placed.pair))


@pytest.mark.parametrize("share", [0.8, 0.35])
def test_a_cohort_is_matched_around_locks_and_bans_as_well_as_anew(share):
    problem = cohort(40, 50, share=share)
    matching = match(problem)
    what_if, random = WhatIf(problem, matching), Random(1)
    possible = sorted(c.pair for c in problem.candidates if c.reason is None)

    for pair in random.sample(possible, 30):
        kind = Ban if pair in what_if.state.pairs else Lock
        effect = what_if.apply(kind(pair))
        if not effect.breaks:
            anew = match(what_if.state.problem)
            assert (effect.after.unmet, effect.after.total) == (anew.short, anew.total)


def test_where_the_floor_binds_it_is_kept_around_a_ban():
    problem = replace(cohort(20, 26, share=0.4), floor=0.9)
    matching = match(problem)
    assert matching.floor.binding

    effect = WhatIf(problem, matching).effect(Ban(matching.pairs[0].pair))

    anew = match(replace(problem, bans=frozenset({matching.pairs[0].pair})))
    assert effect.after.worst >= min(matching.floor.asked, anew.floor.worst)


def small():
    return Problem(
        (Startup("a", 1, 1), Startup("b", 1, 1)),
        (Mentor("x", 1), Mentor("y", 1), Mentor("z", 1)),
        (),
        tuple(
            Candidate(s, m, fit)
            for s, m, fit in (
                ("a", "x", 900),
                ("a", "y", 500),
                ("a", "z", 200),
                ("b", "x", 800),
                ("b", "y", 700),
                ("b", "z", 100),
            )
        ),
        floor=0,
    )


def test_a_move_and_a_swap_leave_everything_else_as_it_is():
    what_if = WhatIf(small(), match(small()))
    assert what_if.state.pairs == {("a", "x"), ("b", "y")}

    move = what_if.effect(Move(("b", "y"), "z"))
    swap = what_if.apply(Swap(("a", "x"), ("b", "y")))

    assert (move.added, move.removed, move.points) == ((("b", "z"),), (("b", "y"),), -600)
    assert move.after.blocking == (("b", "y"),)
    assert swap.points == 500 + 800 - 900 - 700
    assert swap.after.worst == 500
    assert swap.after.worst_startup_ids == ("a",)
    assert what_if.state.pairs == {("a", "y"), ("b", "x")}
    assert what_if.undo().pairs == {("a", "x"), ("b", "y")}


def test_a_pair_can_be_dropped_and_added_by_hand():
    what_if = WhatIf(small(), match(small()))

    dropped = what_if.apply(Drop(("a", "x")))
    added = what_if.apply(Add(("a", "z")))

    assert (dropped.points, dropped.after.unmet) == (-900, 1)
    assert (added.points, added.after.unmet) == (200, 0)


def test_what_breaks_a_cap_or_a_lock_is_refused_and_changes_nothing():
    what_if = WhatIf(small(), match(small()))
    what_if.apply(Lock(("a", "x")))
    before = what_if.state

    full = what_if.apply(Add(("b", "x")))
    locked = what_if.apply(Move(("a", "x"), "z"))
    twice = what_if.apply(Lock(("b", "x")))

    assert {broken.cap for broken in full.breaks} == {Cap.STARTUP, Cap.MENTOR}
    assert [broken.cap for broken in locked.breaks] == [Cap.LOCKED]
    assert [(broken.cap, broken.ids) for broken in twice.breaks] == [(Cap.MENTOR, ("x",))]
    assert what_if.state == before


def test_a_pair_that_is_not_there_cannot_be_moved():
    what_if = WhatIf(small(), match(small()))

    for edit in (Move(("a", "y"), "z"), Drop(("b", "x")), Add(("a", "x"))):
        with pytest.raises(ValueError, match="not there"):
            what_if.apply(edit)
    with pytest.raises(IndexError):
        what_if.undo()


def test_a_proposal_changed_by_hand_can_be_taken_up_again():
    by_hand = {("a", "y"), ("b", "x")}
    what_if = WhatIf(small(), match(small()), pairs=by_hand)

    assert what_if.state.pairs == by_hand
    assert what_if.state.standing.total == 1_300
    assert what_if.effect(Lock(("b", "x"))).points == 0
    assert what_if.effect(Release(("b", "x"))).points == 300


def test_where_nothing_is_possible_nothing_is_the_best():
    problem = Problem(
        (Startup("a", 0, 1),),
        (Mentor("x", 1),),
        (),
        (Candidate("a", "x", 900, HardReason.CONFLICT),),
    )

    what_if = WhatIf(problem, match(problem))

    assert what_if.state.pairs == frozenset()
    assert what_if.effect(Ban(("a", "x"))).points == 0
    assert what_if.effect(Lock(("a", "x"))).breaks[0].reason is HardReason.CONFLICT
