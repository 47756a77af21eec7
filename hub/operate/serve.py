"""`flask run-hub`: the whole hub in one process, for development and small houses.

One process, so that the timetable inside it cannot run twice; many threads, for people wait mostly
for the database. What is under way when it is told to stop is finished first.
"""

import gc
import signal
import socket
import time
from types import FrameType
from typing import Any

import structlog
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

log = structlog.stdlib.get_logger(__name__)

THREADS = 8
#: A browser, or a proxy in front, waits no longer than this for an answer.
PATIENCE_SECONDS = 30
_LOOK_SECONDS = 0.2
#: Who was let in at the last moment gets this long to say what they want.
_TO_SPEAK_SECONDS = 0.5
_MOST_AT_THE_DOOR = 128


class PortTaken(Exception):
    """Somebody else listens there."""


class Server:
    """Serves from the start of `run` until SIGTERM or SIGINT, then until nobody waits any more."""

    def __init__(self, app: Flask, *, host: str, port: int) -> None:
        self._map: dict[int, Any] = {}
        self._stopping = False
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._server = create_server(
            app,
            map=self._map,
            sockets=[self._socket],
            threads=THREADS,
            ident=None,
            # ProxyFix decides whom to believe, and needs to see that there was a proxy.
            clear_untrusted_proxy_headers=False,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * 2,
        )

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        gc.collect()
        gc.freeze()  # as under gunicorn: what the start has made lives as long as we do
        while not self._stopping:
            self._turn()
        self._let_in_who_knocked()
        stopped = time.monotonic()
        while (waited := time.monotonic() - stopped) < PATIENCE_SECONDS:
            if waited > _TO_SPEAK_SECONDS and not self._somebody_waits():
                break
            self._turn()
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map)

    def _turn(self, seconds: float = _LOOK_SECONDS) -> None:
        wasyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """A second signal ends at once."""
        self._stopping = True
        signal.signal(number, signal.SIG_DFL)
        self._server.pull_trigger()

    def _let_in_who_knocked(self) -> None:
        """Later callers are refused at the door, rather than let in and forgotten."""
        for _ in range(_MOST_AT_THE_DOOR):
            before = len(self._server.active_channels)
            self._turn(0)
            if len(self._server.active_channels) <= before:
                break
        self._server.accepting = False
        self._map.pop(self._socket.fileno(), None)
        self._socket.close()

    def _somebody_waits(self) -> bool:
        channels = list(self._server.active_channels.values())
        return any(each.requests or each.request or each.total_outbufs_len for each in channels)


def _listening(host: str, port: int) -> socket.socket:
    """One socket, also where a name such as localhost has several addresses."""
    try:
        family, kind, _protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}") from error
    found = socket.socket(family, kind)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(place)
        found.listen(1024)
    except OSError as error:
        found.close()
        raise PortTaken(f"{host}:{port} cannot be listened on: {error.strerror}") from error
    return found


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  shown, not bound
    return f"http://{shown}:{port}"


__all__ = ["PortTaken", "Server", "address"]
