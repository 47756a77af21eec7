"""All shortest ways at once are those that are found by trying every middle for every two."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.matching.rules.ways import NARROW, NO_WAY, shorten

#: What ways may cost more or less than nothing.
MOST = 1_000_000


def tried(way):
    """As they are defined."""
    way = [list(row) for row in way.tolist()]
    for middle in range(len(way)):
        for start in range(len(way)):
            for end in range(len(way)):
                through = way[start][middle] + way[middle][end]
                way[start][end] = min(way[start][end], through)
    return np.array(way)


@st.composite
def networks(draw):
    """Some ways there are, of either sign, and no circle that costs less than nothing: costs are
    those of going up and down, and something besides. Few or many lead by number 0, or none."""
    size, kind = draw(st.integers(1, 9)), draw(st.sampled_from([np.int32, np.int64]))
    random = np.random.default_rng(draw(st.integers(0, 1 << 30)))
    height = random.integers(-1_000, 1_000, size)
    way = random.integers(0, draw(st.sampled_from([1, 5, 2_000])) + 1, (size, size))
    way += height[:, None] - height
    there = random.random((size, size)) < draw(st.sampled_from([0.1, 0.3, 0.7, 1]))
    by_first = draw(st.sampled_from([None, True, False]))
    if by_first is not None:
        there[0] = there[:, 0] = by_first
    way[~there] = NARROW if kind == np.int32 else NO_WAY
    np.fill_diagonal(way, 0)
    return way.astype(kind)


def found(way):
    return np.where(way > MOST, MOST, way)


@settings(max_examples=400)
@given(networks())
def test_shortest_ways_are_those_by_the_best_middles(way):
    expected = tried(way)

    shorten(way)

    assert np.array_equal(found(way), found(expected))


@pytest.mark.parametrize("detour", [0, 100, 100_000])
def test_it_does_not_matter_how_many_ways_avoid_the_first(detour):
    random = np.random.default_rng(3)
    way = random.integers(0, 100, (70, 70)).astype(np.int32)
    way[random.random((70, 70)) < 0.9] = NARROW
    way[0], way[1:, 0] = 0, detour
    np.fill_diagonal(way, 0)
    expected = tried(way)

    shorten(way)

    assert np.array_equal(way, expected)


def test_a_circle_that_costs_less_than_nothing_is_no_matching_that_is_the_best():
    way = np.array([[0, 5, 5], [5, 0, 1], [5, -2, 0]])

    with pytest.raises(ValueError, match="less than nothing"):
        shorten(way)
