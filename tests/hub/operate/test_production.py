"""The documented production set-up keeps its promises: it is up, it drains, it loses nothing.

In any order: each test finds the house open and ready, whatever the one before did to it.
"""

import json
import os
import random
import re
import signal
import threading
import time

import psycopg
import pytest

from tests.hub.operate.bookers import booking, standing
from tests.hub.operate.postmaster import Postmaster
from tests.hub.operate.production import a_house
from tests.live import ENGINE
from tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.timeout(400)]
TOLD_TO_STOP = "Handling signal: term"
on_postgresql = pytest.mark.skipif(ENGINE != "postgresql", reason="a server is killed")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with a_house(tmp_path_factory.mktemp("production")) as house:
        house.start_web()
        house.wait_for("/healthz", 200)
        house.without_jobs = house.ask("/readyz")
        yield house


@pytest.fixture
def open_house(house):
    house.open()
    return house


def test_without_a_job_process_it_is_not_ready(house):
    status, body = house.without_jobs

    checks = json.loads(body)["checks"]
    assert status == 503
    assert checks["migrations"]["ok"] is True
    assert checks["jobs"]["ok"] is False


def test_it_is_ready_and_people_sign_in(open_house):
    page = open_house.sign_in()

    assert "Ayu" in page
    assert open_house.ask("/healthz")[0] == 200


def test_metrics_are_of_all_processes_together(open_house):
    before = visits_counted(open_house)

    for _ in range(40):
        assert open_house.ask("/")[0] == 200

    wait_until(
        lambda: visits_counted(open_house) == before + 40,
        otherwise=lambda: f"{visits_counted(open_house)} counted, not {before} + 40",
    )


def visits_counted(house):
    _status, text = house.ask("/metrics")
    counted = re.search(
        r'hub_requests_total\{endpoint="home.index",method="GET",status="200"\} ([0-9.]+)', text
    )
    return float(counted[1]) if counted else 0


def test_its_log_is_json_without_people(open_house):
    open_house.sign_in()

    wait_until(lambda: "accounts.sign_in" in endpoints_logged(open_house), otherwise=open_house.log)
    assert "ayu@" not in open_house.log()


def endpoints_logged(house):
    """Of the lines that are whole; the last may be half written."""
    lines = [line for line in house.log().splitlines(keepends=True) if line.startswith("{")]
    requests = [line for line in lines if '"event": "request"' in line and line.endswith("\n")]
    return {json.loads(line)["endpoint"] for line in requests}


def test_workers_that_are_killed_lose_nothing_that_was_acknowledged(open_house):
    with booking(open_house) as bookers:
        for _ in range(6):
            bookers.book_more(2)
            time.sleep(random.uniform(0, 0.2))
            os.kill(random.choice(open_house.workers()), signal.SIGKILL)
        bookers.book_more(2)
        bookers.stop()

        told = bookers.acknowledged()
        assert len(told) > 40
        assert standing(open_house, told) == {key: [booking] for key, booking in told.items()}
        assert bookers.answers().keys() <= {0, 201, 409, 503}
    assert "All is well." in open_house.flask("doctor")


def test_told_to_stop_it_finishes_what_is_under_way(open_house):
    with booking(open_house) as bookers:
        bookers.book_more(2)

        code, seconds = open_house.stop_web()

        bookers.stop()
        told = bookers.acknowledged()
        open_house.open()
        assert code == 0
        assert seconds < 35
        assert standing(open_house, told) == {key: [booking] for key, booking in told.items()}
        assert bookers.answers().keys() <= {0, 201, 409, 503}


@on_postgresql
def test_a_request_that_waits_is_answered_before_the_end(open_house):
    answers, headers = [], {"Authorization": f"Bearer {open_house.token}"}
    waiting = threading.Thread(
        target=lambda: answers.append(open_house.ask("/api/v1/bookings", **headers)), daemon=True
    )
    told = open_house.log().count(TOLD_TO_STOP)
    with psycopg.connect(open_house.environment["DATABASE_URL"]) as connection:
        connection.execute("LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE")
        waiting.start()
        query = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'bookings'::regclass"
        wait_until(lambda: connection.execute(query).fetchone())
        stopping = threading.Thread(target=open_house.stop_web, daemon=True)
        stopping.start()
        wait_until(lambda: open_house.log().count(TOLD_TO_STOP) > told, otherwise=open_house.log)
        time.sleep(0.5)  # until the workers have heard of it; who waits for a lock gives up at 8
    waiting.join(60)
    stopping.join(60)

    assert [status for status, _body in answers] == [200]


@on_postgresql
def test_readyz_turns_red_with_the_database_and_green_again(open_house):
    server = Postmaster(open_house.environment["DATABASE_URL"])

    server.kill()
    try:
        body = json.loads(open_house.wait_for("/readyz", 503))
        page, _text = open_house.ask("/api/v1/spaces", Authorization=f"Bearer {open_house.token}")
        alive, _text = open_house.ask("/healthz")
    finally:
        server.start()
    began = time.monotonic()
    open_house.wait_for("/readyz", 200)
    took = time.monotonic() - began

    assert body["checks"]["database"]["ok"] is False
    assert page == 503
    assert alive == 200
    assert took < 30
    assert open_house.jobs.poll() is None
    assert "All is well." in open_house.flask("doctor")
