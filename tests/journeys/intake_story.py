"""Who plays in the intake, and what they come with."""

from hub.accounts.models import Role
from tests.factories import a_grant, a_site, a_space
from tests.hub.accounts.stories import a_member, with_totp
from tests.journeys.intake_apply import Idea
from tests.journeys.intake_people import House, Person, Who
from tests.journeys.mail import Mail

BERLIN, BANGKOK = "Europe/Berlin", "Asia/Bangkok"
PEOPLE = (
    Who("Maya Sari", "maya@hub.example", is_staff=True),
    Who("Rizal Hakim", "rizal@hub.example", "id", is_staff=True),
    Who("Bagas Wicaksono", "bagas@pompa.example", "id", width=390, is_new=True),
    Who("Lestari Putri", "lestari@pompa.example", "id", is_new=True),
    Who("Malee Srisai", "malee@klong.example", zone=BANGKOK, script=False),
    Who("Jonas Ehrlich", "jonas@pegel.example", "de", BERLIN, dark=True),
    Who("Dewi Anggraini", "dewi@warung.example", width=820),
    Who("Tono Wibowo", "tono@kali.example", "id"),
    Who("Eka Pratama", "eka@nobody.example", "de", BERLIN, is_new=True),
    Who("Wulan Kartika", "wulan@campus.example", "id", width=820, is_new=True),
    Who("Farid Nasution", "farid@fund.example", is_new=True),
    Who("Ingrid Vogel", "ingrid@city.example", "de", BERLIN, width=390, dark=True, is_new=True),
)
IDEAS = {
    "bagas": Idea("Pompa Pintar", "Pumps that call before the street is wet", 4),
    "malee": Idea("Klong Watch", "Neighbours who look after the canals together", 5),
    "jonas": Idea("Pegelstand", "Sensors that read the river by the minute", 6),
    "dewi": Idea("Warung Kering", "Dry shelves for small shops at the bank", 2),
    "tono": Idea("Kali Bersih", "Boats that gather plastic every single day", 3),
}

#: By what the application says in one sentence, for readers know no names.
MARKS = {
    IDEAS["bagas"].headline: {"city": 5, "evidence": 5, "team": 4},
    IDEAS["jonas"].headline: {"city": 5, "evidence": 4, "team": 4},
    IDEAS["malee"].headline: {"city": 4, "evidence": 3, "team": 3},
    IDEAS["dewi"].headline: {"city": 2, "evidence": 1, "team": 2},
}


class Story:
    """Everybody by their first name, and the numbers of the applications."""

    def __init__(self, house: House) -> None:
        self.house, self.numbers, self.hidden = house, dict[str, str](), ""
        self.letters: list[Mail] = []
        a_space(site=a_site(code="jkt", name="Future City Hub"), name="Ciliwung", slug="ciliwung")
        for who in PEOPLE:
            furnish(who)
        self.people = {who.first: Person(house, who) for who in PEOPLE}

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def told_once(self, *people: Person) -> None:
        """Each of them has one mail now, and nobody else has any."""
        told = self.house.told()
        assert sorted(told.values()) == [1] * len(people), told
        for person in people:
            assert [to for to in told if person.who.email in to], (person.who.name, told)

    @property
    def readers(self) -> list[Person]:
        return [self.wulan, self.farid, self.ingrid]


def to(person: Person, mails: list[Mail]) -> Mail:
    """The one that is theirs."""
    (mail,) = [each for each in mails if person.who.email in str(each.message["To"])]
    return mail


def furnish(who: Who) -> None:
    """An account for those who come with one."""
    if who.is_new:
        return
    person = a_member(name=who.name, email=who.email, language=who.language, zone=who.zone)
    if who.is_staff:
        a_grant(with_totp(person), Role.PROGRAMME_MANAGER)
