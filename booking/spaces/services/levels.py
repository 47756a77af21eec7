"""Levels of a site, and where the rooms lie on their plans."""

from collections.abc import Iterable

from sqlalchemy import func, select

from booking.spaces.drafts import Drawing, box_of
from booking.spaces.errors import LevelNotEmpty
from booking.spaces.managing import spaces_on
from booking.spaces.models import Level, Space
from booking.spaces.queries import levels_of
from booking.spaces.services.making import must_manage, refuse
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.history.services import record
from hub.organisations.models import Site


def make_level(site: Site, name: str, *, by: User) -> Level:
    """The last one of its site. Raises: NotAllowed; Invalid: no name, or a taken one."""
    must_manage(by, site)
    _check(site, name)
    highest = db.session.scalar(select(func.max(Level.position)).where(Level.site_id == site.id))
    level = Level(site_id=site.id, site=site, name=name.strip(), position=(highest or 0) + 1)
    db.session.add(level)
    db.session.flush()
    record("level.made", level, after={"name": level.name})
    return level


def change_level(level: Level, name: str, *, by: User) -> None:
    """Raises: NotAllowed; Invalid: no name, or a taken one."""
    must_manage(by, level.site)
    _check(level.site, name, but=level)
    before, level.name = level.name, name.strip()
    if before != level.name:
        db.session.flush()
        record("level.changed", level, before={"name": before}, after={"name": level.name})


def move_level(level: Level, *, steps: int, by: User) -> None:
    """Up (-1) or down (1) in the order of its site's levels. Raises: NotAllowed."""
    must_manage(by, level.site)
    levels = levels_of(level.site)
    at = levels.index(level)
    to = min(max(0, at + steps), len(levels) - 1)
    if to == at:
        return
    levels.insert(to, levels.pop(at))
    for position, each in enumerate(levels):
        each.position = position
    db.session.flush()
    record("level.moved", level, before={"position": at + 1}, after={"position": to + 1})


def delete_level(level: Level, *, by: User) -> None:
    """Only an empty one; archived spaces lie on it, too.

    Raises: NotAllowed; LevelNotEmpty.
    """
    must_manage(by, level.site)
    lock(level)
    spaces = spaces_on(level, archived=True)
    if spaces:
        raise LevelNotEmpty(
            ngettext(
                "%(num)s space lies on this level: %(names)s. Put it on another one first.",
                "%(num)s spaces lie on this level: %(names)s. Put them on another one first.",
                len(spaces),
                names=", ".join(each.name for each in spaces[:10]),
            )
        )
    record("level.deleted", level, before={"name": level.name, "plan": level.plan})
    db.session.delete(level)
    db.session.flush()


def draw(level: Level, drawing: Drawing, *, by: User) -> bool:
    """Whether anything changed. Spaces that the drawing does not name stay where they are.

    Raises:
        NotAllowed.
        Invalid: with the fields that cannot be so: `width`, `height`, `room-<id>`.
    """
    must_manage(by, level.site)
    lock(level)
    spaces = {each.id: each for each in spaces_on(level)}
    if set(drawing.boxes) - set(spaces):
        raise Invalid(_("A space of this drawing does not lie on this level."))
    whole = Drawing(
        drawing.width,
        drawing.height,
        {id_: box_of(each.plan) for id_, each in spaces.items()} | drawing.boxes,
    )
    refuse(whole.problems({id_: each.name for id_, each in spaces.items()}))
    before = _drawn(level, spaces.values())
    folds = (level.plan or {}).get("folds", [])
    level.plan = {"width": drawing.width, "height": drawing.height, "folds": folds}
    for id_, box in whole.boxes.items():
        spaces[id_].plan = box.as_plan if box else None
    db.session.flush()
    after = _drawn(level, spaces.values())
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            "level.drawn",
            level,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return bool(changed)


def _drawn(level: Level, spaces: Iterable[Space]) -> dict[str, str | None]:
    """The outline and each room by its name, in a few figures."""
    plan = level.plan
    told = {"outline": f"{plan['width']} × {plan['height']}" if plan else None}
    for space in spaces:
        box = box_of(space.plan)
        told[space.name] = f"{box.x}, {box.y}, {box.width} × {box.height}" if box else None
    return told


def _check(site: Site, name: str, *, but: Level | None = None) -> None:
    name = name.strip()
    if not name or len(name) > 80:
        sentence = _("Please give a name of at most 80 characters.")
        raise Invalid(sentence, errors={"name": [sentence]})
    query = select(Level.id).where(Level.site_id == site.id, Level.name == name)
    if but is not None:
        query = query.where(Level.id != but.id)
    if db.session.scalar(query) is not None:
        sentence = _("Another level of this site has this name.")
        raise Invalid(sentence, errors={"name": [sentence]})
