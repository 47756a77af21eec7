"""The people behind the demo accounts: one for every role, each in the scope it is meant for."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from hub.accounts.demo_accounts import DEMO_ACCOUNTS, PASSWORD, TOTP_SECRET
from hub.accounts.models import STAFF_ROLES, Role, User
from hub.accounts.permissions import Scope, at_site, in_organisation
from hub.accounts.services.grants import give_role
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer, join
from hub.accounts.services.passwords import hashed_password
from hub.accounts.services.second_factor import set_totp
from hub.core.walltime import to_instant
from hub.demo.world import HOME_ZONE, OPENED_DAYS_AGO, World


@dataclass(frozen=True)
class Figure:
    """`organisation` is where they belong; with `site` or `scoped` their role counts only there."""

    name: str
    language: str
    zone: str
    organisation: str = ""
    site: str = ""
    scoped: bool = False


JAKARTA, BERLIN, BANGKOK = "Asia/Jakarta", "Europe/Berlin", "Asia/Bangkok"
FOUNDER, MENTOR, INSTRUCTOR = (
    "founder@demo.example",
    "mentor@demo.example",
    "instructor@demo.example",
)
CITY_OFFICER, ADMIN = "city-officer@demo.example", "admin@demo.example"
#: Whose startup was taken in, and works with mentors.
FOUNDER_IN_COHORT = "founder-in-cohort@demo.example"
#: A civil servant in Tarakan, who takes classes and has no other part in the hub.
LEARNER = "learner@demo.example"
LEARNER_CAME = timedelta(weeks=30)
#: Who keeps the house at each site, and so books for others there.
KEEPERS = {
    "jkt": "hub-manager@demo.example",
    "ber": "hub-manager-berlin@demo.example",
    "bkk": ADMIN,
}

FIGURES: dict[str, Figure] = {
    FOUNDER: Figure("Ayu Rahmadani", "id", JAKARTA, "Warga Air", scoped=True),
    MENTOR: Figure("Henrike Albers", "de", BERLIN),
    "reviewer@demo.example": Figure("Nari Saelim", "en", BANGKOK),
    INSTRUCTOR: Figure("Bagus Pangestu", "id", JAKARTA),
    "coordinator@demo.example": Figure("Ratna Sasongko", "id", JAKARTA, "Rintis Raya", scoped=True),
    CITY_OFFICER: Figure(
        "Sukesi", "id", JAKARTA, "Kantor Data dan Layanan Warga", scoped=True
    ),
    KEEPERS["jkt"]: Figure("Laras Wicaksono", "id", JAKARTA, site="jkt"),
    KEEPERS["ber"]: Figure("Thea Steinke", "de", BERLIN, site="ber"),
    "programme-manager@demo.example": Figure("Rangga Damanik", "en", JAKARTA),
    "finance@demo.example": Figure("Umar Purnama", "id", JAKARTA),
    "auditor@demo.example": Figure("Wiebke Quandt", "de", BERLIN),
    ADMIN: Figure("Lintang", "en", JAKARTA),
    FOUNDER_IN_COHORT: Figure("Galuh Prameswari", "id", JAKARTA, "Angkot Tepat", scoped=True),
    LEARNER: Figure("Suharti", "id", "Asia/Makassar"),
}  # fmt: skip


def bring_accounts(world: World) -> None:
    """Everybody with an account for visitors; their roles come later, with what they are in."""
    password_hash = hashed_password(PASSWORD)
    for account in DEMO_ACCOUNTS:
        moment = _learner_comes(world)
        if account.email != LEARNER:
            moment = world.office_hour(OPENED_DAYS_AGO - 1)
        world.story.at(moment, partial(_arrive, world, account.email, password_hash=password_hash))


def _learner_comes(world: World) -> datetime:
    """Without drawing lots, so that all others come when they came before."""
    return to_instant(datetime.combine(world.monday - LEARNER_CAME, time(9, 12)), HOME_ZONE, fold=0)


def give_roles(world: World) -> None:
    """After the organisations are there."""
    for account in DEMO_ACCOUNTS:
        if account.role is not None:
            moment = world.office_hour(OPENED_DAYS_AGO - 3)
            world.story.at(moment, partial(_entrust, world, account.email, role=account.role))


def _arrive(world: World, email: str, *, password_hash: str) -> None:
    figure = FIGURES[email]
    newcomer = Newcomer(
        figure.name, email, figure.language, figure.zone, password_hash, PRIVACY_VERSION
    )
    world.people[email] = join(newcomer)


def _entrust(world: World, email: str, *, role: Role) -> None:
    """The house gives the first roles, as an operator would by a command."""
    person = world.people[email]
    if role in STAFF_ROLES:
        set_totp(person, TOTP_SECRET)
    give_role(person, role, in_scope=_scope(world, FIGURES[email]), by=None)
    world.roles.setdefault(role, []).append(person)


def _scope(world: World, figure: Figure) -> Scope | None:
    if figure.site:
        return at_site(world.sites[figure.site].id)
    if figure.scoped:
        return in_organisation(world.organisations[figure.organisation].id)
    return None


def keeper(world: World, site_code: str) -> User:
    return world.people[KEEPERS[site_code]]
