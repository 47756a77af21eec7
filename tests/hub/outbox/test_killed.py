"""Killed at the worst moments: nothing is lost, and a repeat is recognised as one."""

import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from hub.core.database import db, transaction
from hub.outbox.letters import Receiver
from hub.outbox.models import Message, MessageState
from hub.outbox.services import send_mail
from tests.hub.outbox.catcher import Catcher
from tests.hub.outbox.letters import hello, with_test_templates
from tests.hub.outbox.worker import deliver_for_ever
from tests.live import prepared
from tests.processes import Worker, wait_until

pytestmark = pytest.mark.slow


class Postroom:
    """A database with messages, and processes that deliver them to the catcher."""

    def __init__(self, app: Flask, environment: dict[str, str], folder: Path) -> None:
        self.app = app
        self.environment = environment
        self.folder = folder
        self.workers: list[Worker] = []

    def write(self, number: int) -> set[str]:
        """That many messages to as many people; their Message-IDs."""
        with transaction():
            for n in range(number):
                receiver = Receiver(f"person{n}@people.example", f"Person {n}", "en", "UTC")
                send_mail(hello(f"{n}"), to=receiver, key=f"{n}")
        return set(db.session.scalars(select(Message.message_id)))

    def worker(self, **settings: str) -> Worker:
        environment = {**self.environment, **settings}
        worker = Worker(deliver_for_ever, str(self.folder), environment=environment)
        self.workers.append(worker)
        return worker

    def kill_all(self) -> None:
        """Kill the two that deliver now; their parent forks two new ones."""
        for pid in (self.folder / "delivering").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def sent(self) -> int:
        db.session.rollback()
        sent = select(func.count()).where(Message.state == MessageState.SENT)
        return db.session.scalar(sent) or 0


@pytest.fixture
def postroom(tmp_path: Path, server: Catcher) -> Iterator[Postroom]:
    settings = {"MAIL_URL": server.url, "SQLITE_SYNCHRONOUS": "OFF"}
    with prepared(tmp_path, **settings) as (app, environment):
        app.jinja_env.loader = with_test_templates(app)
        room = Postroom(app, environment, tmp_path)
        yield room
        for worker in room.workers:
            worker.kill()


def test_killed_between_taken_and_marked_it_is_sent_again_under_the_same_name(
    postroom: Postroom, server: Catcher
) -> None:
    (name,) = postroom.write(1)
    first = postroom.worker(CRASH_AT="taken")
    wait_until((postroom.folder / "taken").exists)
    first.kill()
    assert (server.named(), postroom.sent()) == ([name], 0)

    postroom.worker()
    wait_until(lambda: postroom.sent() == 1)

    assert server.named() == [name, name]
    assert server.raw[0].splitlines()[:8] == server.raw[1].splitlines()[:8]


def test_stopped_for_longer_than_its_lease_it_marks_nothing_afterwards(
    postroom: Postroom, server: Catcher
) -> None:
    (name,) = postroom.write(1)
    first = postroom.worker(CRASH_AT="taken")
    wait_until((postroom.folder / "taken").exists)
    first.send(signal.SIGSTOP)
    postroom.worker()
    wait_until(lambda: postroom.sent() == 1)
    first.send(signal.SIGCONT)

    db.session.rollback()
    (message,) = db.session.scalars(select(Message))
    assert (message.fence, message.attempts, server.named()) == (2, 1, [name, name])


def test_of_several_processes_one_sends_each_message(postroom: Postroom, server: Catcher) -> None:
    names = postroom.write(40)

    postroom.worker(PROCESSES="2", LEASE="60")  # a busy machine is not taken for a dead process
    wait_until(lambda: postroom.sent() == 40)

    assert Counter(server.named()) == Counter(names)
    assert server.connections >= 2


def test_killed_again_and_again_none_is_lost(postroom: Postroom, server: Catcher) -> None:
    names = postroom.write(60)
    dice = random.Random(7)
    postroom.worker(PROCESSES="2", LEASE="5")
    for kill in range(1, 9):
        wait_until(lambda: len(server.received) >= 6 * kill)  # noqa: B023
        time.sleep(dice.uniform(0, 0.05))
        postroom.kill_all()

    wait_until(lambda: postroom.sent() == 60)

    assert set(server.named()) == names
    assert max(Counter(server.named()).values()) <= 3
