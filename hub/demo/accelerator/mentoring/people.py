"""Mentors of support organisations: who they are, when they have time, for how many startups."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accelerator.mentors.models import Mentor
from accelerator.mentors.queries.mentors import get_mentoring, places_of
from accelerator.mentors.rules.profiles import ProfileLink
from accelerator.mentors.rules.weeks import Row, UsualWeek
from accelerator.mentors.services import (
    Profile,
    accept_code,
    answer,
    ask,
    change_mentor,
    make_mentor,
    open_mentoring,
    set_organisation_places,
    set_week,
)
from accelerator.mentors.services.giving import Terms, change_terms
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import in_programme
from hub.accounts.models import Role, User
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.core.clock import now
from hub.demo.accelerator.programmes import manager
from hub.demo.accelerator.ventures import read
from hub.demo.people.making import arrive, entrust, slug
from hub.demo.people.names import CUSTOMS
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.organisations.models import MemberRole, Organisation
from hub.organisations.services import add_member

FILE = "mentors.toml"
TEXTS = "mentoring.toml"
#: The startup of the demo founder and the demo mentor are kept together.
LOCKED = ("Angkot Tepat", "Henrike Albers")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOLIDAYS = {"Asia/Bangkok": "TH", "Europe/Berlin": "DE-BE"}
VIDEO = "https://meet.future-city-hub.example/{slug}"
#: Every so many mentors let the network see their week, and have a page elsewhere.
OPEN_WEEK, WITH_PAGE = 3, 2


@dataclass(frozen=True)
class Helper:
    """A mentor of the file. The demo account among them is there before."""

    house: str
    said: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.said["name"])


def helpers() -> list[Helper]:
    return [
        Helper(house["name"], said) for house in read(FILE)["house"] for said in house["mentor"]
    ]


def usual_week(text: str, *, zone: str) -> UsualWeek:
    """Of `Tue 13:00-17:00, Thu 09:00-12:00`."""
    rows = []
    for each in text.split(", "):
        weekday, hours = each.split(" ")
        start, until = hours.split("-")
        rows.append(Row(WEEKDAYS.index(weekday), start, until))
    return UsualWeek(zone, tuple(rows), holiday_calendar=HOLIDAYS.get(zone, "ID"))


class Mentors:
    """Those of one cohort, by name once they are there."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_name: dict[str, Mentor] = {}

    def open(self, cohort: Cohort) -> None:
        """The terms, and how much each organisation gives."""
        person, houses = manager(self.world), read(FILE)["house"]
        with by_hand_of(person):
            mentoring = open_mentoring(cohort, by=person)
            wishes_until = (now() + timedelta(days=9)).date()
            terms = Terms(answer_hours=168, code=read(TEXTS)["code"], wishes_until=wishes_until)
            change_terms(mentoring, terms, by=person, version=mentoring.version)
        for house in houses:
            organisation, coordinator = self._house(house["name"])
            with by_hand_of(coordinator):
                set_organisation_places(
                    cohort, organisation, places=house["places"], by=coordinator
                )

    def bring(self, helper: Helper, *, number: int, cohort: Cohort) -> None:
        """Their coordinator brings them in; they say who they are and when they have time, and are
        asked for the cohort."""
        organisation, coordinator = self._house(helper.house)
        person = self._person(helper, cohort=cohort)
        with by_hand_of(person):
            mentor = make_mentor(person)
            profile = _profile(helper, number=number)
            change_mentor(mentor, profile, by=person, version=mentor.version)
            week = usual_week(helper.said["week"], zone=person.zone)
            set_week(mentor, week, by=person, version=0)
        with by_hand_of(coordinator):
            places = helper.said["places"]
            ask(mentor, cohort, by=coordinator, organisation_id=organisation.id, places=places)
        self.by_name[helper.name] = mentor

    def say_yes(self, helper: Helper, *, cohort: Cohort) -> None:
        mentor, mentoring = self.by_name[helper.name], get_mentoring(cohort)
        said = next(each for each in places_of(mentor) if each.cohort_id == cohort.id)
        with by_hand_of(mentor.user):
            accept_code(mentor, mentoring, version=mentoring.code_version, by=mentor.user)
            answer(said, places=helper.said["places"], by=mentor.user, version=said.version)

    def _person(self, helper: Helper, *, cohort: Cohort) -> User:
        organisation, _coordinator = self._house(helper.house)
        person = self.world.people.get(helper.said.get("email", ""))
        if person is None:
            person = arrive(self.world, _newcomer(helper, city=organisation.city))
            entrust(self.world, person, role=Role.MENTOR, scope=in_programme(cohort.programme_id))
        with by_hand_of(person):
            add_member(organisation, person, part=MemberRole.MEMBER)
        return person

    def _house(self, name: str) -> tuple[Organisation, User]:
        return self.world.organisations[name], self.world.members[name][0]


def _newcomer(helper: Helper, *, city: str) -> Newcomer:
    language = helper.said["languages"][0]
    return Newcomer(
        name=helper.name,
        email=f"{slug(helper.name).replace('-', '.')}@{slug(helper.house)}.example",
        # The hub itself does not speak Thai.
        language="en" if language == "th" else language,
        zone=CUSTOMS[city].zone,
        consent=PRIVACY_VERSION,
    )


def _profile(helper: Helper, *, number: int) -> Profile:
    said, own = helper.said, slug(helper.name)
    lists = ("topics", "sectors", "stages", "dimensions", "languages", "ways")
    page = ProfileLink("Website", f"https://{own}.example")
    return Profile(
        headline=said["headline"],
        about=said["about"],
        links=() if number % WITH_PAGE else (page,),
        video_url=VIDEO.format(slug=own),
        shown={} if number % OPEN_WEEK else {"availability": "network"},
        **{name: tuple(said[name]) for name in lists},
    )
