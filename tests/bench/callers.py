"""Clients that keep asking for some seconds, each over a connection of its own.

Run as a program, so that its work is not the server's: reads a plan from standard input, writes
what it counted. It reads answers with as little ado as possible, for on one machine what a client
does is time that the server has not.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """A request as it goes over the wire, without its end of line."""

    path: str
    headers: tuple[str, ...] = ()
    body: str = ""

    def wire(self, port: int) -> str:
        length = (f"Content-Length: {len(self.body.encode())}",) if self.body else ()
        verb = "POST" if self.body else "GET"
        lines = (f"{verb} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *self.headers, *length)
        return "\r\n".join(lines) + "\r\n\r\n" + self.body


@dataclass(frozen=True)
class Counted:
    """Requests a second over all clients, and how often which status."""

    rate: float
    statuses: dict[str, int]


def keep_asking(port: int, asks: list[list[Ask]], *, seconds: float) -> Counted:
    """Each client goes through its own list again and again, or, of what can be had only once, to
    its end."""
    plan = {
        "port": port,
        "seconds": seconds,
        "clients": [[ask.wire(port) for ask in its] for its in asks],
    }
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.callers"],
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Counted(**json.loads(answer.stdout))


class _Client(threading.Thread):
    def __init__(self, port: int, asks: list[bytes], *, until: float) -> None:
        super().__init__()
        self._asks, self._until = asks, until
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.statuses: Counter[str] = Counter()
        self.lasted = 0.0

    def run(self) -> None:
        started, number = time.monotonic(), 0
        while time.monotonic() < self._until:
            ask = self._asks[number % len(self._asks)]
            if number >= len(self._asks) and ask.startswith(b"POST"):
                break
            self._socket.sendall(ask)
            self.statuses[self._status()] += 1
            number += 1
        self.lasted = time.monotonic() - started

    def _status(self) -> str:
        data = self._socket.recv(65536)
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        missing = end + 4 + length - len(data)
        while missing > 0:
            missing -= len(self._more())
        return data[9:12].decode()

    def _more(self) -> bytes:
        more = self._socket.recv(65536)
        if not more:
            raise ConnectionError("the server hung up")
        return more


def _main() -> None:
    plan = json.load(sys.stdin)
    until = time.monotonic() + plan["seconds"]
    clients = [
        _Client(plan["port"], [ask.encode() for ask in asks], until=until)
        for asks in plan["clients"]
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    statuses: Counter[str] = Counter()
    for client in clients:
        statuses += client.statuses
    rate = sum(sum(client.statuses.values()) / client.lasted for client in clients)
    json.dump({"rate": rate, "statuses": statuses}, sys.stdout)


if __name__ == "__main__":
    _main()
