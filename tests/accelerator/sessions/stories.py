"""A pair that works together: Rina mentors from Berlin, Ayu's team sits in Jakarta."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import inspect, select

from accelerator.matching.models import Pairing, PairingState
from accelerator.mentors.models import Availability, Mentor, MentorPlaces
from accelerator.programmes.models import Cohort, Phase
from accelerator.sessions.models import MentorSession
from accelerator.sessions.services import booking
from accelerator.sessions.services.booking import SessionWish
from accelerator.startups.models import Startup
from booking.bookings.models import Booking
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.outbox.models import Message
from tests.factories import a_person, a_space, kept, slot
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_pairing,
    a_participation,
    a_week,
    places_of,
)
from tests.factories.programme import a_cohort, a_programme, a_programme_manager, a_startup

JAKARTA, BERLIN = "Asia/Jakarta", "Europe/Berlin"
LINK = "https://meet.example/rina-room"


@dataclass
class Scene:
    cohort: Cohort
    manager: User
    mentor: Mentor
    founder: User
    startup: Startup
    places: MentorPlaces
    pairing: Pairing

    def book(
        self, at: TimeSlot | None = None, by: User | None = None, **more: Any
    ) -> MentorSession:
        """Tomorrow at three in Jakarta, on video, unless it says otherwise."""
        wish = SessionWish(at or slot(15), JAKARTA, **more)
        with transaction():
            return booking.book(self.pairing, wish, by=by or self.founder)

    def many(self, count: int, **named: Any) -> None:
        """Of as many startups, one a day from here on, in rooms; rows as they would stand."""
        # Also after the session has forgotten everything.
        cohort, mentor = (
            db.session.get_one(type(row), inspect(row).identity)
            for row in (self.cohort, self.mentor)
        )
        made_by = {"made_by_id": mentor.user_id, "zone": JAKARTA}
        for n in range(count):
            at = slot(15, days=n + 2)
            row = MentorSession(
                cohort=cohort,
                mentor=mentor,
                startup=a_participation(cohort, a_startup(a_person())).startup,
                starts_at=at.start,
                ends_at=at.end,
                starts_local="2026-11-24T15:00",
                booking=a_booking(at),
                **(made_by | named),
            )
            kept(row)

    def startup_week(self) -> Availability:
        query = select(Availability).where(Availability.startup_id == self.startup.id)
        return db.session.scalars(query).one()

    def paired_with(self, startup: Startup) -> Pairing:
        """The same mentor works with another startup too."""
        return a_pairing(self.places, startup, state=PairingState.ACTIVE)


def a_scene(*, hours: bool = True, **named: Any) -> Scene:
    """Both have said their hours: Jakarta from nine to five, Berlin from eight to four."""
    programme = a_programme()
    cohort = named.pop("cohort", None) or a_cohort(programme=programme, phase=Phase.RUNNING)
    mentoring = named.pop("mentoring", {})
    a_mentoring(cohort, **mentoring)
    mentor = a_mentor(a_person(name="Rina Kühn", zone=BERLIN, language="de"), video_url=LINK)
    founder = a_person(name="Ayu Rahma", zone=JAKARTA, language="id")
    startup = a_participation(cohort, a_startup(founder, name="Banyu Kota")).startup
    places = places_of(cohort, mentor)
    pairing = a_pairing(places, startup, **({"state": PairingState.ACTIVE} | named))
    if hours:
        a_week(startup=startup, zone=JAKARTA)
        days = [{"weekday": day, "from": "08:00", "until": "16:00"} for day in range(5)]
        a_week(mentor=mentor, zone=BERLIN, weekly=days)
    manager = a_programme_manager(cohort.programme)
    return Scene(cohort, manager, mentor, founder, startup, places, pairing)


def another_startup(scene: Scene, name: str = "Listrik Kota") -> tuple[Startup, User]:
    """In the same cohort."""
    founder = a_person(zone=JAKARTA)
    return a_participation(scene.cohort, a_startup(founder, name=name)).startup, founder


def a_booking(at: TimeSlot) -> Booking:
    with transaction():
        return book_room(Wish(a_space(), at), booked_by=a_person())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def letters_to(person: User) -> list[str]:
    """The templates of what somebody is written about sessions, oldest first."""
    db.session.expire_all()
    query = select(Message).where(Message.to_email == person.email).order_by(Message.id)
    return [
        each.template.removeprefix("sessions/")
        for each in db.session.scalars(query)
        if each.template.startswith("sessions/")
    ]


def newest_letter(person: User) -> Message:
    query = select(Message).where(Message.to_email == person.email).order_by(Message.id.desc())
    found = db.session.scalars(query).first()
    assert found is not None
    return found


def all_texts() -> str:
    """Everything that was ever written to anybody, entries for calendars too."""
    parts = []
    for each in db.session.scalars(select(Message)):
        parts += [each.subject, each.text, each.html, str(each.attachments)]
    return "\n".join(map(str, parts))
