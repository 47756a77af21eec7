"""Load a demo world into an empty hub, through the services, in one transaction: all or nothing.

Only the bulk of a city comes after it, in portions."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import func, select

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from booking.bookings.models import Booking
from booking.spaces.ledger import Occupancy
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import Model, db, transaction
from hub.core.errors import Conflict
from hub.demo.accelerator.calls import call_for_startups
from hub.demo.bookings.making import fill_calendar
from hub.demo.city.filling import Filling
from hub.demo.city.sketch import city_site
from hub.demo.learning.telling import teach
from hub.demo.organisations.making import bring_organisations
from hub.demo.people.accounts import bring_accounts, give_roles
from hub.demo.people.making import find_volunteers
from hub.demo.places.keeping import keep_house
from hub.demo.places.making import open_sites
from hub.demo.places.pictures.hanging import hang_pictures
from hub.demo.places.sketches import SiteSketch
from hub.demo.sizes import AMOUNTS, CITY_OCCUPANCIES, Size
from hub.demo.world import World, here_today
from hub.history.models import Entry
from hub.learning.certificates.models import Certificate
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import Course
from hub.learning.enrolments.models import Enrolment
from hub.organisations.models import Organisation, Site
from hub.outbox.services import writing_no_mail

#: The same day, the same world.
SEED = 1994
COUNTED: dict[str, type[Model]] = {
    "sites": Site,
    "spaces": Space,
    "people": User,
    "organisations": Organisation,
    "bookings": Booking,
    "occupancies": Occupancy,
    "cohorts": Cohort,
    "applications": Application,
    "courses": Course,
    "classes": ClassRun,
    "enrolments": Enrolment,
    "certificates": Certificate,
    "entries of history": Entry,
}


class NotEmpty(Conflict):
    """Somebody's hub is in this database; nothing was changed."""

    code = "not-empty"


@dataclass(frozen=True)
class Loaded:
    """What there is now, by name, and how many seconds it took."""

    counts: dict[str, int]
    seconds: float


def load(size: Size | str = Size.PROGRAMME) -> Loaded:
    """A hub as it could be today. Nobody is mailed: its people do not exist.

    Raises:
        NotEmpty: there are people, sites or organisations already.
    """
    size, started = Size(size), time.monotonic()
    world = World(here_today(), AMOUNTS[size], Random(SEED))  # noqa: S311 - not for secrets
    with transaction(), writing_no_mail():
        _refuse_unless_empty()
        _found(world)
        fill_calendar(world)
        hang_pictures(world)
        keep_house(world)
    if size is Size.CITY:
        fill_city(world, occupancies=CITY_OCCUPANCIES)
    return Loaded(_counts(), time.monotonic() - started)


def fill_city(
    world: World, *, occupancies: int, sites: Sequence[SiteSketch] = (city_site(),)
) -> int:
    """Large sites with so many occupancies; how many there are. `world` has somebody to book."""
    filling, written = Filling(world, occupancies=occupancies, sites=sites), 0
    with transaction():
        filling.open_sites()
    for portion in filling.portions():
        with transaction():
            written += filling.write(portion)
    return written


def _found(world: World) -> None:
    open_sites(world)
    bring_accounts(world)
    bring_organisations(world)
    give_roles(world)
    if world.amounts.people:
        find_volunteers(world)
    call_for_startups(world)
    teach(world)
    world.story.tell(until=world.settled)


def _refuse_unless_empty() -> None:
    for model in (User, Site, Organisation):
        if db.session.scalar(select(model.id).limit(1)) is not None:
            raise NotEmpty("There is something in this hub already. Demo worlds need an empty one.")


def _counts() -> dict[str, int]:
    return {
        name: db.session.scalar(select(func.count()).select_from(model)) or 0
        for name, model in COUNTED.items()
    }
