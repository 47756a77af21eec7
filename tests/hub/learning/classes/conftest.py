"""Listening to what classes announce."""

from collections.abc import Iterator

import pytest

from hub.core import facts
from hub.learning.classes.facts import (
    ClassCancelled,
    ClassPublished,
    ClassSessionCancelled,
    ClassSessionMoved,
    ClassSessionPlanned,
)

KINDS: tuple[type[facts.Fact], ...] = (
    ClassPublished,
    ClassCancelled,
    ClassSessionPlanned,
    ClassSessionMoved,
    ClassSessionCancelled,
)


@pytest.fixture
def told() -> Iterator[list[facts.Fact]]:
    """All that is announced from here on."""
    heard: list[facts.Fact] = []

    def hear(fact: facts.Fact) -> None:
        heard.append(fact)

    for kind in KINDS:
        facts.listen(kind, hear)
    yield heard
    for kind in KINDS:
        facts._listeners[kind].remove(hear)
