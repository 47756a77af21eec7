"""A line between a browser and a hub that can really be cut.

Playwright's `set_offline` lets requests through while a page that has been reloaded, or its service
worker, is being set up again; a cut line lets nothing through.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Line:
    """Listens beside the hub, and hands on what comes, as long as it is not cut."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._far = (parts.hostname or "", parts.port or 80)
        self._near = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.is_cut = False
        self.url = f"http://127.0.0.1:{self._near.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self.is_cut = True
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        _close(self._near)

    def _answer(self) -> None:
        while True:
            try:
                here, _address = self._near.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(here,), daemon=True).start()

    def _connect(self, here: socket.socket) -> None:
        with self._lock:
            if self.is_cut:
                _close(here)
                return
            try:
                there = socket.create_connection(self._far, timeout=30)
            except OSError:
                _close(here)
                return
            self._ends |= {here, there}
        threading.Thread(target=self._pump, args=(here, there), daemon=True).start()
        self._pump(there, here)

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        with self._lock:
            self._ends -= {one, other}
        _close(one)
        _close(other)


@contextlib.contextmanager
def a_line_to(url: str) -> Iterator[Line]:
    line = Line(url)
    try:
        yield line
    finally:
        line.close()


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
