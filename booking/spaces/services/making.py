"""Make and change spaces. What bookings to come rely on does not change unless they are kept."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from booking.spaces.coming import coming_count
from booking.spaces.drafts import How, Made, SpaceDraft
from booking.spaces.errors import SpaceInUse
from booking.spaces.managing import how_made
from booking.spaces.models import Level, Space
from booking.spaces.names import is_known
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.services.units import give_units, hold, rename_own_unit
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.history.services import record
from hub.organisations.models import Site


def make_space(site: Site, draft: SpaceDraft, *, made: Made, by: User) -> Space:
    """A space and the unit by which it is taken; nobody need know of that one.

    Raises:
        NotAllowed: only the managers of the site.
        Invalid: with the fields that cannot be so.
    """
    must_manage(by, site)
    slug = draft.slug or slug_of(draft.name)
    refuse(problems_of(site, draft))
    fields = asdict(draft) | {"slug": slug, "equipment": list(draft.equipment)}
    space = Space(site_id=site.id, site=site, opening_rules=[], space_units=[], **fields)
    db.session.add(space)
    db.session.flush()
    give_units(space, made)
    record("space.made", space, after=_told(space))
    return space


def change_space(
    space: Space, draft: SpaceDraft, *, made: Made | None = None, by: User, keep: int | None = None
) -> bool:
    """Whether anything changed. The slug stays, for addresses and tables know the space by it.

    Args:
        made: of what it is made from now on; None leaves that.
        keep: so many bookings to come were seen that the change concerns; they stay as they are.

    Raises:
        NotAllowed, Invalid: as for making one.
        SpaceInUse: more bookings are concerned than `keep`.
        PlacesTaken, UnitTaken: the ledger says no.
    """
    must_manage(by, space.site)
    hold(space)
    refuse(problems_of(space.site, draft, but=space))
    before, level = _told(space), space.level_id
    if draft.capacity_people < space.capacity_people:
        must_keep(space, keep, over=draft.capacity_people)
    for name, value in asdict(draft).items():
        if name != "slug":
            setattr(space, name, list(value) if name == "equipment" else value)
    if space.level_id != level:
        space.plan = None  # a drawing of another floor says nothing about this one
    if made is not None and made != how_made(space):
        give_units(space, made, keep=keep)
    rename_own_unit(space)
    db.session.flush()
    db.session.expire(space, ["level"])
    after = _told(space)
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        record(
            "space.changed",
            space,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return bool(changed)


def archive_space(space: Space, *, by: User, reason: str = "", keep: int | None = None) -> None:
    """Nobody finds or books it any more. What is booked stays booked, if `keep` says how much.

    Raises:
        NotAllowed; Invalid: it is archived.
        SpaceInUse: more is booked than `keep`.
    """
    must_manage(by, space.site)
    hold(space)
    if space.archived_at is not None:
        raise Invalid(_("This space is archived already."))
    must_keep(space, keep)
    space.archived_at = now()
    db.session.flush()
    kept = coming_count(space)
    record("space.archived", space, after={"name": space.name, "kept": kept}, reason=reason)


def restore_space(space: Space, *, by: User) -> None:
    """Raises: NotAllowed; Invalid: it is not archived."""
    must_manage(by, space.site)
    hold(space)
    if space.archived_at is None:
        raise Invalid(_("This space is not archived."))
    before, space.archived_at = space.archived_at, None
    db.session.flush()
    record("space.restored", space, before={"archived": before})


def must_keep(space: Space, keep: int | None, *, over: int = 0) -> None:
    """Raises: SpaceInUse, where more bookings to come are concerned than were seen."""
    concerned = coming_count(space, over=over)
    if concerned > (keep or 0):
        raise SpaceInUse(
            ngettext(
                "%(num)s booking to come uses this. Look at it, and say that it stays as it is.",
                "%(num)s bookings to come use this. Look at them, and say that they stay as they "
                "are.",
                concerned,
            ),
            coming=concerned,
        )


def must_manage(by: User, site: Site) -> None:
    if not can_manage_spaces(by, site):
        raise NotAllowed(_("Only the managers of the site do this."))


def refuse(problems: Iterable[tuple[str, str]]) -> None:
    """Raises: Invalid, if there are any."""
    errors: dict[str, list[str]] = {}
    for field, sentence in problems:
        errors.setdefault(field, []).append(sentence)
    if errors:
        first = next(iter(errors.values()))[0]
        raise Invalid(first, errors=errors)


def problems_of(
    site: Site, draft: SpaceDraft, *, but: Space | None = None
) -> list[tuple[str, str]]:
    """Field and sentence of what speaks against making it, or against changing `but` to it."""
    slug = but.slug if but is not None else draft.slug or slug_of(draft.name)
    return [*draft.problems(), *_known_problems(site, draft, slug=slug, but=but)]


def slug_of(name: str) -> str:
    """`Ruang Böll 2` is ruang-boll-2; a name without Latin letters is just a space."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")[:80] or "space"


def _known_problems(
    site: Site, draft: SpaceDraft, *, slug: str, but: Space | None = None
) -> Iterable[tuple[str, str]]:
    """What only the database knows: taken names, strange levels and equipment."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 80:
        yield "slug", _("Small letters, digits and single hyphens, please: meeting-room-2")
    others = select(Space.id).where(Space.site_id == site.id)
    if but is not None:
        others = others.where(Space.id != but.id)
    if db.session.scalar(others.where(Space.name == draft.name)) is not None:
        yield "name", _("Another space of this site has this name, perhaps an archived one.")
    if but is None and db.session.scalar(others.where(Space.slug == slug)) is not None:
        yield "slug", _("Another space of this site has this address.")
    if draft.level_id is not None:
        level = db.session.get(Level, draft.level_id)
        if level is None or level.site_id != site.id:
            yield "level_id", _("There is no such level.")
    had = set(but.equipment) if but else set()
    for code in draft.equipment:
        if code not in had and not is_known(code):
            yield "equipment", _("There is no equipment “%(code)s”.", code=code[:40])


def _told(space: Space) -> dict[str, Any]:
    """What the history keeps of a space."""
    fields = {name: getattr(space, name) for name in SpaceDraft.__dataclass_fields__}
    made = how_made(space)
    fields["made_of"] = made.how if made.how is not How.JOINED else [u.name for u in space.units]
    fields["places"] = made.places if made.how is How.PLACES else None
    return fields | {"equipment": list(space.equipment)}
