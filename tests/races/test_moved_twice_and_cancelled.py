"""A session that is moved twice and cancelled within five minutes, while two processes run the
timetable: everybody gets one notice, which is the last word, and no reminder of what is off."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from hub.accounts.models import TokenScope, User
from hub.accounts.services.tokens import make_token
from hub.core.clock import now, read_from
from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.jobs import JOBS
from hub.learning.classes.facts import ClassPublished
from hub.learning.classes.models import ClassSession
from hub.outbox.models import Message, MessageState
from hub.timetable.rules import latest_due
from tests.factories import a_person
from tests.factories.learning import a_class_session, a_run, an_enrolment, an_instructor
from tests.journeys.mail import Mail, parsed
from tests.live import Hub, prepared, serving
from tests.processes import Worker, wait_until
from tests.races.clients import Ask, rush
from tests.races.schedulers import run_the_house

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]
LEARNERS = 20
NAMES = ("one", "other")
WATCHED = ("tell-of-class-changes", "remind-of-classes", "deliver-mail")
DAY = "2026-12-01"


@dataclass
class Scene:
    """`off` is the session that is moved and cancelled, `on` one of another class for the same
    people at the same time, of which they are reminded."""

    hub: Hub
    folder: Path
    off: ClassSession
    on: ClassSession
    teacher: User
    token: str
    everybody: list[User]
    guarded: bool = True
    workers: list[Worker] = field(default_factory=list)

    def begin(self, *, guarded: bool) -> None:
        """Two processes; guarded they run all that the house does, unguarded what is watched."""
        self.guarded = guarded
        for name in NAMES:
            environment = self.hub.environment | {"WORKER_NAME": name}
            environment |= {} if guarded else {"WITHOUT_GUARD": "yes"}
            jobs = () if guarded else WATCHED
            self.workers.append(
                Worker(run_the_house, str(self.folder), *jobs, environment=environment)
            )

    def clock(self, wall: str) -> None:
        """By Jakarta's clocks; and both have looked at the timetable since, mail last."""
        set_clock(self.folder, wall)
        for name in WATCHED:
            job = next(job for job in JOBS if job.name == name)
            due = latest_due(job, now())
            wait_until(lambda job=job, due=due: self._looked(job.name, due), otherwise=self._told)

    def _looked(self, job: str, due: datetime) -> bool:
        lines = [line.split() for line in self._told().splitlines()]
        who = {name for name, what, at in lines if what == job and float(at) >= due.timestamp()}
        return bool(who) if self.guarded else who == set(NAMES)

    def _told(self) -> str:
        file = self.folder / "effects"
        return file.read_text() if file.exists() else ""

    def asks(self, method: str, what: str, **body: object) -> None:
        """The teacher, over HTTP."""
        path = f"/api/v1/classes/{self.off.run_id}/sessions/{self.off.id}/{what}"
        (answer,) = rush(self.hub.url, [Ask(self.token, body, path=path, method=method)])
        assert answer.status == 200, answer.body

    def written(self) -> Counter[tuple[str, str]]:
        """What stands in the outbox of the two sessions, and has not been taken back: address,
        template."""
        db.session.rollback()
        query = select(Message).where(
            Message.template.startswith("joining/"), Message.state != MessageState.DROPPED
        )
        found = Counter((each.to_email, each.template) for each in db.session.scalars(query))
        db.session.rollback()
        return found

    def delivered(self) -> list[Mail]:
        folder = Path(urlsplit(self.hub.environment["MAIL_URL"]).path)
        return [Mail(parsed(path)) for path in folder.glob("*.eml")]

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()


def set_clock(folder: Path, wall: str) -> None:
    seconds = round((at(wall) - datetime.now(UTC)).total_seconds())
    (folder / "clock").write_text(f"{seconds:+d}s")


def at(wall: str) -> datetime:
    return to_instant(datetime.fromisoformat(wall), "Asia/Jakarta")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    set_clock(tmp_path, f"{DAY}T08:00")
    clock = str(tmp_path / "clock")
    with prepared(tmp_path, HUB_CLOCK_FILE=clock, RATE_LIMIT="0") as (app, environment):
        people = [a_person(zone="Asia/Jakarta") for _ in range(LEARNERS)]
        teacher = a_person(name="Budi Santoso", zone="Asia/Jakarta")
        off, on = (a_class(teacher, people) for _ in range(2))
        with transaction():
            scopes = [TokenScope.READ, TokenScope.LEARNING_WRITE]
            token = make_token(teacher, name="race", scopes=scopes, by=teacher).secret
        with serving(app, environment, workers=1) as hub:
            scene = Scene(hub, tmp_path, off, on, teacher, token, [*people, teacher])
            yield scene
            scene.end()
    read_from(None)


def a_class(teacher: User, people: list[User]) -> ClassSession:
    """On the day after, a little after ten."""
    run = a_run(seats=LEARNERS)
    start = at("2026-12-02T10:03")
    session = a_class_session(run, TimeSlot(start, start + timedelta(hours=1)))
    an_instructor(run, teacher)
    for person in people:
        an_enrolment(run, person)
    with transaction():
        announce(ClassPublished(run.id))
    db.session.refresh(session)
    return session


@pytest.mark.parametrize("guarded", [True, False], ids=["two-schedulers", "each-as-if-alone"])
def test_one_last_word_for_each_and_no_reminder(scene: Scene, guarded: bool) -> None:
    """Also where each process runs everything that is due: the notice and the reminder guard
    themselves, as they must when a scheduler that was taken for dead comes back."""
    scene.begin(guarded=guarded)
    scene.clock(f"{DAY}T10:00")
    scene.asks("PUT", "time", starts_local="2026-12-02T10:10")
    scene.clock(f"{DAY}T10:02")
    scene.asks("PUT", "time", starts_local="2026-12-02T10:25")
    scene.clock(f"{DAY}T10:03:30")  # a day before it was to begin
    scene.clock(f"{DAY}T10:04:20")
    scene.asks("POST", "cancel", reason="Budi is ill.")
    scene.clock(f"{DAY}T10:08:30")
    assert {template for _to, template in scene.written()} <= {"joining/reminder"}

    for wall in ("10:10", "10:15", "10:31"):
        scene.clock(f"{DAY}T{wall}")
    for wall in ("08:55", "09:04", "09:11", "09:26", "10:30"):
        scene.clock(f"2026-12-02T{wall}")

    each = {"joining/cancelled": 1, "joining/reminder": 2}
    wanted = {(p.email, t): n for p in scene.everybody for t, n in each.items()}
    assert scene.written() == wanted
    off, on = (mails_about(scene, session) for session in (scene.off, scene.on))
    assert Counter(off) == dict.fromkeys((p.email for p in scene.everybody), 1)
    assert Counter(on) == dict.fromkeys((p.email for p in scene.everybody), 2)


def mails_about(scene: Scene, session: ClassSession) -> list[str]:
    """To whom mails went that lead to this class; of the one that is off, what they hold."""
    db.session.refresh(session)
    mails = [m for m in scene.delivered() if f"/classes/{session.run.slug}" in m.text
             or f"/go/{session.id}" in m.text]  # fmt: skip
    if session.cancelled_at is not None:
        for mail in mails:
            method, event = mail.calendar()
            said = (method, event.uid.value, int(event.sequence.value))
            assert said == ("CANCEL", session.ical_uid, 3)
            assert "Budi is ill." in mail.text
    db.session.rollback()
    return [str(mail.message["To"]).rpartition("<")[2].rstrip(">") for mail in mails]
