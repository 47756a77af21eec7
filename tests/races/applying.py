"""The deadline hour: people who autosave and teams who hand in, for as long as one likes, against a
hub of real web processes; then the database is asked whether a word was lost.

    HUB_TEST_ENGINE=postgresql python -m tests.races.applying --minutes 15

200 people save every 10 seconds, 60 teams hand in each minute, some of them by pressing twice.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from accelerator.applications.models import Answer, Application, ApplicationState, Revision
from accelerator.applications.queries import form_of
from accelerator.applications.rules.snapshots import fingerprint
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.outbox.models import Message
from tests.accelerator.applications.stories import HEADLINE, PASSED, PROBLEM
from tests.factories import a_person
from tests.factories.programme import a_cohort, an_application
from tests.live import ENGINE, Hub, prepared, serving
from tests.signing_in import sign_in_as

PROCESSES = 4


@dataclass(frozen=True)
class Plan:
    """How many for how long: `every` seconds a writer saves, `submits` hand in over the whole."""

    writers: int
    submits: int
    seconds: float
    every: float


@dataclass(frozen=True)
class Client:
    """One person's browser: its cookie, the application, and when it hands in (None: writes)."""

    cookie: str
    application: str
    submit_after: float | None = None


@dataclass
class Told:
    """What a client was told: the last text that was acknowledged, and how long each took."""

    application: str
    text: str = ""
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    saves: int
    submits: int
    errors: list[str]
    lost: list[str]
    slowest: float
    median: float
    p95: float


def run(hub: Hub, plan: Plan, clients: Sequence[Client]) -> list[Told]:
    """All of them, from several processes that start at the same instant."""
    start = time.time() + 4
    programs = []
    for n in range(PROCESSES):
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.races.applicants"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        share = [asdict(each) for each in clients[n::PROCESSES]]
        assert program.stdin
        told = {"url": hub.url, "start": start, "clients": share, **asdict(plan)}
        json.dump(told, program.stdin)
        program.stdin.close()
        programs.append(program)
    found: list[Told] = []
    for program in programs:
        assert program.stdout
        with program.stdout:
            found += [Told(**one) for one in json.load(program.stdout)]
        program.wait()
    return found


def furnish(app: Flask, plan: Plan) -> list[Client]:
    """A call that ends long after, and a signed-in person for each application."""
    at = now()
    cohort = a_cohort(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
    clients = []
    for n in range(plan.writers + plan.submits):
        person = a_person()
        hands_in = n >= plan.writers
        answers = {**PASSED, "headline": HEADLINE, "problem": PROBLEM} if hands_in else PASSED
        application = an_application(cohort, person, answers=answers)
        place = (n - plan.writers + 0.5) / max(plan.submits, 1) * plan.seconds
        cookie = cookie_of(app, person)
        clients.append(Client(cookie, str(application.id), place if hands_in else None))
    return clients


def cookie_of(app: Flask, person: User) -> str:
    client = app.test_client()
    sign_in_as(client, person)
    name = app.config["SESSION_COOKIE_NAME"]
    found = client.get_cookie(name)
    assert found is not None
    return f"{name}={found.value}"


def checked(told: Sequence[Told], clients: Sequence[Client]) -> Outcome:
    """What the database says to what the clients were told."""
    handing_in = {each.application for each in clients if each.submit_after is not None}
    stored = _problems()
    times = sorted(seconds for each in told for seconds in each.seconds)
    lost = [
        f"{each.application}: told “{each.text}”, has “{stored.get(each.application)}”"
        for each in told
        if each.application not in handing_in and stored.get(each.application, "") != each.text
    ]
    return Outcome(
        saves=sum(len(each.seconds) for each in told if each.application not in handing_in),
        submits=len(handing_in),
        errors=[error for each in told for error in each.errors],
        lost=lost + list(_badly_handed_in(handing_in)),
        slowest=times[-1] if times else 0.0,
        median=times[len(times) // 2] if times else 0.0,
        p95=times[int(len(times) * 0.95)] if times else 0.0,
    )


def _problems() -> dict[str, str]:
    query = select(Answer.application_id, Answer.value).where(Answer.key == "problem")
    return {str(application): value for application, value in db.session.execute(query)}


def _badly_handed_in(applications: set[str]) -> list[str]:
    """Each must be in exactly once, whole, with one mail."""
    wrong = []
    found = {str(a.id): a for a in db.session.scalars(select(Application))}
    revisions: dict[str, list[Revision]] = {}
    for revision in db.session.scalars(select(Revision)):
        revisions.setdefault(str(revision.application_id), []).append(revision)
    for each in sorted(applications):
        mine = revisions.get(each, [])
        if found[each].state is not ApplicationState.SUBMITTED or len(mine) != 1:
            wrong.append(f"{each}: {found[each].state}, {len(mine)} revisions")
        elif mine[0].sha256 != fingerprint(str(form_of(found[each].cohort).id), mine[0].answers):
            wrong.append(f"{each}: another fingerprint")
    mails = select(func.count()).where(Message.template == "applications/submitted")
    if (db.session.scalar(mails) or 0) != len(applications):
        wrong.append(f"{db.session.scalar(mails)} mails for {len(applications)} that handed in")
    return wrong


def deadline_hour(folder: Path, plan: Plan, *, workers: int) -> Outcome:
    with prepared(folder) as (app, environment):
        clients = furnish(app, plan)
        db.session.remove()  # no transaction of ours stays open meanwhile
        with serving(app, environment, workers=workers) as hub:
            told = run(hub, plan, clients)
        return checked(told, clients)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--writers", type=int, default=200)
    parser.add_argument("--every", type=float, default=10, help="seconds between two saves")
    parser.add_argument("--submits", type=int, default=60, help="a minute")
    parser.add_argument("--workers", type=int, default=2 if ENGINE == "sqlite" else 4)
    given = parser.parse_args(arguments)
    plan = Plan(
        given.writers, round(given.submits * given.minutes), given.minutes * 60, given.every
    )
    with tempfile.TemporaryDirectory() as folder:
        outcome = deadline_hour(Path(folder), plan, workers=given.workers)
    shown: dict[str, Any] = asdict(outcome) | {"engine": ENGINE, "workers": given.workers}
    sys.stdout.write(json.dumps(shown, indent=1, ensure_ascii=False) + "\n")
    return 1 if outcome.lost or outcome.errors else 0


if __name__ == "__main__":
    sys.exit(main())
