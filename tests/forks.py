"""Work in processes of its own, forked from the test's, so that they can be killed."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine, create_engine

from hub.config import database_options


def connected(url: str) -> Engine:
    """An engine of the process's own; connections do not survive a fork."""
    address, options = database_options(url)
    return create_engine(address, **options)


@contextmanager
def in_processes(*works: Callable[[], None]) -> Iterator[list[BaseProcess]]:
    """Run each in a process of its own until the end of the block, where they are killed."""
    fork = multiprocessing.get_context("fork")
    # In an empty context: an app that the test has pushed is not the child's.
    children: list[BaseProcess] = [
        fork.Process(target=Context().run, args=(work,)) for work in works
    ]
    for child in children:
        child.start()
    try:
        yield children
    finally:
        for child in children:
            child.kill()
            child.join(10)


def exit_codes(*works: Callable[[], None], patience: float = 60) -> list[int | None]:
    """Run each in a process of its own, all at once, to their end."""
    with in_processes(*works) as children:
        for child in children:
            child.join(patience)
    return [child.exitcode for child in children]
