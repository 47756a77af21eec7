"""Teams that apply: drawn by lot before anything happens, made when they come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from accelerator.startups.models import Startup
from accelerator.startups.services import startup_of
from accelerator.vocabulary.terms import Sector, Stage
from hub.accounts.models import Grant, Role, ScopeKind, User
from hub.accounts.services.joining import Newcomer
from hub.core.clock import now
from hub.core.database import db
from hub.demo.accelerator.cities import ABROAD, CITIES, GERMAN, INDONESIAN, City
from hub.demo.accelerator.ventures import Venture, ventures
from hub.demo.people.making import Crowd, arrive, slug
from hub.demo.people.names import CUSTOMS
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.organisations.models import MemberRole, Organisation, OrganisationKind
from hub.organisations.services import Draft, add_member, register

STAGES = (Stage.PROTOTYPE, Stage.PILOT, Stage.PILOT, Stage.REVENUE, Stage.GROWTH)
#: Of a hundred teams, how many write in Indonesian and in German.
INDONESIAN_PERCENT, GERMAN_PERCENT = 34, 8
#: Of a hundred, how many have a second person with an account.
PAIRS_PERCENT = 30
_FIRST = {
    "id": "Kali Gang Teras Pintu Lampu Tetes Angin Ranting Sumbu Jendela Simpang Ombak Layar Benih"
    " Bata Tangga Sumur Atap Lorong Dermaga Kabut Saku Jala Lesung",
    "en": "Tidal Lantern Mangrove Copper Harbour Monsoon Paper Quiet Second Corner Ferry Brick"
    " Kettle Ledger Pebble Spoke Rooftop Wicker",
    "de": "Ufer Kiez Hof Ziegel Wolken Treppen Schatten Brunnen Gleis Linden",
}
_SECOND = {
    "id": "Kita Bersama Terang Jernih Sejuk Lancar Rukun Guyub Tumbuh Siaga Rapi Lega Pagi Baru",
    "en": "Lane Works Loop Yard Stop Signal Post Row Field Common Tables Hours",
    "de": "werk laden kreis licht post faden klang",
}


@dataclass
class Team:
    """`quality` from 0 to 1 is what readers would find if they had no habits of their own. What is
    made of it in the hub stands in `owner` and `startup`, once it has come."""

    name: str
    venture: Venture
    city: City
    stage: Stage
    quality: float
    people: list[str]
    headline: str = ""
    founders: list[Newcomer] = field(default_factory=list)
    owner: User | None = None
    startup: Startup | None = None

    @property
    def language(self) -> str:
        return self.venture.language

    @property
    def website(self) -> str:
        return f"https://{slug(self.name)}.example"

    @property
    def rng(self) -> Random:
        """Its own, and the same whenever it is asked."""
        return Random(f"team:{self.name}")  # noqa: S311 - not for secrets

    @property
    def its_owner(self) -> User:
        assert self.owner is not None  # noqa: S101 - for the type checker: it has come
        return self.owner

    @property
    def its_startup(self) -> Startup:
        assert self.startup is not None  # noqa: S101 - as above
        return self.startup


class Field:
    """Everybody who may apply, each once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._crowd = Crowd(rng)
        self._names = {language: self._shuffled(language) for language in _FIRST}
        self._turns: dict[str, list[Venture]] = {}
        self._headlines: set[str] = set()

    def strangers(self, count: int, *, about: frozenset[Sector] | None = None) -> list[Team]:
        """Teams that nobody knows yet, of these sectors if any are named."""
        found: list[Team] = []
        while len(found) < count:
            team = self._stranger()
            if about is None or team.venture.sector in about:
                found.append(team)
        return found

    def known(self, names: Iterable[str] | None = None) -> list[Team]:
        """Teams of the network that do what a venture does."""
        every = [v for language in _FIRST for v in ventures(language) if v.like]
        wanted = set(names) if names is not None else {v.like for v in every}
        return [self._known(venture) for venture in every if venture.like in wanted]

    def _stranger(self) -> Team:
        rng = self._rng
        draw = rng.randrange(100)
        language = "en"
        if draw < INDONESIAN_PERCENT + GERMAN_PERCENT:
            language = "id" if draw < INDONESIAN_PERCENT else "de"
        choices = {"id": INDONESIAN, "de": GERMAN, "en": (*INDONESIAN, *ABROAD)}[language]
        [city] = rng.choices(choices, [each.share for each in choices])
        team = self._team(next(self._names[language]), self._next(language), city=city)
        domain = slug(team.name) + ".example"
        founders = 1 + (rng.randrange(100) < PAIRS_PERCENT)
        for _each in range(founders):
            team.founders.append(self._crowd.newcomer(city.custom, domain=domain))
        team.people = [each.name for each in team.founders] + team.people[founders:]
        return team

    def _known(self, venture: Venture) -> Team:
        home = {"id": "Jakarta", "de": "Berlin"}.get(venture.language, "Jakarta")
        if venture.like in ("Khlong Sense", "Soi Light", "Rim Nam Figures", "Talat Loop", "Ya Jai"):
            home = "Bangkok"
        if venture.like in ("Wegweiser Amt", "Schattenwege", "Ufergut"):
            home = "Berlin"
        return self._team(venture.like, venture, city=CITIES[home])

    def _team(self, name: str, venture: Venture, *, city: City) -> Team:
        rng = self._rng
        custom = CUSTOMS[city.custom]
        people = [f"{rng.choice(custom.first)} {rng.choice(custom.second)}" for _n in range(4)]
        quality = min(0.98, max(0.02, rng.gauss(0.52, 0.2)))
        stage = STAGES[min(4, int(quality * 4 + rng.random()))]
        return Team(name, venture, city, stage, quality, people, self._headline(venture, city))

    def _headline(self, venture: Venture, city: City) -> str:
        """One that nobody has yet, as long as districts last."""
        bare = self._rng.sample(venture.headlines, len(venture.headlines))
        placed = [f"{each}, {place}" for place in city.districts for each in bare]
        free = [each for each in (*bare, *placed) if each not in self._headlines]
        chosen = free[0] if free else bare[0]
        self._headlines.add(chosen)
        return chosen

    def _next(self, language: str) -> Venture:
        """Each in turn, so that none is told much more often than another."""
        turns = self._turns.setdefault(language, [])
        if not turns:
            turns.extend(ventures(language))
            self._rng.shuffle(turns)
        return turns.pop()

    def _shuffled(self, language: str) -> Iterator[str]:
        gap = "" if language == "de" else " "
        names = [
            f"{one}{gap}{two}"
            for one in _FIRST[language].split()
            for two in _SECOND[language].split()
        ]
        self._rng.shuffle(names)
        return iter(names)


