"""On which days the demo's classes are, whatever today is."""

from datetime import date, timedelta
from random import Random

import pytest

from hub.core.database import transaction
from hub.demo.learning.days import day_of, keep_room_free, open_day_of, slot_on
from hub.demo.learning.runs import ACROSS_CLOCKS, PAID
from hub.demo.places.making import open_sites
from hub.demo.sizes import SMALL
from hub.demo.world import World
from hub.learning.classes.rules.drift import drifts_for

CHRISTMAS = date(2026, 12, 25)


def a_world_of(today):
    return World(today, SMALL, Random(1))


def test_a_class_keeps_its_room_free_on_the_open_day_that_it_moves_to(app):
    world = a_world_of(date(2026, 11, 30))
    open_sites(world)
    with transaction():
        world.story.tell()

    keep_room_free(world, PAID)

    (held,) = world.held
    assert day_of(world, PAID, number=0) == CHRISTMAS
    assert held.on() == open_day_of(world, PAID, number=0)
    assert held.on() > CHRISTMAS


@pytest.mark.parametrize("month", range(1, 13))
def test_a_series_crosses_the_next_change_of_clocks_in_berlin_and_is_to_come(month):
    world = a_world_of(date(2027, month, 19))
    sketch = ACROSS_CLOCKS

    days = [day_of(world, sketch, number=number) for number in range(sketch.when.times)]
    starts = [slot_on(sketch, on).start for on in days]

    assert days[0] > world.today + timedelta(days=14)
    assert [moved.city for moved in drifts_for(starts, zone=sketch.zone)] == ["Berlin"]
