"""Many clients at once, in processes of their own, all starting at the same instant.

Run as a program: reads a plan from standard input, writes what each client was answered.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

PROCESSES = 4


@dataclass(frozen=True)
class Ask:
    """One client's request; None is no body at all."""

    token: str
    body: dict[str, object] | None
    path: str = "/api/v1/bookings"
    method: str = "POST"


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    body: dict[str, object]


def rush(url: str, asks: Sequence[Ask]) -> list[Answer]:
    """Send all at once from several processes; the answers, in no order."""
    start = time.time() + 1.5  # time for the processes to come up
    shares = [list(asks[n::PROCESSES]) for n in range(PROCESSES)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.races.clients"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in shares
    ]
    for program, share in zip(programs, shares, strict=True):
        assert program.stdin
        json.dump({"url": url, "start": start, "asks": [asdict(a) for a in share]}, program.stdin)
        program.stdin.close()
    answers: list[Answer] = []
    for program in programs:
        assert program.stdout
        with program.stdout:
            answers += [Answer(**one) for one in json.load(program.stdout)]
        program.wait()
    return answers


def _send(url: str, ask: dict[str, object], start: float) -> Answer:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=90)
    connection.connect()
    time.sleep(max(0.0, start - time.time()))
    began = time.monotonic()
    connection.request(
        str(ask["method"]),
        str(ask["path"]),
        None if ask["body"] is None else json.dumps(ask["body"]),
        {"Content-Type": "application/json", "Authorization": f"Bearer {ask['token']}"},
    )
    response = connection.getresponse()
    text = response.read()
    seconds = time.monotonic() - began
    connection.close()
    return Answer(response.status, seconds, json.loads(text) if text else {})


def _main() -> None:
    plan = json.load(sys.stdin)
    answers: list[Answer] = []

    def run(ask: dict[str, object]) -> None:
        try:
            answers.append(_send(plan["url"], ask, plan["start"]))
        except OSError as error:
            answers.append(Answer(0, 0.0, {"error": str(error)}))

    threads = [threading.Thread(target=run, args=(ask,)) for ask in plan["asks"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump([asdict(answer) for answer in answers], sys.stdout)


if __name__ == "__main__":
    _main()
