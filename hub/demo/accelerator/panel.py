"""Who reads: people of the network, with their knowledge, their languages and their habits."""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from accelerator.reviews.models import Reviewer
from accelerator.reviews.services.reviewers import Profile, make_reviewer
from accelerator.vocabulary.terms import Expertise, Sector
from hub.accounts.models import Role, User
from hub.demo.people.accounts import FIGURES
from hub.demo.people.making import entrust
from hub.demo.story import by_hand_of
from hub.demo.world import World

DEMO_REVIEWER = "reviewer@demo.example"
MOST_READERS = 29
LANGUAGES = {"Jakarta": ("id", "en"), "Berlin": ("de", "en"), "Bangkok": ("en",)}
#: In the order in which they are asked.
KINDS = ("support-organisation", "academia", "funder")


@dataclass
class Reader:
    """`offset`: so much above or below the others on a scale of five. `share` of what was promised
    is read in time."""

    reviewer: Reviewer
    offset: float
    share: float

    @property
    def person(self) -> User:
        return self.reviewer.user


class Panel:
    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = Random("panel")  # noqa: S311 - not for secrets
        self.readers: list[Reader] = []

    def gather(self) -> None:
        """They are reviewers from now on."""
        people = self._people()
        for place, (person, city) in enumerate(people):
            # The demo reviewer knows a little of everything, so that the pile is a mixed one.
            known = 12 if person.email == DEMO_REVIEWER else 5
            profile = Profile(
                expertise=tuple(self._rng.sample([e.value for e in Expertise], known)),
                sectors=tuple(self._rng.sample([s.value for s in Sector][:-1], known)),
                languages=LANGUAGES[city],
                capacity=18 if person.email == DEMO_REVIEWER else self._rng.randrange(18, 29),
                organisation_id=self._organisation_of(person),
            )
            with by_hand_of(person):
                reviewer = make_reviewer(person, profile)
            if person.email not in FIGURES:
                entrust(self._world, person, role=Role.REVIEWER, scope=None)
            self.readers.append(Reader(reviewer, self._offset(place), self._rng.uniform(0.7, 1.0)))

    def reader(self, reviewer_id: UUID) -> Reader:
        return next(each for each in self.readers if each.reviewer.id == reviewer_id)

    @property
    def demo_reader(self) -> Reader:
        return next(each for each in self.readers if each.person.email == DEMO_REVIEWER)

    def _offset(self, place: int) -> float:
        """Every sixth is clearly harsh, every sixth clearly lenient, the rest nearly fair."""
        match place % 6:
            case 1:
                return -self._rng.uniform(0.7, 1.0)
            case 4:
                return self._rng.uniform(0.7, 1.0)
        return self._rng.uniform(-0.25, 0.25)

    def _people(self) -> list[tuple[User, str]]:
        found = [(self._world.people[DEMO_REVIEWER], "Bangkok")]
        for kind in KINDS:
            for name, organisation in sorted(self._world.organisations.items()):
                person = self._world.members[name][0]
                if organisation.kind.value == kind and person.email not in FIGURES:
                    found.append((person, organisation.city))
        return found[:MOST_READERS]

    def _organisation_of(self, person: User) -> UUID | None:
        # By id: two people are equal to Flask-Login while neither is signed in.
        names = [
            name
            for name, people in self._world.members.items()
            if person.id in {each.id for each in people}
        ]
        return self._world.organisations[names[0]].id if names else None
