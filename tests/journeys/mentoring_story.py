"""Who plays in a season of mentoring, on which days, and the cohort that they find there.

The days lie around the last Sunday of March or of October, when Berlin changes its clocks and
Jakarta does not.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accelerator.programmes.models import Cohort, Phase
from accelerator.startups.models import Startup
from hub.accounts.models import Role, User
from hub.core.clock import now
from hub.core.i18n import speaking
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.organisations.models import MemberRole
from tests.factories import a_grant, a_site, a_space
from tests.factories import a_member as a_membership
from tests.factories.mentoring import (
    a_mentor,
    a_participation,
    a_support_organisation,
    a_week,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_programme, a_startup
from tests.hub.accounts.stories import a_member, with_totp
from tests.journeys.intake_people import House, Person, Who
from tests.journeys.mail import Mail

BERLIN, JAKARTA = "Europe/Berlin", "Asia/Jakarta"
HOUSE = "Jakarta Startup House"
STARTUP, OTHER_STARTUP = "Banyu Kota", "Listrik Kota"
NAMES = {"en": "First cohort", "id": "Angkatan pertama", "de": "Erster Jahrgang"}


@dataclass(frozen=True)
class Season:
    """`sunday` is when Berlin's clocks change; three in the afternoon in Jakarta is `before` there
    until then, and `after` from then on. `plain` are those who have switched JavaScript off."""

    name: str
    sunday: date
    before: str
    after: str
    plain: frozenset[str]

    def day(self, days: int) -> date:
        """So many days from the Sunday on."""
        return self.sunday + timedelta(days=days)

    def at(self, days: int, wall: str, zone: str = JAKARTA) -> datetime:
        return to_instant(datetime.fromisoformat(f"{self.day(days)}T{wall}"), zone)

    def hour(self, days: int, wall: str = "15:00", *, minutes: int = 60) -> TimeSlot:
        """By Jakarta's clocks."""
        start = self.at(days, wall)
        return TimeSlot(start, start + timedelta(minutes=minutes))


SPRING = Season("march", date(2027, 3, 28), "09:00", "10:00", frozenset({"ayu"}))
AUTUMN = Season("october", date(2026, 10, 25), "10:00", "09:00", frozenset({"rina"}))


def people(season: Season) -> tuple[Who, ...]:
    """Whoever has no script sits before a phone."""

    def who(name: str, email: str, **more: Any) -> Who:
        plain = name.split()[0].lower() in season.plain
        screen = {"script": False, "width": 390} if plain else {}
        return Who(name, email, **(more | screen))

    return (
        who("Maya Sari", "maya@hub.example", is_staff=True),
        who("Budi Santoso", "budi@house.example", language="id", width=820),
        who("Rina Kühn", "rina@spree.example", language="de", zone=BERLIN, dark=True, is_new=True),
        who("Ayu Rahma", "ayu@banyu.example", language="id"),
    )


class Story:
    """Everybody by their first name."""

    def __init__(self, house: House, season: Season) -> None:
        self.house, self.season = house, season
        self.people: dict[str, Person] = {}
        self.cohort = furnish(people(season))
        for who in people(season):
            self.people[who.first] = Person(house, who)

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    @property
    def series(self) -> list[TimeSlot]:
        """Every second Tuesday at three in Jakarta: one before the Sunday, two after it."""
        return [self.season.hour(days) for days in (-5, 9, 23)]

    def clock(self, days: int, wall: str) -> None:
        """By Jakarta's clocks."""
        self.house.set_clock(f"{self.season.day(days)}T{wall}")

    def mails(self, *people: Person) -> list[Mail]:
        """Each of them has one mail now, and nobody else has any. In their order."""
        came = self.house.post()
        assert len(came) == len(people), [(str(m.message["To"]), m.subject) for m in came]
        return [to(person, came) for person in people]


def to(person: Person, mails: list[Mail]) -> Mail:
    (mail,) = [each for each in mails if person.who.email in str(each.message["To"])]
    return mail


def said(person: Person, format_: Any, *values: Any, **named: Any) -> str:
    """A day, a time or a span as it is written in somebody's language."""
    with speaking(person.who.language):
        return str(format_(*values, **named))


def furnish(those: tuple[Who, ...]) -> Cohort:
    """A cohort that runs, with two startups; a second mentor has said everything already. Where
    mentors are concerned, Rina is only an address so far."""
    programme = a_programme(slug="rain-and-rivers", name=dict.fromkeys(NAMES, "Rain and Rivers"))
    at = now()
    cohort = a_cohort(
        programme=programme, phase=Phase.RUNNING, name=NAMES, slug="rain-1", seats=2,
        opens_at=at - timedelta(days=90), closes_at=at - timedelta(days=60),
        starts_on=at.date() - timedelta(days=7), ends_on=at.date() + timedelta(days=90),
    )  # fmt: skip
    a_space(site=a_site(code="jkt", name="Future City Hub", address="Jalan Contoh 8"),
            name="Ciliwung", slug="ciliwung")  # fmt: skip
    maya, budi, ayu = (_account(who) for who in those if not who.is_new)
    a_grant(with_totp(maya), Role.PROGRAMME_MANAGER)
    a_membership(a_support_organisation(name=HOUSE, city="Jakarta"), budi,
                 role=MemberRole.COORDINATOR)  # fmt: skip
    _startup(cohort, ayu, STARTUP, pitch="Water meters that call when a pipe leaks.")
    _the_others(cohort)
    return cohort


def _account(who: Who) -> User:
    return a_member(name=who.name, email=who.email, language=who.language, zone=who.zone)


def _startup(cohort: Cohort, owner: User, name: str, **named: Any) -> Startup:
    return a_participation(cohort, a_startup(owner, name=name, **named)).startup


def _the_others(cohort: Cohort) -> None:
    listrik = _startup(cohort, a_member(name="Tono Wibowo"), OTHER_STARTUP)
    a_wish(cohort, listrik, needs=[{"topic": "iot"}, {"topic": "pricing"}])
    a_week(startup=listrik)
    agreed = {"code_version": 9, "code_accepted_at": now()}
    dimas = a_mentor(a_member(name="Dimas Prakoso"), topics=["iot", "hiring"], **agreed)
    a_week(mentor=dimas)
    places_of(cohort, dimas, places=1)
