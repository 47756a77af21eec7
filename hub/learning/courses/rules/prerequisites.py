"""What has to be completed before what: never in a circle."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def leads_back(links: Mapping[K, Collection[K]], start: K, *, goal: K) -> bool:
    """Whether what `start` needs, directly or by steps, is or needs `goal`."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        fresh = set(links.get(at, ())) - seen
        seen |= fresh
        waiting += fresh
    return False
