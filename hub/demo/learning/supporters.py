"""People of support organisations who learn beside their heads, and one of them who moves on."""

from dataclasses import dataclass
from functools import partial

from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.demo.accelerator.programmes import moment
from hub.demo.people.accounts import BANGKOK, BERLIN, JAKARTA
from hub.demo.people.making import arrive, slug
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.organisations.models import MemberRole
from hub.organisations.services import add_member, leave

#: In days from today.
THEY_COME, ONE_MOVES = -110, -20


@dataclass(frozen=True)
class Colleague:
    name: str
    organisation: str
    language: str
    zone: str

    @property
    def email(self) -> str:
        return f"{slug(self.name).replace('-', '.')}@{slug(self.organisation)}.example"


WULANDARI = Colleague("Wulandari Hapsari", "Tunas Kota", "id", JAKARTA)
YOSUA = Colleague("Yosua Tampubolon", "Ruang Sulam", "id", JAKARTA)
FRANKA = Colleague("Franka Oswald", "Gründerhof Panke", "de", BERLIN)
DIMAS = Colleague("Dimas Anggoro", "Rintis Raya", "id", JAKARTA)
PIMCHANOK = Colleague("Pimchanok Rattana", "Rim Khlong Launch", "en", BANGKOK)
ESTER = Colleague("Ester Napitupulu", "Rintis Raya", "id", JAKARTA)
COLLEAGUES = (WULANDARI, YOSUA, FRANKA, DIMAS, PIMCHANOK, ESTER)
#: Who changes the organisation after the training, which stays with the one they learnt for.
MOVES, TO = YOSUA, "Akar Usaha"


def bring_colleagues(world: World) -> None:
    """They draw no lot, so that all others come as they came without them."""
    for place, colleague in enumerate(COLLEAGUES):
        at = moment(world, THEY_COME + place, at=(9 + place, 20))
        world.story.at(at, partial(_come, world, colleague))
    world.story.at(moment(world, ONE_MOVES, at=(15, 40)), partial(_move, world))


def _come(world: World, colleague: Colleague) -> None:
    newcomer = Newcomer(
        colleague.name, colleague.email, colleague.language, colleague.zone,
        consent=PRIVACY_VERSION,
    )  # fmt: skip
    person, organisation = arrive(world, newcomer), world.organisations[colleague.organisation]
    with by_hand_of(person):
        add_member(organisation, person, part=MemberRole.MEMBER)


def _move(world: World) -> None:
    person = world.people[MOVES.email]
    with by_hand_of(person):
        leave(world.organisations[MOVES.organisation], person=person)
        add_member(world.organisations[TO], person, part=MemberRole.MEMBER)
