"""The manager's own hand: what a change would do is told before, and is what then is."""

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.matching.errors import CannotBe, ChangedMeanwhile, NotNow
from accelerator.matching.models import (
    Matching,
    MatchingState,
    Mode,
    PairingState,
    PairRule,
    RuleKind,
)
from accelerator.matching.queries.proposals import answer_of, is_outdated, pairs_of, problem_of
from accelerator.matching.rules.answers import Cap
from accelerator.matching.rules.explanations import Add, Ban, Drop, Lock, Move, Release, Swap
from accelerator.matching.rules.standings import broken
from accelerator.matching.services.by_hand import Word, apply_edit, effect_of, set_rule
from accelerator.matching.services.proposing import Asked
from accelerator.mentors.models import Side
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.history.models import Entry
from tests.accelerator.matching.stories import Scene, a_scene
from tests.factories.mentoring import a_pairing
from tests.factories.programme import a_conflict, a_programme_manager


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def chosen(matching: Matching) -> set[tuple[str, str]]:
    return {(str(each.startup_id), str(each.mentor_id)) for each in pairs_of(matching)}


def unchosen(scene: Scene, matching: Matching) -> list[tuple[str, str]]:
    every = [scene.pair(s, m) for s in range(4) for m in range(5)]
    return [pair for pair in every if pair not in chosen(matching)]


def test_a_lock_is_told_before_and_holds_afterwards(scene: Scene) -> None:
    first = scene.proposal()
    pair = unchosen(scene, first)[0]
    effect = effect_of(first, Lock(pair), by=scene.manager)
    assert db.session.scalars(select(PairRule)).all() == []
    with transaction():
        made = apply_edit(first, Lock(pair), by=scene.manager, version=first.version)
    assert (made.number, made.state, made.base_id) == (2, MatchingState.PROPOSED, first.id)
    assert pair in chosen(made)
    assert chosen(made) - chosen(first) == set(effect.added)
    assert chosen(first) - chosen(made) == set(effect.removed)
    assert answer_of(made).total == effect.after.total == sum(p.fit for p in pairs_of(made))
    assert answer_of(made).blocking == effect.after.blocking
    assert not broken(problem_of(made), chosen(made))
    assert not is_outdated(made, by=scene.manager)
    assert is_outdated(first, by=scene.manager)
    assert pair in chosen(scene.proposal())
    actions = set(db.session.scalars(select(Entry.action)))
    assert {"pair.locked", "matching.changed-by-hand"} <= actions


def test_a_ban_keeps_away_until_it_is_taken_back(scene: Scene) -> None:
    first = scene.proposal()
    pair = next(iter(sorted(chosen(first))))
    with transaction():
        made = apply_edit(first, Ban(pair), by=scene.manager, version=first.version)
    assert pair not in chosen(made)
    assert pair not in chosen(scene.proposal())
    with transaction():
        back = apply_edit(made, Release(pair), by=scene.manager, version=made.version)
    assert answer_of(back).total == answer_of(first).total
    assert chosen(scene.proposal()) == chosen(first)


def test_what_is_there_already_is_held_and_nobody_moves(scene: Scene) -> None:
    first = scene.proposal()
    pair = min(chosen(first))
    effect = effect_of(first, Lock(pair), by=scene.manager)
    assert (effect.added, effect.removed, effect.points) == ((), (), 0)
    with transaction():
        made = apply_edit(first, Lock(pair), by=scene.manager, version=first.version)
    assert chosen(made) == chosen(first)
    with pytest.raises(CannotBe) as refusal, transaction():
        apply_edit(made, Drop(pair), by=scene.manager, version=made.version)
    assert refusal.value.details["breaks"] == [Cap.LOCKED]


def test_moves_swaps_additions_and_their_opposite_leave_the_rest(scene: Scene) -> None:
    first = scene.proposal()
    before = chosen(first)
    startup, mentor = min(before)
    with transaction():
        less = apply_edit(first, Drop((startup, mentor)), by=scene.manager, version=first.version)
    assert chosen(less) == before - {(startup, mentor)}
    with transaction():
        again = apply_edit(less, Add((startup, mentor)), by=scene.manager, version=less.version)
    assert chosen(again) == before
    assert answer_of(again).total == answer_of(first).total
    for other in scene.mentors:
        move = Move((startup, mentor), str(other.id))
        if (startup, move.to_mentor_id) in before:
            continue
        if not effect_of(first, move, by=scene.manager).breaks:
            with transaction():
                moved = apply_edit(first, move, by=scene.manager, version=first.version)
            expected = before - {(startup, mentor)} | {(startup, move.to_mentor_id)}
            assert chosen(moved) == expected
            break
    else:
        pytest.fail("nobody to move to")
    one, two = _swappable(before)
    swap = Swap(one, two)
    effect = effect_of(first, swap, by=scene.manager)
    assert set(effect.removed) == {one, two} or effect.breaks


def _swappable(
    pairs: set[tuple[str, str]],
) -> tuple[tuple[str, str], tuple[str, str]]:
    return next(
        (one, two)
        for one in sorted(pairs)
        for two in sorted(pairs)
        if one[0] != two[0]
        and one[1] != two[1]
        and (one[0], two[1]) not in pairs
        and (two[0], one[1]) not in pairs
    )


def test_nobody_overwrites_and_only_staff_without_a_conflict_change(scene: Scene) -> None:
    first = scene.proposal()
    pair = unchosen(scene, first)[0]
    with pytest.raises(ChangedMeanwhile), transaction():
        apply_edit(first, Lock(pair), by=scene.manager, version=first.version + 1)
    other = a_programme_manager(scene.cohort.programme)
    a_conflict(other, scene.startups[0])
    with pytest.raises(NotAllowed):
        effect_of(first, Lock(pair), by=other)
    with pytest.raises(NotAllowed), transaction():
        apply_edit(first, Lock(pair), by=scene.founders[0], version=first.version)


def test_a_pair_that_works_together_is_ended_before_it_is_forbidden(scene: Scene) -> None:
    first = scene.proposal()
    startup, places = scene.startups[0], scene.places[0]
    a_pairing(places, startup, state=PairingState.ACTIVE)
    pair = (str(startup.id), str(places.mentor_id))
    for edit in (Ban(pair), Release(pair)):
        with pytest.raises(NotNow):
            effect_of(first, edit, by=scene.manager)
    with pytest.raises(NotNow), transaction():
        set_rule(
            scene.cohort, startup, mentor=places.mentor, word=Word(RuleKind.BAN), by=scene.manager
        )


def test_a_change_of_mutual_choice_is_chosen_anew_and_stays_stable(scene: Scene) -> None:
    for place, mentor in enumerate((4, 3, 2), start=1):
        scene.rank(Side.STARTUP, 0, mentor, place)
    first = scene.proposal(Asked(mode=Mode.MUTUAL))
    assert answer_of(first).blocking == ()
    pair = scene.pair(0, 4)
    assert pair in chosen(first)
    with transaction():
        made = apply_edit(first, Ban(pair), by=scene.manager, version=first.version)
    assert made.mode is Mode.MUTUAL
    assert pair not in chosen(made)
    assert answer_of(made).blocking == ()
