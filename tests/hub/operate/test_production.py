"""The documented production set-up keeps its promises: it is up, it drains, it loses nothing."""

import json
import os
import random
import re
import signal
import threading
import time
from collections import Counter
from datetime import timedelta

import psycopg
import pytest

from hub.core.clock import now
from hub.core.ids import new_id
from tests.hub.operate.production import House, Postmaster, a_house
from tests.live import ENGINE

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.timeout(400)]
on_postgresql = pytest.mark.skipif(ENGINE != "postgresql", reason="a server is killed")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with a_house(tmp_path_factory.mktemp("production")) as house:
        yield house


@pytest.fixture
def open_house(house):
    """With its processes up; whoever stops one finds it up again in the next test."""
    if house.web is None or house.web.poll() is not None:
        house.start_web()
    if house.jobs is None or house.jobs.poll() is not None:
        house.start_jobs()
    house.wait_for("/readyz", 200, seconds=120)
    return house


def wishes():
    """Times that nobody else asks for, half an hour each, from tomorrow on."""
    first = (now() + timedelta(days=2)).replace(hour=1, minute=0, second=0, microsecond=0)
    for day in range(100):
        for half in range(26):
            yield first + timedelta(days=day, minutes=30 * half)


class Clients:
    """Book one time after the other, each until it is acknowledged; the same key at every try."""

    def __init__(self, house: House, space: str, start: int) -> None:
        self.house, self.space, self.start = house, space, start
        self.acknowledged: dict[str, str] = {}
        self.answers: Counter[int] = Counter()
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        for starts_at in list(wishes())[self.start :]:
            key = str(new_id())
            while not self.stopping.is_set():
                status, body = self._book(starts_at, key)
                self.answers[status] += 1
                if status == 201:
                    self.acknowledged[key] = json.loads(body)["id"]
                    break
                time.sleep(0.1)
            if self.stopping.is_set():
                return

    def _book(self, starts_at, key):
        wish = {
            "space": self.space,
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(minutes=30)).isoformat(),
            "people": 1,
            "purpose": key,
        }
        return self.house.ask(
            "/api/v1/bookings", wish, Authorization=f"Bearer {self.house.token}",
            **{"Idempotency-Key": key},
        )  # fmt: skip

    def stop(self) -> None:
        self.stopping.set()
        self._thread.join()


def standing(house, clients):
    """How many bookings stand for each key that a client was told has one."""
    counted: Counter[str] = Counter()
    cursor = ""
    while True:
        status, body = house.ask(
            f"/api/v1/bookings?limit=100{cursor}", Authorization=f"Bearer {house.token}"
        )
        assert status == 200, body
        page = json.loads(body)
        counted.update(item["purpose"] for item in page["items"])
        if not page["next"]:
            keys = {key for client in clients for key in client.acknowledged}
            return {key: counted[key] for key in keys}
        cursor = f"&cursor={page['next']}"


def test_without_a_job_process_it_is_not_ready(house):
    house.start_web()

    answer = json.loads(house.wait_for("/readyz", 503))

    assert answer["checks"]["migrations"]["ok"] is True
    assert answer["checks"]["jobs"]["ok"] is False
    assert house.ask("/healthz")[0] == 200


def test_it_is_ready_and_people_sign_in(open_house):
    page = open_house.sign_in()

    assert "Ayu" in page
    assert open_house.ask("/healthz")[0] == 200
    assert len(open_house.workers()) == int(open_house.environment["WEB_WORKERS"])


def test_metrics_are_of_all_processes_together(open_house):
    for _ in range(40):
        assert open_house.ask("/")[0] == 200

    _status, text = open_house.ask("/metrics")

    counted = re.search(
        r'hub_requests_total\{endpoint="home.index",method="GET",status="200"\} ([0-9.]+)', text
    )
    assert counted
    assert float(counted[1]) >= 40


def test_its_log_is_json_without_people(open_house):
    open_house.sign_in()

    lines = [line for line in open_house.log().splitlines() if line.startswith("{")]
    requests = [json.loads(line) for line in lines if '"event": "request"' in line]

    assert any(line["endpoint"] == "accounts.sign_in" for line in requests)
    assert "ayu@" not in open_house.log()


def test_workers_that_are_killed_lose_nothing_that_was_acknowledged(open_house):
    clients = [Clients(open_house, space, 0) for space in open_house.spaces]
    for _ in range(6):
        time.sleep(1.5)
        victim = random.choice(open_house.workers())
        os.kill(victim, signal.SIGKILL)
    time.sleep(3)
    for client in clients:
        client.stop()

    found = standing(open_house, clients)
    assert len(found) > 40
    assert set(found.values()) == {1}
    assert sum((client.answers for client in clients), Counter()).keys() <= {0, 201, 409, 503}


def test_told_to_stop_it_finishes_what_is_under_way(open_house):
    clients = [Clients(open_house, space, 800) for space in open_house.spaces]
    time.sleep(3)
    began = time.monotonic()
    open_house.web.send_signal(signal.SIGTERM)
    open_house.web.wait(40)
    took = time.monotonic() - began
    for client in clients:
        client.stop()

    assert open_house.web.returncode == 0
    assert took < 35
    open_house.start_web()
    open_house.wait_for("/readyz", 200)
    found = standing(open_house, clients)
    assert len(found) > 4
    assert set(found.values()) == {1}


@on_postgresql
def test_a_request_that_waits_is_answered_before_the_end(open_house):
    answers = []
    url = open_house.environment["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        connection.execute("LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE")
        waiting = threading.Thread(
            target=lambda: answers.append(
                open_house.ask("/api/v1/bookings", Authorization=f"Bearer {open_house.token}")
            )
        )
        waiting.start()
        time.sleep(1.5)
        open_house.web.send_signal(signal.SIGTERM)
        time.sleep(2)
    waiting.join()

    assert [status for status, _body in answers] == [200]
    open_house.web.wait(40)


@on_postgresql
def test_readyz_turns_red_with_the_database_and_green_again(open_house):
    server = Postmaster(open_house.environment["DATABASE_URL"])

    server.kill()
    body = json.loads(open_house.wait_for("/readyz", 503))
    page, _text = open_house.ask("/api/v1/spaces", Authorization=f"Bearer {open_house.token}")
    alive, _text = open_house.ask("/healthz")
    server.start()
    began = time.monotonic()
    open_house.wait_for("/readyz", 200)
    took = time.monotonic() - began

    assert body["checks"]["database"]["ok"] is False
    assert page == 503
    assert alive == 200
    assert took < 30


def test_afterwards_everything_is_as_it_must_be(open_house):
    assert "All is well." in open_house.flask("doctor")
