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
from typing import Any


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
    """Requests a second over all clients, how often which status, and how far each has come in its
    list."""

    rate: float
    statuses: dict[str, int]
    asked: list[int]


def keep_asking(
    port: int, asks: list[list[Ask]], *, seconds: float, warm: int = 0, once: bool = False
) -> Counted:
    """Each client goes through its own list again and again.

    Args:
        warm: so many times before it counts, over the same connection, and so in the same process
            of the server, which has kept then whatever it keeps.
        once: not again, for it can be had, or be new, only once; to the end of the list.
    """
    plan = {
        "port": port,
        "seconds": seconds,
        "warm": warm,
        "once": once,
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
    def __init__(self, port: int, asks: list[bytes], *, plan: dict[str, Any]) -> None:
        super().__init__()
        self._asks, self._plan = asks, plan
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.statuses: Counter[str] = Counter()
        self.asked = 0
        self.lasted = 0.0

    def run(self) -> None:
        for ask in self._asks * self._plan["warm"]:
            self._answer(ask)
        self._plan["all"].wait(300)
        started = time.monotonic()
        until = started + self._plan["seconds"]
        while time.monotonic() < until:
            if self._plan["once"] and self.asked == len(self._asks):
                break
            self.statuses[self._answer(self._asks[self.asked % len(self._asks)])] += 1
            self.asked += 1
        self.lasted = time.monotonic() - started

    def _answer(self, ask: bytes) -> str:
        self._socket.sendall(ask)
        return self._status()

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
    lists = [[ask.encode() for ask in asks] for asks in plan.pop("clients")]
    plan["all"] = threading.Barrier(len(lists))
    clients = [_Client(plan["port"], asks, plan=plan) for asks in lists]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    statuses: Counter[str] = Counter()
    for client in clients:
        statuses += client.statuses
    rate = sum(sum(client.statuses.values()) / client.lasted for client in clients)
    asked = [client.asked for client in clients]
    json.dump({"rate": rate, "statuses": statuses, "asked": asked}, sys.stdout)


if __name__ == "__main__":
    _main()
