"""When figures of a call are told, and of whom; its staff see theirs at any time."""

from accelerator.programmes.models import Cohort, Phase

#: Before the teams have been told, the public is told nothing.
TOLD_IN = frozenset({Phase.ANNOUNCED, Phase.RUNNING, Phase.ENDED, Phase.ARCHIVED})


def is_told(cohort: Cohort) -> bool:
    return cohort.phase in TOLD_IN
