"""What many stories about a mentor day begin with."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from accelerator.mentor_days.models import (
    DayMeeting,
    DayMeetingState,
    DayMentor,
    DayRoom,
    DayStartup,
    MentorDay,
)
from accelerator.mentor_days.services import (
    coming,
    days,
    mending,
    places,
    planning,
    publishing,
    saying,
)
from accelerator.mentor_days.services.coming import MentorHours, StartupHours
from accelerator.mentor_days.services.days import MentorDayDraft
from accelerator.mentor_days.services.places import PlacesWanted
from accelerator.mentors.models import MentorPlaces
from accelerator.participations.models import Participation
from accelerator.programmes.models import Cohort, Phase
from accelerator.startups.models import Startup
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.walltime import to_instant
from hub.organisations.models import MemberRole, Membership
from hub.outbox.models import Message
from tests.factories import a_member, a_space
from tests.factories.mentoring import a_participation, places_of
from tests.factories.programme import a_cohort, a_programme, a_programme_manager

#: The Thursday after the tests' Monday.
THURSDAY = date(2026, 11, 26)
ZONE = "Asia/Jakarta"
#: Four slots before lunch, two after: 9:00, 9:30, 10:00, 10:30, 12:00, 12:30.
DRAFT = MentorDayDraft(
    name={"en": "Meet the mentors", "id": "Temui para mentor", "de": "Mentorentag"},
    held_on=THURSDAY,
    zone=ZONE,
    starts_local="09:00",
    ends_local="13:00",
    meeting_minutes=25,
    gap_minutes=5,
    breaks=(("11:00", "12:00"),),
    wanted=2,
)


def at(wall: str) -> datetime:
    return to_instant(datetime.fromisoformat(f"{THURSDAY}T{wall}"), ZONE)


@dataclass
class Scene:
    """A cohort with its manager, startups and mentors, and a mentor day for all of them."""

    cohort: Cohort
    manager: User
    parts: list[Participation]
    given: list[MentorPlaces]
    day: MentorDay
    hall: Space
    spaces: list[Space] = field(default_factory=list)

    def gather(self, *, tables: int = 3) -> None:
        """Everybody comes, to tables in the hall."""
        with transaction():
            coming.add_mentors(self.day, [each.mentor_id for each in self.given], by=self.manager)
            coming.add_startups(self.day, [each.startup_id for each in self.parts], by=self.manager)
            wanted = PlacesWanted(tables=tables, hall=self.hall.id)
            places.add_rooms(self.day, wanted, by=self.manager)

    def wish(self, n: int, *mentors: int, **hours: Any) -> None:
        ids = [self.given[m].mentor_id for m in mentors]
        with transaction():
            saying.wish(self.startup(n), ids, hours=StartupHours(**hours), by=self.owner(n))

    def wish_all(self) -> None:
        """Each for the mentors from its own number on."""
        count = len(self.given)
        for n in range(len(self.parts)):
            self.wish(n, *[(n + m) % count for m in range(count)])

    def confirm(self, n: int, **hours: Any) -> None:
        with transaction():
            saying.confirm_hours(self.mentor(n), MentorHours(**hours), by=self.mentor_person(n))

    def plan(self) -> None:
        thought = planning.thought_of(self.day, by=self.manager)
        with transaction():
            planning.plan_day(self.day, thought, by=self.manager)

    def publish(self) -> None:
        with transaction():
            publishing.publish(self.day, by=self.manager)

    def ask_to_mend(self) -> None:
        thought = mending.mended(self.day, by=self.manager)
        with transaction():
            mending.propose(self.day, thought, by=self.manager)

    def mend(self) -> dict[str, Any]:
        self.ask_to_mend()
        assert self.day.proposal is not None
        return self.day.proposal

    def take_over(self) -> None:
        with transaction():
            mending.take_over(self.day, by=self.manager)

    def startup(self, n: int) -> DayStartup:
        query = db.session.query(DayStartup).filter_by(day_id=self.day.id)
        return query.filter_by(startup_id=self.parts[n].startup_id).one()

    def mentor(self, n: int) -> DayMentor:
        query = db.session.query(DayMentor).filter_by(day_id=self.day.id)
        return query.filter_by(mentor_id=self.given[n].mentor_id).one()

    def rooms(self) -> list[DayRoom]:
        query = db.session.query(DayRoom).filter_by(day_id=self.day.id)
        return query.order_by(DayRoom.position).all()

    def owner(self, n: int) -> User:
        return lead_of(self.parts[n].startup)

    def mentor_person(self, n: int) -> User:
        return self.given[n].mentor.user

    def meetings(self) -> list[DayMeeting]:
        db.session.expire_all()
        query = db.session.query(DayMeeting).filter_by(day_id=self.day.id)
        return (
            query.filter(DayMeeting.state != DayMeetingState.DROPPED)
            .order_by(DayMeeting.slot, DayMeeting.id)
            .all()
        )

    def meeting(self, startup: int, mentor: int) -> DayMeeting | None:
        pair = self.parts[startup].startup_id, self.given[mentor].mentor_id
        return next((m for m in self.meetings() if (m.startup_id, m.mentor_id) == pair), None)


def a_scene(startups: int = 3, mentors: int = 3, **named: Any) -> Scene:
    programme = a_programme()
    cohort = a_cohort(programme=programme, phase=Phase.RUNNING)
    manager = a_programme_manager(programme)
    parts = [a_participation(cohort) for _ in range(startups)]
    for part in parts:
        a_member(part.startup.organisation, role=MemberRole.OWNER)
    given = [places_of(cohort) for _ in range(mentors)]
    with transaction():
        day = days.make_day(cohort, replace(DRAFT, **named), by=manager)
    hall = a_space(name="Aula", slug="aula", capacity_people=80)
    return Scene(cohort, manager, parts, given, day, hall)


def planned(startups: int = 3, mentors: int = 3, **named: Any) -> Scene:
    scene = a_scene(startups, mentors, **named)
    scene.gather()
    scene.wish_all()
    scene.plan()
    return scene


def published(startups: int = 3, mentors: int = 3, **named: Any) -> Scene:
    scene = planned(startups, mentors, **named)
    scene.publish()
    return scene


def lead_of(startup: Startup) -> User:
    query = db.session.query(Membership).filter_by(organisation_id=startup.organisation_id)
    member = query.filter_by(role=MemberRole.OWNER).first()
    assert member is not None
    return db.session.get_one(User, member.user_id)


def letters_to(person: User) -> list[str]:
    """The templates of what somebody is written about mentor days, oldest first."""
    db.session.expire_all()
    rows = db.session.query(Message).filter_by(to_email=person.email).order_by(Message.id)
    return [
        row.template.removeprefix("mentor_days/")
        for row in rows
        if row.template.startswith("mentor_days/")
    ]


def newest_letter(person: User) -> Message:
    rows = db.session.query(Message).filter_by(to_email=person.email).order_by(Message.id.desc())
    found = rows.first()
    assert found is not None
    return found