def come(world: World, team: Team) -> None:
    """Its people join, and say what they are called; those of the network are there already."""
    if team.startup is not None:
        return
    if team.name in world.organisations:
        organisation = world.organisations[team.name]
        team.owner = world.members[team.name][0]
        names = [person.name for person in world.members[team.name]]
        team.people = [*names, *team.people][:4]
    else:
        organisation = _founded(world, team)
    team.startup = startup_of(organisation)
    _describe(team)


def _founded(world: World, team: Team) -> Organisation:
    first, *others = team.founders
    team.owner = arrive(world, first)
    draft = Draft(
        team.name,
        OrganisationKind.STARTUP,
        team.city.name,
        team.website,
        team.headline + ".",
        team.venture.sector.value,
    )
    with by_hand_of(team.owner):
        organisation = register(draft, by=team.owner)
    world.organisations[team.name] = organisation
    world.members[team.name] = [team.owner]
    # Not through the service, which looks at a person's roles first: these are new.
    grant = Grant(user_id=team.owner.id, role=Role.FOUNDER, scope_id=organisation.id)
    grant.scope_kind = ScopeKind.ORGANISATION
    db.session.add(grant)
    for newcomer in others:
        person = arrive(world, newcomer)
        add_member(organisation, person, part=MemberRole.MEMBER)
        world.members[team.name].append(person)
    return organisation


def _describe(team: Team) -> None:
    startup, rng = team.its_startup, team.rng
    startup.pitch = team.headline[:140]
    startup.stage, startup.sector = team.stage, team.venture.sector
    startup.dimension, startup.country = team.venture.dimension, team.city.country
    startup.founded_on = now().date() - timedelta(days=rng.randrange(200, 1500))
    startup.people = rng.randrange(2, 5) + int(team.quality * 6)
    startup.full_time = max(1, startup.people - rng.randrange(1, 3))
