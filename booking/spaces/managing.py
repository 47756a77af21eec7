"""Questions of those who manage spaces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from booking.spaces.drafts import How, Made
from booking.spaces.models import Equipment, Level, Space, SpaceKind, SpacePicture, SpaceUnit
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Site

#: The parts of joined spaces, by the joined one's id.
Sharing = dict[UUID, list[Space]]


@dataclass(frozen=True)
class SpacesSought:
    """`text` is looked for in names; `archived` shows those instead of the others."""

    text: str = ""
    kind: SpaceKind | None = None
    level_id: UUID | None = None
    archived: bool = False


def managed_spaces(
    site: Site, sought: SpacesSought, *, cursor: str | None = None, limit: int = 30
) -> Page[Space]:
    """In the house's order."""
    query = select(Space).options(joinedload(Space.level)).where(Space.site_id == site.id)
    is_archived = Space.archived_at.is_not(None)
    query = query.where(is_archived if sought.archived else ~is_archived)
    if sought.text:
        words = sought.text.strip()
        query = query.where(
            or_(
                Space.name.icontains(words, autoescape=True),
                Space.slug.icontains(words, autoescape=True),
            )
        )
    if sought.kind is not None:
        query = query.where(Space.kind == sought.kind)
    if sought.level_id is not None:
        query = query.where(Space.level_id == sought.level_id)
    by = [Space.position, Space.name, Space.id]
    return page_of(query, by=by, cursor=cursor, limit=limit)


def how_made(space: Space, sharing: Sharing | None = None) -> Made:
    """As its managers say it; a joined one names the spaces whose own units it has."""
    units = space.units
    if len(units) < 2:
        if units and units[0].pooled:
            return Made(How.PLACES, places=units[0].places)
        return Made(How.OWN)
    parts = parts_of(space) if sharing is None else sharing.get(space.id, [])
    return Made(How.JOINED, spaces=tuple(each.id for each in parts))


def parts_of(space: Space) -> list[Space]:
    """Of which spaces this one is joined: those that have one of its units, and only that one."""
    return spaces_sharing([space]).get(space.id, [])


def spaces_sharing(spaces: Sequence[Space]) -> Sharing:
    """The parts of each joined one among these, in two questions; for lists."""
    wanted = {u.id: s.id for s in spaces if len(s.space_units) > 1 for u in s.units}
    if not wanted:
        return {}
    alone = select(SpaceUnit.space_id).group_by(SpaceUnit.space_id).having(func.count() == 1)
    query = (
        select(Space)
        .join(SpaceUnit, SpaceUnit.space_id == Space.id)
        .where(SpaceUnit.unit_id.in_(wanted), Space.id.in_(alone))
        .order_by(Space.position, Space.name)
    )
    parts = list(db.session.scalars(query).unique())
    return {
        space.id: [each for each in parts if {u.id for u in each.units} <= mine]
        for space in spaces
        if len(mine := {unit.id for unit in space.units}) > 1
    }


def joinable_spaces(site: Site, *, but: Space | None = None) -> list[Space]:
    """Spaces with one exclusive unit of their own, of which a hall can be joined."""
    query = (
        select(Space)
        .where(Space.site_id == site.id, Space.archived_at.is_(None))
        .order_by(Space.position, Space.name)
    )
    found = db.session.scalars(query).unique()
    return [each for each in found if each is not but and how_made(each).how is How.OWN]


def get_level(site: Site, level_id: UUID) -> Level:
    """Raises: NotFound, also for another site's."""
    level = db.session.get(Level, level_id)
    if level is None or level.site_id != site.id:
        raise NotFound(_("There is no such level."))
    return level


def space_of(site: Site, space_id: UUID) -> Space:
    """Raises: NotFound, also for another site's."""
    space = db.session.get(Space, space_id)
    if space is None or space.site_id != site.id:
        raise NotFound(_("There is no such space."))
    return space


def spaces_on(level: Level, *, archived: bool = False) -> list[Space]:
    """In the house's order; `archived` brings those, too."""
    query = select(Space).where(Space.level_id == level.id)
    if not archived:
        query = query.where(Space.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Space.position, Space.name)).unique())


def spaces_by_level(site: Site) -> dict[UUID | None, int]:
    """How many spaces lie on each level, archived ones counted as well."""
    query = (
        select(Space.level_id, func.count(Space.id))
        .where(Space.site_id == site.id)
        .group_by(Space.level_id)
    )
    return dict(db.session.execute(query).all())


def all_equipment() -> list[Equipment]:
    """What the hub's staff added or retired."""
    return list(db.session.scalars(select(Equipment).order_by(Equipment.code)))


def equipment_called(code: str) -> Equipment | None:
    return db.session.scalars(select(Equipment).filter_by(code=code)).one_or_none()


def spaces_with(code: str) -> list[Space]:
    """Spaces of all sites that have it and are not archived; few enough to be read as a whole."""
    query = select(Space).where(Space.archived_at.is_(None)).order_by(Space.name)
    return [each for each in db.session.scalars(query).unique() if code in each.equipment]


def equipment_in_use() -> dict[str, int]:
    """code → how many spaces that are not archived have it."""
    counted: dict[str, int] = {}
    for codes in db.session.scalars(select(Space.equipment).where(Space.archived_at.is_(None))):
        for code in set(codes):
            counted[code] = counted.get(code, 0) + 1
    return counted


def pictures_of(space: Space) -> list[SpacePicture]:
    """In the order in which they are shown."""
    query = select(SpacePicture).where(SpacePicture.space_id == space.id)
    return list(db.session.scalars(query.order_by(SpacePicture.position, SpacePicture.id)))


def pictures_by_space(spaces: Iterable[Space]) -> dict[UUID, list[SpacePicture]]:
    """All pictures of several spaces, in one question."""
    query = (
        select(SpacePicture)
        .where(SpacePicture.space_id.in_([space.id for space in spaces]))
        .order_by(SpacePicture.position, SpacePicture.id)
    )
    found: dict[UUID, list[SpacePicture]] = {}
    for picture in db.session.scalars(query):
        found.setdefault(picture.space_id, []).append(picture)
    return found


def get_picture(space: Space, picture_id: UUID) -> SpacePicture:
    found = db.session.get(SpacePicture, picture_id)
    if found is None or found.space_id != space.id:
        raise NotFound(_("There is no such picture."))
    return found


def first_pictures(spaces: Iterable[Space]) -> dict[UUID, SpacePicture]:
    """The first picture of each space that has one, in one question; for lists."""
    return {space_id: every[0] for space_id, every in pictures_by_space(spaces).items()}


def with_everything(site: Site) -> Sequence[Space]:
    """Every space of a site, archived ones as well, with what a table says of it."""
    query = (
        select(Space)
        .options(joinedload(Space.level), selectinload(Space.space_units))
        .where(Space.site_id == site.id)
        .order_by(Space.position, Space.name)
    )
    return list(db.session.scalars(query).unique())
