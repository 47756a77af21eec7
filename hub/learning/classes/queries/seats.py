"""How a run's seats stand."""

from collections.abc import Sequence
from uuid import UUID

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.models import OWNER_KIND, ClassRun
from hub.places import queries
from hub.places.models import Pool
from hub.places.queries import Counts


def pool_of(run: ClassRun) -> Pool:
    """Raises: NotFound, which cannot be: a run is made with its pool."""
    pool = queries.pool_of(OWNER_KIND, run.id)
    if pool is None:
        raise NotFound(_("There are no such seats."))
    return pool


def seats_of(runs: Sequence[ClassRun]) -> dict[UUID, Counts]:
    """By the run's id, in two statements for however many runs."""
    if not runs:
        return {}
    pools = queries.pools_of(OWNER_KIND, [run.id for run in runs])
    counts = queries.counts_of(list(pools.values()))
    return {run_id: counts[pool.id] for run_id, pool in pools.items()}
