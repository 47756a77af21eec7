"""The organisations of the network: registered by their owners, verified by staff."""

import csv
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hub.accounts.models import Role, User
from hub.accounts.permissions import in_organisation
from hub.accounts.services.joining import Newcomer
from hub.demo.people.accounts import FIGURES, keeper
from hub.demo.people.making import Crowd, arrive, entrust, slug
from hub.demo.sizes import Amounts
from hub.demo.story import by_hand_of
from hub.demo.world import OPENED_DAYS_AGO, World
from hub.organisations.models import MemberRole, OrganisationKind
from hub.organisations.services import Draft, add_member, register, verify

FILE = Path(__file__).with_name("organisations.csv")
SITE_CODES = {"Jakarta": "jkt", "Berlin": "ber", "Bangkok": "bkk"}
#: Of a hundred startups, how many staff have looked at.
VERIFIED_PERCENT = 88
#: What the first person of an organisation is for the hub, if anything.
LEADERS = {OrganisationKind.STARTUP: Role.FOUNDER, OrganisationKind.SUPPORT: Role.COORDINATOR,
           OrganisationKind.CITY_AGENCY: Role.CITY_OFFICER}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row of the file."""

    kind: OrganisationKind
    name: str
    city: str
    tags: str
    about: str

    @property
    def domain(self) -> str:
        return f"{slug(self.name)}.example"


def lines(amounts: Amounts) -> list[Line]:
    """The file's rows, of each kind as many as wanted, and those that the demo accounts are in."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="|")
        every = [
            Line(OrganisationKind(row["kind"]), row["name"], row["city"], row["tags"], row["about"])
            for row in rows
        ]
    if amounts.organisations is None:
        return every
    kinds = {kind: [row for row in every if row.kind is kind] for kind in OrganisationKind}
    led = {figure.organisation for figure in FIGURES.values()}
    return [
        row
        for of_kind in kinds.values()
        for number, row in enumerate(of_kind)
        if number < amounts.organisations or row.name in led
    ]


def bring_organisations(world: World) -> None:
    """Each with somebody who answers for it; startups with colleagues as long as people last."""
    rows, crowd = lines(world.amounts), Crowd(world.rng)
    led = {figure.organisation: email for email, figure in FIGURES.items() if figure.organisation}
    left = world.amounts.people
    for row in rows:
        if row.name in led:
            early = world.office_hour(OPENED_DAYS_AGO - 2)
            world.story.at(early, partial(_found, world, row, owner_email=led[row.name]))
        elif left > 0:
            _later(world, row, owner=crowd.newcomer(row.city, domain=row.domain))
            left -= 1
    startups = [row for row in rows if row.kind is OrganisationKind.STARTUP]
    for number in range(left):
        row = startups[number % len(startups)]
        colleague = crowd.newcomer(row.city, domain=row.domain)
        world.story.at(
            world.office_hour(75, within=12), partial(_bring_in, world, row, newcomer=colleague)
        )


def _later(world: World, row: Line, *, owner: Newcomer) -> None:
    moment = world.office_hour(OPENED_DAYS_AGO - 6, within=60)
    world.story.at(moment, partial(_arrive_and_found, world, row, newcomer=owner))
    is_startup = row.kind is OrganisationKind.STARTUP
    if not is_startup or world.rng.randrange(100) < VERIFIED_PERCENT:
        world.story.at(
            world.office_hour(OPENED_DAYS_AGO - 70, within=5), partial(_verify, world, row)
        )


def _arrive_and_found(world: World, row: Line, *, newcomer: Newcomer) -> None:
    person = arrive(world, newcomer)
    _found(world, row, owner_email=person.email)


def _found(world: World, row: Line, *, owner_email: str) -> None:
    owner = world.people[owner_email]
    draft = Draft(row.name, row.kind, row.city, f"https://{row.domain}", row.about, row.tags)
    with by_hand_of(owner):
        organisation = register(draft, by=owner)
    world.organisations[row.name] = organisation
    world.members[row.name] = [owner]
    role = LEADERS.get(row.kind)
    if role and owner_email not in FIGURES:
        entrust(world, owner, role=role, scope=in_organisation(organisation.id))


def _verify(world: World, row: Line) -> None:
    staff: User = keeper(world, SITE_CODES[row.city])
    with by_hand_of(staff):
        verify(world.organisations[row.name], by=staff)


def _bring_in(world: World, row: Line, *, newcomer: Newcomer) -> None:
    person = arrive(world, newcomer)
    with by_hand_of(person):
        add_member(world.organisations[row.name], person, part=MemberRole.MEMBER)
    world.members[row.name].append(person)
