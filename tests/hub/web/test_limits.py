"""Nobody takes the whole house, and nobody is refused who only was quick."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from hub.core import i18n
from hub.web import errors, limits
from hub.web.limits import MOST_BUCKETS, MemoryBuckets, RedisBuckets


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def test_a_full_bucket_gives_two_minutes_worth_at_once(watch: Stopwatch) -> None:
    buckets = MemoryBuckets(watch)

    waits = [buckets.take("a", per_minute=60) for _ in range(121)]

    assert waits[:120] == [0.0] * 120
    assert waits[120] == pytest.approx(1.0)


def test_after_the_wait_that_was_said_there_is_one_again(watch: Stopwatch) -> None:
    buckets = MemoryBuckets(watch)
    for _ in range(120):
        buckets.take("a", per_minute=60)

    watch.seconds += buckets.take("a", per_minute=60)

    assert buckets.take("a", per_minute=60) == 0.0
    assert buckets.take("a", per_minute=60) > 0.0


def test_who_is_refused_does_not_wait_longer_for_asking_on(watch: Stopwatch) -> None:
    buckets = MemoryBuckets(watch)
    for _ in range(500):
        buckets.take("a", per_minute=60)

    assert buckets.take("a", per_minute=60) == pytest.approx(1.0)


def test_one_does_not_use_up_another_s(watch: Stopwatch) -> None:
    buckets = MemoryBuckets(watch)
    for _ in range(200):
        buckets.take("a", per_minute=60)

    assert buckets.take("b", per_minute=60) == 0.0


def test_memory_stays_bounded(watch: Stopwatch) -> None:
    buckets = MemoryBuckets(watch)

    for n in range(MOST_BUCKETS + 100):
        buckets.take(f"address:{n}", per_minute=60)

    assert len(buckets) == MOST_BUCKETS


class CountingRedis:
    """As much of Redis as we use."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._name = ""

    def pipeline(self) -> "CountingRedis":
        return self

    def incr(self, name: str) -> "CountingRedis":
        self.counts[name] = self.counts.get(name, 0) + 1
        self._name = name
        return self

    def expire(self, name: str, seconds: int) -> "CountingRedis":
        return self

    def execute(self) -> tuple[int, bool]:
        return self.counts[self._name], True


class AbsentRedis:
    def pipeline(self) -> Any:
        raise ConnectionError


def test_several_processes_share_a_count_in_redis(watch: Stopwatch) -> None:
    redis = CountingRedis()
    one, other = RedisBuckets(redis, watch), RedisBuckets(redis, watch)

    waits = [each.take("a", per_minute=60) for _ in range(61) for each in (one, other)]

    assert waits[:120] == [0.0] * 120
    assert 0 < waits[120] <= 60


def test_when_redis_is_away_nobody_is_refused(watch: Stopwatch) -> None:
    buckets = RedisBuckets(AbsentRedis(), watch)

    assert [buckets.take("a", per_minute=1) for _ in range(5)] == [0.0] * 5


@pytest.fixture
def small_app() -> Iterator[FlaskClient]:
    app = Flask(__name__)
    app.config.update(TESTING=False, RATE_LIMIT="3", REDIS_URL="")
    errors.register(app)
    limits.register(app, lambda: g.get("who"))
    app.before_request_funcs[None].insert(0, lambda: setattr(g, "who", _who()))

    @app.get("/api/v1/thing")
    def thing() -> str:
        return "here"

    i18n.speak("en")
    yield app.test_client()


def _who() -> str | None:
    from flask import request

    return request.headers.get("X-Who")


def test_too_much_is_answered_with_429_and_how_long_to_wait(small_app: FlaskClient) -> None:
    answers = [small_app.get("/api/v1/thing", headers={"X-Who": "ayu"}) for _ in range(7)]

    assert [each.status_code for each in answers] == [200] * 6 + [429]
    assert answers[-1].headers["Retry-After"] == "20"
    assert answers[-1].get_json()["code"] == "too-many-requests"


def test_a_person_is_counted_once_and_not_with_the_address_too(small_app: FlaskClient) -> None:
    for n in range(30):
        answer = small_app.get("/api/v1/thing", headers={"X-Who": f"person {n}"})
        assert answer.status_code == 200

    assert small_app.get("/api/v1/thing").status_code == 200


def test_a_forwarded_address_is_not_believed(small_app: FlaskClient) -> None:
    for n in range(12):
        small_app.get("/api/v1/thing", headers={"X-Forwarded-For": f"10.0.0.{n}"})

    answer = small_app.get("/api/v1/thing", headers={"X-Forwarded-For": "10.9.9.9"})

    assert answer.status_code == 429


def test_a_household_with_many_ipv6_addresses_is_one(small_app: FlaskClient) -> None:
    for n in range(12):
        small_app.get("/api/v1/thing", environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{n}"})

    same = small_app.get("/api/v1/thing", environ_base={"REMOTE_ADDR": "2001:db8:1:2:ffff::1"})
    next_door = small_app.get("/api/v1/thing", environ_base={"REMOTE_ADDR": "2001:db8:1:3::1"})

    assert (same.status_code, next_door.status_code) == (429, 200)


def test_two_hundred_at_once_are_not_too_many() -> None:
    buckets = MemoryBuckets()

    assert not any(buckets.take("one token", per_minute=limits.PER_MINUTE) for _ in range(200))
