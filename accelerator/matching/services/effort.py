"""How long a proposal takes, told before it is begun: what takes longer than a person waits is left
to a job. From what it took (docs/bench.md), with room for a machine that is busy."""

from collections.abc import Mapping
from typing import Any

from hub.core.waiting import PATIENCE

#: Seconds for each startup with each mentor: to read and weigh, match, and write down.
EACH = 0.000_1
#: More where the worst-off startup is lifted, or where it is matched twice to compare.
LIFTED, TWICE = 0.000_1, 0.000_05


def seconds_for(startups: int, mentors: int, *, settings: Mapping[str, Any]) -> float:
    each = EACH + LIFTED * bool(settings.get("floor")) + TWICE * bool(settings.get("again"))
    return startups * mentors * each


def is_for_a_job(startups: int, mentors: int, *, settings: Mapping[str, Any]) -> bool:
    return seconds_for(startups, mentors, settings=settings) > PATIENCE
