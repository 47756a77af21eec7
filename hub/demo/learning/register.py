"""Who was there: by the code on the wall, by a list, by the report of a video provider."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.walltime import to_wall
from hub.demo.learning.classes import Classes
from hub.demo.learning.runs import Register, RunSketch
from hub.demo.story import by_hand_of
from hub.learning.attendance.models import Report, Stay
from hub.learning.attendance.rules.minutes import length_of
from hub.learning.attendance.services.checking_in import check_in, show_code
from hub.learning.attendance.services.keeping import name_person, take_report, write_list
from hub.learning.classes.models import ClassSession
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.enrolments.queries import holders_of

HANDED_IN = timedelta(minutes=40)
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
ZOOM = "%m/%d/%Y %I:%M:%S %p"
#: In the order in which people came into the class: who is late every time, who misses
#: the second session, and who joins from a private address.
LATE, MISSES, PRIVATELY = 4, 6, 2


@dataclass(frozen=True)
class Stayed:
    person: User
    number: int
    from_: datetime
    until: datetime


class Attending:
    def __init__(self, classes: Classes) -> None:
        self.classes = classes

    def tell(self, sketch: RunSketch) -> None:
        """Of each session that was over by last night."""
        curtain, story = self.classes.world.curtain, self.classes.world.story
        for number, session in enumerate(standing_sessions(self.classes.runs[sketch.key])):
            if session.ends_at + HANDED_IN >= curtain:
                return
            if sketch.register is Register.CODE:
                act = partial(self._show_code, sketch, session, number=number)
                story.at(session.starts_at - timedelta(minutes=15), act)
            else:
                act = partial(self._write, sketch, session, number=number)
                story.at(session.ends_at + HANDED_IN, act)

    def _show_code(self, sketch: RunSketch, session: ClassSession, *, number: int) -> None:
        """And people type it, one after the other."""
        person = self.classes.person(sketch.instructor)
        with by_hand_of(person):
            code = show_code(session, by=person)
        for each in self._stayed(sketch, session, number=number):
            act = partial(self._check_in, code.code, each.person)
            self.classes.world.story.at(each.from_, act)

    def _check_in(self, code: str, person: User) -> None:
        with by_hand_of(person):
            check_in(code, by=person)

    def _stayed(self, sketch: RunSketch, session: ClassSession, *, number: int) -> list[Stayed]:
        """Everybody comes a little before or after the beginning and stays until the end, but
        some."""
        gone = {self.classes.person(named).id for named, since in sketch.gone if number >= since}
        holders = sorted(holders_of(session.run), key=lambda each: (each.made_at, each.id))
        found = []
        for place, enrolment in enumerate(holders):
            if enrolment.user_id in gone or (place == MISSES and number == 1):
                continue
            late = 55 if place == LATE else 3 * place % 13 - 8
            begins = session.starts_at + timedelta(minutes=late, seconds=11 * place)
            found.append(Stayed(enrolment.user, place, begins, session.ends_at))
        return found

    def _write(self, sketch: RunSketch, session: ClassSession, *, number: int) -> None:
        person = self.classes.person(sketch.instructor)
        stayed = self._stayed(sketch, session, number=number)
        with by_hand_of(person):
            if sketch.register is Register.LIST:
                longest = length_of(session.slot)
                minutes = {
                    each.person.id: min(longest, (each.until - each.from_).seconds // 60)
                    for each in stayed
                }
                write_list(session, minutes, by=person)
                return
            report, strangers = take_report(
                session, _csv(stayed, zone=session.zone), zone=session.zone, by=person,
                name=f"participants_{to_wall(session.starts_at, session.zone):%Y-%m-%d}.csv",
            )  # fmt: skip
            if strangers:
                _name(report, session, stayed=stayed, by=person)


def _csv(stayed: list[Stayed], *, zone: str) -> str:
    """As Zoom writes it. Some lines drop, and people come back before they were seen to leave."""
    rows = [HEADER]
    for each in stayed:
        email = each.person.email
        if each.number == PRIVATELY:
            email = f"{email.partition('@')[0]}@surel.example"
        half = each.from_ + (each.until - each.from_) / 2
        stretches = [(each.from_, each.until)]
        if each.number % 4 == 1:
            stretches = [
                (each.from_, half),
                (half - timedelta(minutes=1), each.until),
            ]
        for joined, left in stretches:
            walls = [f"{to_wall(at, zone):{ZOOM}}" for at in (joined, left)]
            minutes = str((left - joined).seconds // 60)
            rows.append(",".join((each.person.name, email, *walls, minutes)))
    return "\n".join(rows) + "\n"


def _name(report: Report, session: ClassSession, *, stayed: list[Stayed], by: User) -> None:
    """The instructor knows who that was; from the next report on the house does, too."""
    query = select(Stay).where(Stay.report_id == report.id, Stay.user_id.is_(None))
    people = {each.person.name: each.person for each in stayed}
    for stay in db.session.scalars(query).all():
        if stay.user_id is None:
            name_person(stay, people[stay.name], session=session, by=by)
