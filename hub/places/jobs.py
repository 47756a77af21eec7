"""The line on the clock. Safe to run twice; each pool in a transaction of its own, so that one with
a difficulty does not hold up the others."""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from hub.core.database import in_transaction
from hub.places import queries, services

log = logging.getLogger(__name__)
#: Pools in one run; the next run goes on with the rest.
CHUNK = 200


def lapse_offers() -> str:
    """Sweep offers that ran out and offer free seats to those in line."""
    pools = queries.pools_to_settle(limit=CHUNK)
    lapsed = _in_each(pools, services.lapse_due)
    return f"{lapsed} offers ran out; looked at {len(pools)} lines"


def remind_of_offers() -> str:
    """Bring offers to mind that run out soon."""
    reminded = _in_each(queries.pools_to_remind(limit=CHUNK), services.remind)
    return f"reminded of {reminded} offers"


def _in_each(pool_ids: list[UUID], work: Callable[[UUID], int]) -> int:
    done, failure = 0, None
    for pool_id in pool_ids:
        try:
            done += in_transaction(partial(work, pool_id))
        except Exception as problem:  # told at the end, when all others have had their turn
            log.exception("pool %s could not be seen to", pool_id)
            failure = problem
    if failure is not None:
        raise failure
    return done
