"""People of the network: they join, and some get a role in what they belong to."""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from random import Random

from hub.accounts.models import Role, User
from hub.accounts.permissions import Scope
from hub.accounts.services.grants import give_role
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer, join
from hub.demo.people.names import CUSTOMS, names
from hub.demo.world import World

#: Roles that people of the network have beside their own work, and how many have them.
VOLUNTEERS = {Role.REVIEWER: 6, Role.INSTRUCTOR: 4}
_PLAIN = str.maketrans({"ß": "ss", "ı": "i", "ö": "oe", "ü": "ue", "ä": "ae"})


class Crowd:
    """New people of a city, none twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names: dict[str, Iterator[str]] = {city: names(city, rng) for city in CUSTOMS}
        self._addresses: set[str] = set()

    def newcomer(self, city: str, *, domain: str) -> Newcomer:
        custom = CUSTOMS[city]
        name = next(self._names[city])
        english = self._rng.randrange(100) < custom.english
        return Newcomer(
            name=name,
            email=self._address(name, domain),
            language="en" if english else custom.language,
            zone=custom.zone,
            consent=PRIVACY_VERSION,
        )

    def _address(self, name: str, domain: str) -> str:
        local = slug(name).replace("-", ".")
        address, number = f"{local}@{domain}", 1
        while address in self._addresses:
            number += 1
            address = f"{local}{number}@{domain}"
        self._addresses.add(address)
        return address


def arrive(world: World, newcomer: Newcomer) -> User:
    person = join(newcomer)
    world.people[person.email] = person
    return person


def entrust(world: World, person: User, *, role: Role, scope: Scope | None) -> None:
    give_role(person, role, in_scope=scope, by=None)
    world.roles.setdefault(role, []).append(person)


def find_volunteers(world: World) -> None:
    """Some members of support organisations, academia and companies become reviewers and
    instructors, a while after everybody has joined."""
    willing = _Willing(world)
    for role, number in VOLUNTEERS.items():
        for _each in range(number):
            world.story.at(world.office_hour(60, within=3), partial(willing.entrust_next, role))


class _Willing:
    """Members of organisations that are not startups, in an order drawn by lot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queue: list[User] | None = None

    def entrust_next(self, role: Role) -> None:
        if self._queue is None:
            self._queue = [
                self._world.members[name][0]
                for name, organisation in sorted(self._world.organisations.items())
                if organisation.kind.value in ("support-organisation", "academia", "company")
            ]
            self._world.rng.shuffle(self._queue)
        if self._queue:
            entrust(self._world, self._queue.pop(), role=role, scope=None)


def slug(name: str) -> str:
    """`Brückner` becomes `brueckner`: for addresses and links."""
    lowered = name.lower().translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
