"""Sites, levels, units and spaces, from their sketches."""

from dataclasses import replace

from booking.spaces.models import Level, Space, SpaceUnit, Unit
from booking.spaces.services import set_opening_hours
from hub.core.database import db
from hub.demo.people.making import slug
from hub.demo.places.abroad import BANGKOK, BERLIN
from hub.demo.places.jakarta import JAKARTA
from hub.demo.places.sketches import SiteSketch, SpaceSketch
from hub.demo.sizes import Amounts
from hub.demo.world import OPENED_DAYS_AGO, World
from hub.history.services import record
from hub.organisations.models import Site
from hub.organisations.services import SiteDraft, load_holidays, make_site

#: Amounts have a hundred minor units to the whole one in all our currencies, also in rupiah.
MINOR = 100


def sites(amounts: Amounts) -> list[SiteSketch]:
    """What is to be made, with the spaces that this size of world has."""
    every = [JAKARTA, BERLIN, BANGKOK]
    if not amounts.spaces:
        return every
    return [
        replace(site, spaces=tuple(s for s in site.spaces if s.name in amounts.spaces))
        for site in every
    ]


def open_sites(world: World) -> None:
    def make_all() -> None:
        for sketch in sites(world.amounts):
            world.sites[sketch.code] = open_site(world, sketch)

    world.story.at(world.office_hour(OPENED_DAYS_AGO), make_all)


def open_site(world: World, sketch: SiteSketch) -> Site:
    site = make_site(
        SiteDraft(
            code=sketch.code,
            name=sketch.name,
            city=sketch.city,
            zone=sketch.zone,
            currency=sketch.currency,
            holiday_calendar=sketch.holiday_calendar,
            address=sketch.address,
        ),
        by=None,
    )
    load_holidays(site, range(world.today.year - 1, world.today.year + 2), by=None)
    set_opening_hours(site, sketch.hours)
    make_spaces(world, site, sketch=sketch)
    return site


def make_spaces(world: World, site: Site, *, sketch: SiteSketch) -> None:
    levels = _levels(site, sketch)
    units = {
        each.name: Unit(
            site_id=site.id, name=each.name, pooled=each.places > 0, places=each.places or 1
        )
        for each in sketch.spaces
        if not each.units
    }
    db.session.add_all([*levels.values(), *units.values()])
    db.session.flush()
    for position, each in enumerate(sketch.spaces):
        space = _space(each, site)
        space.level, space.position = levels.get(each.level), position
        space.space_units = [SpaceUnit(unit=units[name]) for name in each.made_of]
        db.session.add(space)
        db.session.flush()
        record("space.made", space, after={"name": space.name, "kind": space.kind})
        if each.hours is not None:
            set_opening_hours(space, each.hours)
        world.spaces[site.code, each.name] = space


def _levels(site: Site, sketch: SiteSketch) -> dict[str, Level]:
    return {
        level.name: Level(
            site_id=site.id,
            name=level.name,
            position=position,
            plan={
                "width": level.width,
                "height": level.height,
                "folds": [list(fold) for fold in level.folds],
            },
        )
        for position, level in enumerate(sketch.levels)
    }


def _space(sketch: SpaceSketch, site: Site) -> Space:
    x, y, width, height = sketch.box or (0, 0, 0, 0)
    return Space(
        site_id=site.id,
        site=site,
        name=sketch.name,
        slug=slug(sketch.name),
        kind=sketch.kind,
        about=sketch.about,
        capacity_people=sketch.people,
        equipment=list(sketch.equipment),
        setup_minutes=sketch.margins.setup,
        cleanup_minutes=sketch.margins.cleanup,
        buffer_minutes=sketch.margins.buffer,
        shortest_minutes=sketch.lengths.shortest,
        longest_minutes=sketch.lengths.longest,
        lead_minutes=sketch.lengths.lead,
        hourly_rate_minor=sketch.rate * MINOR,
        plan={"x": x, "y": y, "width": width, "height": height} if sketch.box else None,
    )
