"""Processes for tests that kill, stop and continue them.

They are forked from a server that has imported the hub once, so that each starts at once.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from typing import Any

from tests import engines
from tests.templates import compile_once

PATIENCE = 60.0
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["hub.app"])


class Worker:
    """One process; `main` is an importable function that is given `arguments`."""

    def __init__(
        self, main: Callable[..., None], *arguments: object, environment: Mapping[str, str]
    ) -> None:
        whole = (main, dict(environment), arguments)
        self._process: ForkServerProcess = _context.Process(target=_begin, args=whole, daemon=True)
        self._process.start()

    def send(self, number: signal.Signals) -> None:
        os.kill(self._process.pid or 0, number)

    def lives(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        """And be sure that it is gone."""
        self._process.kill()
        self._process.join(PATIENCE)

    def ended_well(self) -> bool:
        """Waits for it to end by itself."""
        self._process.join(PATIENCE)
        return self._process.exitcode == 0


def wait_until(
    holds: Callable[[], Any],
    *,
    otherwise: Callable[[], str] = lambda: "it did not come to pass in time",
    patience: float = PATIENCE,
) -> None:
    """`otherwise` says what was there instead, when `patience` seconds are over."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, otherwise()[-3000:]
        time.sleep(0.05)


def _begin(
    main: Callable[..., None], environment: dict[str, str], arguments: tuple[object, ...]
) -> None:
    engines.die_with_parent(signal.SIGKILL)  # the server, which ends when the tests do
    os.environ.update(environment)
    compile_once()
    main(*arguments)
