"""Who was in a session: by code, without a line, by a provider's list, by hand."""

from datetime import timedelta

import pytest
from flask import Flask

from hub.accounts.models import User
from hub.core.clock import frozen_at, now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.ids import new_id
from hub.learning.attendance.errors import NoPlaceHere, NotCheckInTime, ReportTwice, WrongCode
from hub.learning.attendance.models import Attendance
from hub.learning.attendance.queries import minutes_of, register_of, unknown_of
from hub.learning.attendance.services import keeping
from hub.learning.attendance.services.checking_in import (
    Outcome,
    Scan,
    check_in,
    show_code,
    sync,
)
from hub.learning.classes.models import ClassSession
from tests.factories import a_person, slot
from tests.factories.learning import a_class_session, a_run, an_enrolment, an_instructor

MINUTE = timedelta(minutes=1)


class Scene:
    """A session of ninety minutes on Tuesday at three, WIB; Budi teaches, Siti and Anke learn."""

    def __init__(self) -> None:
        self.run = a_run()
        self.session: ClassSession = a_class_session(self.run, slot(15, 90))
        self.budi = an_instructor(self.run, a_person(name="Budi"))
        self.siti = an_enrolment(self.run, a_person(name="Siti", email="siti@home.example")).user
        self.anke = an_enrolment(self.run, a_person(name="Anke", email="anke@home.example")).user

    def code(self, *, anew: bool = False) -> str:
        with transaction():
            return show_code(self.session, by=self.budi, anew=anew).code

    def checks_in(self, person: User, code: str) -> Attendance:
        with transaction():
            return check_in(code, by=person)

    def takes(self, text: str) -> int:
        with transaction():
            return keeping.take_report(
                self.session, text, name="zoom.csv", zone="Asia/Jakarta", by=self.budi
            )[1]

    def minutes(self, person: User) -> int:
        return minutes_of(self.run, [person.id])[person.id][0]


def report(*lines: str) -> str:
    return "\n".join(["Name,Email,Join Time,Leave Time", *lines]) + "\n"


def test_the_code_on_the_screen_counts_from_when_one_came(app: Flask) -> None:
    scene = Scene()
    code = scene.code()

    with frozen_at(scene.session.starts_at + 5 * MINUTE):
        scene.checks_in(scene.siti, f" {code[:3].lower()}-{code[3:]}")
    with frozen_at(scene.session.starts_at + 30 * MINUTE):
        scene.checks_in(scene.anke, code)
        scene.checks_in(scene.siti, code)

    assert minutes_of(scene.run, [scene.siti.id, scene.anke.id]) == {
        scene.siti.id: (90, 90),
        scene.anke.id: (60, 90),
    }


def test_a_new_code_ends_the_old_one_and_strangers_are_not_checked_in(app: Flask) -> None:
    scene = Scene()
    old, new = scene.code(), scene.code(anew=True)

    with frozen_at(scene.session.starts_at):
        with pytest.raises(WrongCode):
            scene.checks_in(scene.siti, old)
        with pytest.raises(NoPlaceHere):
            scene.checks_in(a_person(), new)
    with pytest.raises(NotCheckInTime), frozen_at(scene.session.starts_at - 31 * MINUTE):
        scene.checks_in(scene.siti, new)


def test_what_was_ticked_off_without_a_line_is_taken_once_and_doubles_are_told(app: Flask) -> None:
    scene = Scene()
    at = scene.session.starts_at
    code = scene.code()
    with frozen_at(at + MINUTE):
        scene.checks_in(scene.anke, code)
    scans = [
        Scan("tick-1", scene.siti.id, at + 3 * MINUTE),
        Scan("tick-2", scene.anke.id, at + 4 * MINUTE),
        Scan("tick-3", a_person().id, at + 4 * MINUTE),
        Scan("tick-4", scene.siti.id, at - 300 * MINUTE),
    ]

    with frozen_at(at + 200 * MINUTE), transaction():
        first = sync(scene.session, scans, by=scene.budi)
        again = sync(scene.session, scans, by=scene.budi)

    said = {each.scan.client_id: each.outcome for each in first}
    assert said == {
        "tick-1": Outcome.TAKEN,
        "tick-2": Outcome.DOUBLE,
        "tick-3": Outcome.UNKNOWN,
        "tick-4": Outcome.OUT_OF_TIME,
    }
    assert {each.scan.client_id: each.outcome for each in again} == said
    line = next(line for line in register_of(scene.session) if line.person is scene.siti)
    assert line.attendance is not None
    assert line.attendance.seen_at == at + 3 * MINUTE
    assert line.attendance.heard_at > line.attendance.seen_at


