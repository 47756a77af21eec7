"""Who may take a class, and what is in the way of those who may not."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hub.learning.classes.rules.audience import Audience
from hub.learning.enrolments.rules.entry import (
    Comer,
    Gate,
    InTheWay,
    Moment,
    Obstacle,
    fits,
    in_the_way,
)
from hub.learning.enrolments.rules.standing import LIVE, Standing, standing
from hub.places.rules.steps import LIVE as LIVE_PLACES
from hub.places.rules.steps import PlaceState
from tests.factories import MONDAY

DAY = timedelta(days=1)
A, B, C = (UUID(int=n) for n in range(1, 4))

names = st.sampled_from(["agency", "school", "startup"])
some = st.frozensets(names)
courses = st.frozensets(st.sampled_from([A, B, C]))
instants = st.integers(-30, 30).map(lambda n: MONDAY + n * DAY)
audiences = st.builds(
    Audience,
    organisation_kinds=some.map(tuple),
    cohort_ids=some.map(tuple),
    groups=some.map(tuple),
)
gates = st.builds(
    Gate,
    is_published=st.sampled_from([True, True, True, False]),
    is_cancelled=st.sampled_from([False, False, False, True]),
    opens_at=st.none() | instants,
    closes_at=st.none() | instants,
    over_at=st.none() | instants,
    needs_key=st.booleans(),
    audience=audiences,
    required=courses,
)
comers = st.builds(Comer, organisation_kinds=some, cohort_ids=some, groups=some, completed=courses)
moments = st.sampled_from(Moment)
keys = st.sampled_from([None, True, False])


def found(gate: Gate, comer: Comer = Comer(), **more) -> Obstacle | None:  # noqa: B008 - frozen
    said = {"at": MONDAY, "moment": Moment.COMING} | more
    told = in_the_way(gate, comer, **said)
    return told.obstacle if told else None


def test_an_open_class_takes_everybody():
    assert found(Gate()) is None


def test_the_window_is_half_open():
    gate = Gate(opens_at=MONDAY, closes_at=MONDAY + DAY)

    assert found(gate, at=MONDAY - timedelta(seconds=1)) is Obstacle.NOT_OPEN_YET
    assert found(gate, at=MONDAY) is None
    assert found(gate, at=MONDAY + DAY) is Obstacle.CLOSED


def test_what_is_missing_is_named():
    gate = Gate(required=frozenset({A, B}))
    told = in_the_way(gate, Comer(completed=frozenset({B, C})), at=MONDAY, moment=Moment.COMING)

    assert told == InTheWay(Obstacle.COURSES_FIRST, missing=frozenset({A}))


def test_a_key_is_asked_for_once_all_else_is_right():
    gate = Gate(needs_key=True, required=frozenset({A}))
    ready = Comer(completed=frozenset({A}))

    assert found(gate) is Obstacle.COURSES_FIRST
    assert found(gate, ready) is Obstacle.KEY_NEEDED
    assert found(gate, ready, key_fits=False) is Obstacle.WRONG_KEY
    assert found(gate, ready, key_fits=True) is None


@given(gates, comers, instants, keys)
def test_who_came_in_is_not_asked_for_more_in_line(gate, comer, at, key):
    """At the same instant, promotion refuses nobody whom enrolment would take."""
    if found(gate, comer, at=at, key_fits=key) is None:
        assert found(gate, comer, at=at, moment=Moment.IN_LINE) is None


@given(gates, comers, instants, moments, keys)
def test_what_ends_a_class_ends_it_for_everybody(gate, comer, at, moment, key):
    told = found(gate, comer, at=at, moment=moment, key_fits=key)
    asked = {"at": at, "moment": moment, "key_fits": key}

    assert found(replace(gate, is_cancelled=True), comer, **asked) is Obstacle.CANCELLED
    if gate.closes_at is not None and at >= gate.closes_at:
        assert told is not None
    if gate.over_at is not None and at >= gate.over_at:
        assert told is not None


@given(gates, comers, comers, instants, moments)
def test_being_more_never_keeps_anybody_out(gate, comer, other, at, moment):
    both = Comer(*(getattr(comer, name) | getattr(other, name)
                   for name in Comer.__dataclass_fields__))  # fmt: skip
    asked = {"at": at, "moment": moment, "key_fits": True}

    if found(gate, comer, **asked) is None:
        assert found(gate, both, **asked) is None


@given(audiences, comers)
def test_one_condition_is_enough_and_none_is_everybody(audience, comer):
    alone = [
        replace(Audience(), **{name: getattr(audience, name)})
        for name in Audience.__dataclass_fields__
        if getattr(audience, name)
    ]

    assert fits(audience, comer) is (not alone or any(fits(each, comer) for each in alone))


@given(gates, comers, instants, instants)
def test_an_hour_is_as_good_as_the_next_within_the_window(gate, comer, one, other):
    """Without times of its own a class says the same at any time."""
    timeless = replace(gate, opens_at=None, closes_at=None, over_at=None)

    assert found(timeless, comer, at=one) is found(timeless, comer, at=other)


def test_who_has_a_live_place_stands_live_and_nobody_else_but_who_asks():
    live = {
        place for place in PlaceState if standing("not-asked", place, ended=False) in LIVE
    }  # fmt: skip

    assert live == LIVE_PLACES
    assert standing("asked", None, ended=False) is Standing.ASKED
    assert standing("asked", None, ended=True) is Standing.WITHDRAWN
    assert standing("refused", None, ended=True) is Standing.REFUSED
