"""A release of sixty mails, and processes killed while they deliver it: everybody has one."""

import contextlib
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from accelerator.selection import services
from accelerator.selection.errors import AlreadyReleased
from accelerator.selection.models import Release, ReleaseState
from accelerator.selection.queries.releases import mails_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.outbox.models import Message, MessageState
from tests.accelerator.selection.stories import REJECT, Scene, a_scene
from tests.hub.outbox.catcher import Catcher, catching
from tests.hub.outbox.worker import deliver_for_ever
from tests.live import prepared
from tests.processes import Worker, wait_until

pytestmark = pytest.mark.slow
MAILS, KILLS = 60, 4


@pytest.fixture
def server() -> Iterator[Catcher]:
    with catching() as catcher:
        yield catcher


def staged(number: int) -> tuple[Scene, Release]:
    with transaction():
        scene = a_scene(number, seats=10)
    for n in range(10):
        scene.decide(n, Judgement(Decided.ACCEPT))
    with transaction():
        rest = [each.id for each in scene.applications[10:]]
        services.decide_all(scene.cohort, rest, judgement=REJECT, by=scene.manager)
    return scene, scene.prepared()


def sent() -> int:
    db.session.rollback()
    query = select(func.count()).where(Message.state == MessageState.SENT)
    return db.session.scalar(query) or 0


def test_killed_in_the_middle_everybody_has_exactly_one_mail(
    tmp_path: Path, server: Catcher
) -> None:
    settings = {"MAIL_URL": server.url, "SQLITE_SYNCHRONOUS": "OFF"}
    with prepared(tmp_path, **settings) as (_app, environment):
        scene, release = staged(MAILS)
        scene.let_out(release)
        dice = random.Random(9)
        more = {"PROCESSES": "2", "LEASE": "3"}
        worker = Worker(deliver_for_ever, str(tmp_path), environment=environment | more)
        try:
            for kill in range(1, KILLS + 1):
                wait_until(lambda: len(server.received) >= 10 * kill)  # noqa: B023
                time.sleep(dice.uniform(0, 0.05))
                kill_deliverers(tmp_path)
            wait_until(lambda: sent() == MAILS)
        finally:
            worker.kill()

        # A mail that was taken but not yet marked comes again under its own name, so that mail
        # programs show it once: what counts is what each person gets, by name.
        got: dict[str, set[str]] = defaultdict(set)
        for message in server.received:
            got[str(message["To"])].add(str(message["Message-ID"]))
        assert len(got) == MAILS
        assert {len(names) for names in got.values()} == {1}
        repeated = sum(Counter(server.named()).values()) - MAILS
        assert repeated <= 2 * KILLS


def kill_deliverers(folder: Path) -> None:
    for pid in (folder / "delivering").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


def test_a_release_that_is_posted_by_many_at_once_tells_everybody_once(tmp_path: Path) -> None:
    with prepared(tmp_path, SQLITE_SYNCHRONOUS="OFF") as (app, _environment):
        scene, release = staged(20)
        count, ids = mails_of(release), (release.id, scene.second.id)
        db.session.rollback()

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _n: let_out(app, *ids, count), range(6)))

        db.session.rollback()
        assert Counter(answers) == {"released": 1, "already": 5}
        assert db.session.query(Message).count() == count == 20
        assert db.session.query(Release).one().state is ReleaseState.RELEASED


def let_out(app: Flask, release_id: object, person_id: object, count: int) -> str:
    with app.app_context():
        try:
            with transaction():
                release = db.session.get_one(Release, release_id)
                person = db.session.get_one(User, person_id)
                services.release(release, by=person, mails=count)
        except AlreadyReleased:
            return "already"
        return "released"