def test_stretches_that_overlap_and_a_second_address_count_once(app: Flask) -> None:
    scene = Scene()

    nobodys = scene.takes(
        report(
            "Siti,siti@home.example,2026-11-24 15:00,2026-11-24 15:50",
            "Siti,siti@home.example,2026-11-24 15:40,2026-11-24 16:00",
            "iPhone,siti@work.example,2026-11-24 15:55,2026-11-24 16:40",
        )
    )
    (stranger,) = unknown_of(scene.session)
    before = scene.minutes(scene.siti)
    with transaction():
        keeping.name_person(stranger, scene.siti, session=scene.session, by=scene.budi)

    assert (nobodys, before) == (1, 60)
    assert scene.minutes(scene.siti) == 90
    assert unknown_of(scene.session) == []


def test_a_second_address_is_known_the_next_time(app: Flask) -> None:
    scene = Scene()
    scene.takes(report("iPhone,siti@work.example,2026-11-24 15:00,2026-11-24 16:30"))
    with transaction():
        (stay,) = unknown_of(scene.session)
        keeping.name_person(stay, scene.siti, session=scene.session, by=scene.budi)
    scene.session = a_class_session(scene.run, slot(15, 90, days=8))

    nobodys = scene.takes(report("iPhone,siti@work.example,2026-12-01 15:00,2026-12-01 16:30"))

    assert nobodys == 0
    assert scene.minutes(scene.siti) == 180


def test_a_report_is_taken_once_and_can_be_taken_back(app: Flask) -> None:
    scene = Scene()
    text = report("Siti,siti@home.example,2026-11-24 15:00,2026-11-24 16:30")
    with transaction():
        taken, _ = keeping.take_report(
            scene.session, text, name="a", zone="Asia/Jakarta", by=scene.budi
        )
    with pytest.raises(ReportTwice):
        scene.takes(text)

    with transaction():
        keeping.take_back(taken, scene.session, by=scene.budi)
    assert scene.minutes(scene.siti) == 0

    scene.takes(text)
    assert scene.minutes(scene.siti) == 90


def test_what_a_hand_wrote_stands_above_what_was_measured(app: Flask) -> None:
    scene = Scene()
    with transaction():
        keeping.write_list(scene.session, {scene.siti.id: 20, scene.anke.id: 90}, by=scene.budi)

    scene.takes(report("Siti,siti@home.example,2026-11-24 15:00,2026-11-24 16:30"))

    assert (scene.minutes(scene.siti), scene.minutes(scene.anke)) == (20, 90)
    with transaction():
        keeping.write_list(scene.session, {scene.siti.id: 0}, by=scene.budi)
    assert scene.minutes(scene.siti) == 0


def test_the_list_takes_only_its_own_people_and_no_more_minutes_than_there_are(app: Flask) -> None:
    scene = Scene()

    with pytest.raises(Invalid), transaction():
        keeping.write_list(scene.session, {scene.siti.id: 91}, by=scene.budi)
    with pytest.raises(Invalid), transaction():
        keeping.write_list(scene.session, {new_id(): 5}, by=scene.budi)
    with pytest.raises(NotAllowed), transaction():
        keeping.write_list(scene.session, {scene.siti.id: 5}, by=scene.siti)


def test_nobody_is_named_who_has_no_place(app: Flask) -> None:
    scene = Scene()
    scene.takes(report("iPhone,,2026-11-24 15:00,2026-11-24 16:30"))
    (stay,) = unknown_of(scene.session)

    with pytest.raises(Conflict), transaction():
        keeping.name_person(stay, a_person(), session=scene.session, by=scene.budi)


def test_a_cancelled_session_has_no_code_and_counts_for_nothing(app: Flask) -> None:
    scene = Scene()
    code = scene.code()
    with transaction():
        scene.session.cancelled_at = now()

    with pytest.raises(WrongCode), frozen_at(scene.session.starts_at):
        scene.checks_in(scene.siti, code)
    assert minutes_of(scene.run, [scene.siti.id]) == {scene.siti.id: (0, 0)}
