from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hub.core import facts


@pytest.fixture
def told() -> Iterator[Callable[[type[facts.Fact]], list[Any]]]:
    """`told(PlaceOffered)` is a list into which the facts of this kind go from now on."""
    lists: list[tuple[type[facts.Fact], Callable[[Any], None]]] = []

    def listening(kind: type[facts.Fact]) -> list[Any]:
        heard: list[Any] = []
        lists.append((kind, heard.append))
        facts.listen(kind, lists[-1][1])
        return heard

    yield listening
    for kind, listener in lists:
        facts._listeners[kind].remove(listener)
