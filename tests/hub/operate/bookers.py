"""People who book one time after the other, whatever happens to the house meanwhile."""

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import count

from hub.core.clock import now
from hub.core.ids import new_id
from tests.hub.operate.production import ANSWER_SECONDS, House
from tests.processes import wait_until

HALF_AN_HOUR = timedelta(minutes=30)
_days = count(2)


def wishes(day: int) -> Iterator[datetime]:
    """Times that nobody else asks for, half an hour each, on a few days that begin with `day`."""
    first = (now() + timedelta(days=day)).replace(hour=1, minute=0, second=0, microsecond=0)
    for later in range(20):
        for half in range(26):
            yield first + timedelta(days=later) + half * HALF_AN_HOUR


class Booker(threading.Thread):
    """Books each time until it is acknowledged, with the same key at every try.

    `acknowledged` is key → id of the booking, as the client was told.
    """

    def __init__(self, house: House, space: str, day: int) -> None:
        super().__init__(daemon=True, name=f"books {space}")
        self.house, self.space, self.day = house, space, day
        self.acknowledged: dict[str, str] = {}
        self.answers: Counter[int] = Counter()
        self.last = ""
        self.stopping = threading.Event()

    def run(self) -> None:
        for starts_at in wishes(self.day):
            key = str(new_id())
            while not self.stopping.is_set() and key not in self.acknowledged:
                self._try(starts_at, key)
            if self.stopping.is_set():
                return

    def _try(self, starts_at: datetime, key: str) -> None:
        status, self.last = self._book(starts_at, key)
        self.answers[status] += 1
        if status == 201:
            self.acknowledged[key] = json.loads(self.last)["id"]
        else:
            self.stopping.wait(0.1)

    def _book(self, starts_at: datetime, key: str) -> tuple[int, str]:
        wish = {
            "space": self.space,
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + HALF_AN_HOUR).isoformat(),
            "people": 1,
            "purpose": key,
        }
        return self.house.ask(
            "/api/v1/bookings", wish, Authorization=f"Bearer {self.house.token}",
            **{"Idempotency-Key": key},
        )  # fmt: skip

    def stop(self) -> None:
        self.stopping.set()
        self.join(ANSWER_SECONDS + 10)


class Bookers(list[Booker]):
    """One for each of the house's spaces."""

    def acknowledged(self) -> dict[str, str]:
        return {key: told for each in self for key, told in each.acknowledged.items()}

    def answers(self) -> Counter[int]:
        return sum((each.answers for each in self), Counter())

    def stop(self) -> None:
        for each in self:
            each.stopping.set()
        for each in self:
            each.stop()
        assert not any(each.is_alive() for each in self), "a client waits for an answer for ever"

    def book_more(self, each: int = 1) -> None:
        """Wait until every one of them has been told of that many more bookings."""
        before = {booker: len(booker.acknowledged) for booker in self}
        wait_until(
            lambda: all(len(b.acknowledged) >= before[b] + each for b in self),
            otherwise=lambda: f"{self.answers()}, {[b.last[-300:] for b in self]}",
        )


@contextmanager
def booking(house: House) -> Iterator[Bookers]:
    """They book until the end of the block, or until told to stop; days are taken once only."""
    day = 20 * next(_days)
    bookers = Bookers(Booker(house, space, day) for space in house.spaces)
    for booker in bookers:
        booker.start()
    try:
        yield bookers
    finally:
        with suppress(AssertionError):
            bookers.stop()


def standing(house: House, keys: Iterable[str]) -> dict[str, list[str]]:
    """For each key the ids of the bookings that stand for it."""
    found: dict[str, list[str]] = {key: [] for key in keys}
    cursor = ""
    while True:
        status, body = house.ask(
            f"/api/v1/bookings?limit=100{cursor}", Authorization=f"Bearer {house.token}"
        )
        assert status == 200, body
        page = json.loads(body)
        for item in page["items"]:
            if item["purpose"] in found:
                found[item["purpose"]].append(item["id"])
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"
