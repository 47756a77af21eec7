"""Deciding: reasons, conditions, the line, many at once, and who may."""

import pytest

from accelerator.applications.models import ApplicationState
from accelerator.programmes.errors import NotNow
from accelerator.programmes.models import Phase
from accelerator.programmes.services import move_phase
from accelerator.selection import services
from accelerator.selection.errors import DecidedMeanwhile, NotToDecide
from accelerator.selection.models import Decision
from accelerator.selection.queries import decision_of, line_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from tests.accelerator.selection.stories import ACCEPT, REJECT, WAIT, Scene, a_scene
from tests.factories import a_person
from tests.factories.programme import a_conflict

pytestmark = pytest.mark.usefixtures("app")


def line(scene: Scene) -> list[int]:
    """Who waits, by their place among the scene's applications."""
    db.session.expire_all()
    ids = [each.id for each in scene.applications]
    return [ids.index(each.application_id) for each in line_of(scene.cohort)]


@pytest.mark.parametrize(
    ("judgement", "field"),
    [
        (Judgement(Decided.REJECT), "reason_codes"),
        (Judgement(Decided.REJECT, ("no such reason",)), "reason_codes"),
        (Judgement(Decided.CONDITIONAL, conditions="  "), "conditions"),
        (Judgement(Decided.ACCEPT, note="x" * 1001), "note"),
    ],
)
def test_a_decision_that_lacks_something_says_what(judgement: Judgement, field: str) -> None:
    scene = a_scene(1)

    with pytest.raises(Invalid) as refusal:
        scene.decide(0, judgement)

    assert list(refusal.value.errors) == [field]
    assert decision_of(scene.applications[0]) is None


def test_a_condition_belongs_to_a_conditional_place_alone() -> None:
    scene = a_scene(1)

    decision = scene.decide(0, Judgement(Decided.ACCEPT, conditions="Left over in the form"))

    assert decision.conditions == ""


def test_the_line_is_numbered_without_gaps_wherever_one_is_put() -> None:
    scene = a_scene(4)
    for n in (0, 1, 2):
        scene.decide(n, WAIT)
    scene.decide(3, Judgement(Decided.WAITLIST, rank=2))
    assert line(scene) == [0, 3, 1, 2]

    scene.decide(3, ACCEPT)
    scene.decide(0, Judgement(Decided.WAITLIST, rank=99))

    assert line(scene) == [1, 2, 0]
    ranks = db.session.query(Decision.rank).order_by(Decision.rank).filter(Decision.rank > 0)
    assert [rank for (rank,) in ranks] == [1, 2, 3]


def test_ordering_some_leaves_the_others_where_they_are() -> None:
    scene = a_scene(4)
    for n in range(4):
        scene.decide(n, WAIT)
    second, last = scene.applications[1].id, scene.applications[3].id

    with transaction():
        services.order_line(scene.cohort, [last, second], by=scene.manager)

    assert line(scene) == [0, 3, 2, 1]


def test_the_same_again_is_nothing_new() -> None:
    scene = a_scene(1)
    scene.decide(0, REJECT)
    scene.decide(0, REJECT)

    assert decision_of(scene.applications[0]).version == 1  # type: ignore[union-attr]
    assert db.session.query(Entry).filter_by(action="decision.made").count() == 1


def test_two_who_decide_at_once_do_not_overwrite_each_other() -> None:
    scene = a_scene(1)
    scene.decide(0, ACCEPT, expected=0)

    with pytest.raises(DecidedMeanwhile):
        scene.decide(0, REJECT, expected=0)


def test_many_are_turned_down_at_once_but_for_what_was_told() -> None:
    scene = a_scene(4, seats=2)
    scene.released(ACCEPT)

    with transaction():
        ids = [each.id for each in scene.applications]
        number = services.decide_all(scene.cohort, ids, judgement=REJECT, by=scene.manager)

    assert number == 3
    assert decision_of(scene.applications[0]).outcome is Decided.ACCEPT  # type: ignore[union-attr]


def test_who_may_not_decide() -> None:
    scene = a_scene(1)
    a_conflict(scene.second, scene.applications[0].startup)

    for person in (a_person(), scene.owner(0), scene.second):
        with pytest.raises(NotAllowed), transaction():
            services.decide(scene.applications[0], ACCEPT, by=person)


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE])
def test_what_is_not_eligible_is_not_decided(state: ApplicationState) -> None:
    scene = a_scene(1)
    with transaction():
        scene.applications[0].state = state

    with pytest.raises(NotToDecide):
        scene.decide(0, ACCEPT)


@pytest.mark.parametrize("phase", [Phase.PUBLISHED, Phase.ENDED])
def test_decisions_have_their_time(phase: Phase) -> None:
    scene = a_scene(1, phase=phase)

    with pytest.raises(NotToDecide):
        scene.decide(0, ACCEPT)


def test_a_team_that_took_its_place_keeps_it() -> None:
    scene = a_scene(1)
    scene.released(ACCEPT)
    with transaction():
        services.accept(scene.offer(0), by=scene.owner(0), agreed=True)

    with pytest.raises(NotToDecide):
        scene.decide(0, Judgement(Decided.REJECT, ("other",), correction="No"))


def test_what_was_told_is_not_taken_back() -> None:
    scene = a_scene(1)
    scene.released(ACCEPT)

    with pytest.raises(NotToDecide), transaction():
        services.undecide(scene.applications[0], by=scene.manager)


def test_a_cohort_is_not_announced_by_hand_before_a_release() -> None:
    scene = a_scene(1)

    with pytest.raises(NotNow, match="No decision has been released"), transaction():
        move_phase(scene.cohort, Phase.ANNOUNCED, by=scene.manager)
