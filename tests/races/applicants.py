"""Many founders' browsers in one process, a thread each.

Run as a program: reads its share of a plan from standard input, writes what each was told.
"""

import http.client
import json
import random
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: Of ten who hand in, so many press the button twice.
IMPATIENT = 0.1


class Browser:
    """Tries again, as autosave.js does, when the hub is busy or the line breaks."""

    def __init__(self, url: str, client: dict[str, Any]) -> None:
        place = urlsplit(url)
        self.host, self.port = place.hostname or "", place.port
        self.headers = {"Cookie": client["cookie"], "Accept": "application/json"}
        self.base = f"/applications/{client['application']}"
        self.told: dict[str, Any] = {
            "application": client["application"], "text": "", "seconds": [], "errors": [],
        }  # fmt: skip
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        self.token = ""

    def send(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        body = urlencode(fields) if fields is not None else None
        for attempt in range(6):
            try:
                began = time.monotonic()
                self.connection.request(
                    method, path, body, self.headers | FORM | {"X-CSRFToken": self.token}
                )
                answer = self.connection.getresponse()
                content = answer.read()
                if renewed := answer.getheader("Set-Cookie"):
                    self.headers["Cookie"] = renewed.partition(";")[0]
                if answer.status not in (429, 503):
                    if method == "POST":
                        self.told["seconds"].append(time.monotonic() - began)
                    return answer.status, content
            except (OSError, http.client.HTTPException):
                self.connection.close()
            time.sleep(0.5 * 2**attempt)
        return 0, b"given up"

    def arrive(self) -> None:
        status, content = self.send("GET", "/applications/session")
        if status == 200:
            self.token = json.loads(content)["token"]
        else:
            self.told["errors"].append(f"session: {status}")

    def write(self, start: float, seconds: float, every: float) -> None:
        """A text that grows, saved at its own pace."""
        seen, n = "0:", 0
        next_at = start + random.random() * every
        while next_at < start + seconds:
            time.sleep(max(0.0, next_at - time.time()))
            n += 1
            text = f"Version {n} of what we do. " * (1 + n % 12)
            fields = {"q-here": "problem", "q-problem": text, "v-problem": seen}
            status, content = self.send("POST", f"{self.base}/answers/problem", fields)
            if status == 200:
                seen, self.told["text"] = json.loads(content)["seen"], text
            else:
                self.told["errors"].append(f"save: {status} {content[:200]!r}")
            next_at += every

    def hand_in(self, at: float) -> None:
        time.sleep(max(0.0, at - time.time()))
        for _press in range(2 if random.random() < IMPATIENT else 1):
            status, content = self.send("POST", f"{self.base}/submit", {})
            if status != 302:
                self.told["errors"].append(f"submit: {status} {content[:200]!r}")


def _live(url: str, client: dict[str, Any], plan: dict[str, Any], told: list[Any]) -> None:
    browser = Browser(url, client)
    after = client["submit_after"]
    if after is not None:  # comes just before, as people do
        time.sleep(max(0.0, plan["start"] + after - 3 - time.time()))
    browser.arrive()
    if after is None:
        browser.write(plan["start"], plan["seconds"], plan["every"])
    else:
        browser.hand_in(plan["start"] + after)
    told.append(browser.told)


def _main() -> None:
    plan = json.load(sys.stdin)
    told: list[Any] = []
    threads = [
        threading.Thread(target=_live, args=(plan["url"], client, plan, told))
        for client in plan["clients"]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    _main()
