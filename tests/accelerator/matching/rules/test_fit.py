"""Fits are sums of named parts: exact, without what is unknown, and not to be gamed."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.matching.rules.fit import (
    NEUTRAL,
    PRIVATE,
    WHOLE,
    MentorSide,
    Part,
    Scale,
    StartupSide,
    Together,
    Weights,
    barrier,
    fit_of,
    shared,
    weighed,
)
from accelerator.matching.rules.hours import in_common, minutes_in_common
from accelerator.matching.rules.problem import FULL, HardReason
from hub.core.timeslots import TimeSlot

PARTS = [part for part in Part if part is not Part.NOTHING_KNOWN]
VALUES = st.fixed_dictionaries({p: st.none() | st.integers(0, FULL) for p in PARTS})
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


@st.composite
def weightings(draw):
    sizes = draw(st.lists(st.integers(0, 9), min_size=len(PARTS), max_size=len(PARTS)))
    if not any(sizes):
        sizes[0] = 1
    return Weights(*shared(WHOLE, sizes))


@given(VALUES, weightings())
def test_contributions_add_up_to_the_fit_and_weights_to_a_thousand(values, weights):
    fit = weighed(values, weights=weights)

    assert sum(part.contribution for part in fit.parts) == fit.total
    assert sum(part.weight for part in fit.parts) == WHOLE
    assert 0 <= fit.total <= FULL
    known = [part for part in fit.known if part.part is not Part.NOTHING_KNOWN]
    assert all(part.value == values[part.part] for part in known)
    if known:
        assert min(p.value for p in known) - 1 <= fit.total <= max(p.value for p in known)


@given(VALUES, weightings(), st.sampled_from(PARTS))
def test_what_is_not_known_leaves_the_fit_to_the_other_parts(values, weights, part):
    """As if nobody had ever asked: the same fit as with no weight on it at all."""
    unknown = weighed({**values, part: None}, weights=weights)
    rest = {p: w for p, w in weights.by_part.items() if p is not part}
    if not any(w for p, w in rest.items() if values[p] is not None):
        assert unknown.total == NEUTRAL
        return

    without = weighed({p: v for p, v in values.items() if p is not part}, weights=weights)

    assert unknown.total == without.total
    assert part not in [one.part for one in unknown.known]


@given(VALUES, weightings(), st.sampled_from(PARTS), st.integers(0, FULL))
def test_more_of_a_known_part_is_never_worse(values, weights, part, more):
    if values[part] is None:
        return
    better = {**values, part: max(values[part], more)}

    assert weighed(better, weights=weights).total >= weighed(values, weights=weights).total


def test_nothing_known_is_neither_good_nor_bad():
    fit = fit_of(StartupSide("s"), MentorSide("m"))

    assert fit.total == NEUTRAL
    assert [part.part for part in fit.known] == [Part.NOTHING_KNOWN]
    assert set(fit.unknown) == set(PARTS)


def test_expertise_counts_by_urgency_and_its_relatives_count_half():
    scale = Scale(parents={"flood sensors": "iot", "soil sensors": "iot"})
    startup = StartupSide("s", needs=("flood sensors", "pricing", "export"))

    def value(**expertise):
        tags = {tag.replace("_", " "): level for tag, level in expertise.items()}
        [part] = fit_of(startup, MentorSide("m", expertise=tags), scale=scale).known
        return part.value

    assert value(flood_sensors=100, pricing=100, export=100) == FULL
    assert value(flood_sensors=100) == FULL * 3 // 6
    assert value(export=100) == FULL * 1 // 6
    assert value(iot=100) == FULL * 3 // 12  # knows the wider field
    assert value(soil_sensors=100) == 0  # a sister is no relative
    assert value(flood_sensors=50) == FULL * 3 // 12
    wide = StartupSide("s", needs=("iot",))
    narrow = MentorSide("m", expertise={"flood sensors": 80})
    assert fit_of(wide, narrow, scale=scale).known[0].value == FULL * 4 // 10


def test_hours_in_common_are_enough_at_the_target():
    """Nobody gains by offering more and more, or by offering little."""
    startup, mentor, scale = StartupSide("s"), MentorSide("m"), Scale(hours_target=240)

    totals = [
        fit_of(startup, mentor, together=Together(minutes=minutes), scale=scale).total
        for minutes in (60, 120, 240, 2_400)
    ]

    assert totals == [2_500, 5_000, FULL, FULL]


def test_a_single_rating_is_drawn_towards_the_mean():
    def value(*ratings):
        together = Together(ratings=ratings)
        return fit_of(StartupSide("s"), MentorSide("m"), together=together).known[0].value

    assert value(5) == round(FULL * ((5 + 17.5) / 6 - 1) / 4)
    assert value(5) < value(5, 5, 5) < value(*[5] * 50) < FULL
    assert fit_of(StartupSide("s"), MentorSide("m")).known[0].part is Part.NOTHING_KNOWN


def test_rankings_count_from_three_names_on():
    def value(*names):
        known = fit_of(StartupSide("s", ranking=names), MentorSide("m")).known[0]
        return None if known.part is Part.NOTHING_KNOWN else known.value

    assert value("m") is None
    assert value("m", "n") is None
    assert (value("m", "n", "o"), value("n", "m", "o")) == (FULL, FULL * 2 // 3)
    assert value("n", "o", "p") == 0


def test_sectors_stages_dimensions_and_languages():
    startup = StartupSide(
        "s",
        sectors=frozenset({"water", "waste"}),
        stage="seed",
        dimensions=frozenset({"environment"}),
        languages={"id": 4, "en": 2},
    )
    mentor = MentorSide(
        "m",
        sectors=frozenset({"water", "energy"}),
        stages=frozenset({"seed", "growth"}),
        dimensions=frozenset({"environment", "mobility"}),
        languages={"en": 4, "de": 4},
    )

    values = {part.part: part.value for part in fit_of(startup, mentor).known}

    assert values == {
        Part.SECTOR: FULL // 3,
        Part.STAGE: FULL,
        Part.DIMENSION: FULL // 2,
        Part.LANGUAGE: FULL // 2,
    }


def test_weights_are_whole_and_sum_to_a_thousand():
    for wrong in ({"expertise": 301}, {"expertise": 400, "hours": -1}):
        with pytest.raises(ValueError, match="1000"):
            Weights(**wrong)
    assert {part.value for part in PARTS} == {one.name for one in fields(Weights)}
    assert {*PRIVATE} < {*PARTS}


def test_the_gravest_barrier_is_named():
    startup = StartupSide("s", languages={"id": 4})
    mentor = MentorSide("m", languages={"id": 4})
    enough, few = Together(minutes=60), Together(minutes=59)

    assert barrier(startup, mentor, together=enough) is None
    assert barrier(startup, mentor) is None  # nobody knows the hours
    assert barrier(startup, mentor, together=few) is HardReason.FEW_HOURS
    german = replace(mentor, languages={"de": 4, "id": 1})
    assert barrier(startup, german, together=few) is HardReason.NO_LANGUAGE
    assert barrier(startup, replace(mentor, languages={}), together=enough) is None
    refused = replace(german, vetoes=frozenset({"s"}))
    assert barrier(startup, refused, together=few) is HardReason.VETO_MENTOR
    refusing = replace(startup, vetoes=frozenset({"m"}))
    assert barrier(refusing, refused) is HardReason.VETO_STARTUP
    assert barrier(refusing, replace(refused, cleared=False)) is HardReason.NOT_CLEARED
    conflict = Together(conflict=True)
    assert barrier(refusing, refused, together=conflict) is HardReason.CONFLICT


def slot(start, end):
    return TimeSlot(MONDAY + timedelta(hours=start), MONDAY + timedelta(hours=end))


def test_hours_in_common_of_jakarta_and_berlin_in_winter():
    """Nine to five in Jakarta is 2 to 10 UTC, in Berlin 8 to 16: two hours, 15 to 17 WIB."""
    assert in_common([slot(2, 10)], [slot(8, 16)]) == (slot(8, 10),)
    assert minutes_in_common([slot(2, 10)], [slot(8, 16)]) == 120


def test_what_overlaps_or_touches_on_one_side_counts_once():
    one = [slot(4, 6), slot(0, 3), slot(2, 4), slot(9, 10)]

    assert in_common(one, [slot(1, 12)]) == (slot(1, 6), slot(9, 10))
    assert in_common(one, [slot(6, 9)]) == ()
    assert in_common(one, []) == ()


HOURS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: slot(pair[0], sum(pair))),
    max_size=6,
)


@given(HOURS, HOURS)
def test_hours_in_common_are_those_in_which_both_are_free(one, other):
    def free(slots):
        return {h for h in range(60) if any(s.overlaps(slot(h, h + 1)) for s in slots)}

    assert minutes_in_common(one, other) == 60 * len(free(one) & free(other))
    assert in_common(one, other) == in_common(other, one)
