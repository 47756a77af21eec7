"""What people call kinds and equipment, in their language."""

from sqlalchemy import select

from booking.spaces.models import Equipment, SpaceKind
from hub.core.database import db
from hub.core.i18n import language
from hub.core.i18n import lazy_gettext as _

KIND_NAMES = {
    SpaceKind.ROOM: _("Meeting room"),
    SpaceKind.HALL: _("Hall"),
    SpaceKind.DESK_AREA: _("Desk area"),
    SpaceKind.DESK: _("Desk"),
    SpaceKind.STUDIO: _("Studio"),
    SpaceKind.LAB: _("Lab"),
    SpaceKind.EQUIPMENT: _("Equipment"),
}

EQUIPMENT_NAMES = {
    "screen": _("screen"),
    "camera": _("video call"),
    "whiteboard": _("whiteboard"),
    "projector": _("projector"),
    "sound": _("sound system"),
    "microphones": _("microphones"),
    "stage": _("stage"),
    "kitchen": _("kitchen"),
    "power": _("power at each place"),
    "monitor": _("second monitor"),
    "3d-printer": _("3D printer"),
    "laser-cutter": _("laser cutter"),
    "soldering": _("soldering station"),
    "recording": _("recording"),
    "lights": _("studio lights"),
    "step-free": _("step-free access"),
}


#: Where a session keeps what staff added, once it was asked for.
_ADDED = "equipment added"


def equipment_name(code: str) -> str:
    """In the reader's language, else in English; a code that nobody knows is shown as it is."""
    if code in EQUIPMENT_NAMES:
        return str(EQUIPMENT_NAMES[code])
    added = _added().get(code)
    if added is None or not added.names:
        return code
    names = added.names
    return names.get(language()) or names.get("en") or next(iter(names.values()))


def is_known(code: str) -> bool:
    """Whether a space can be given it: known and not retired."""
    added = _added().get(code)
    if added is not None and added.retired_at is not None:
        return False
    return added is not None or code in EQUIPMENT_NAMES


def equipment_offered() -> dict[str, str]:
    """code → name of all that is not retired: the house's own first, then what staff added."""
    added = _added()
    codes = [*EQUIPMENT_NAMES, *sorted(set(added) - set(EQUIPMENT_NAMES))]
    return {code: equipment_name(code) for code in codes if is_known(code)}


def forget_names() -> None:
    """What staff added has changed."""
    db.session().info.pop(_ADDED, None)


def _added() -> dict[str, Equipment]:
    """Read once in a session, which lives as long as a request."""
    info = db.session().info
    if _ADDED not in info:
        info[_ADDED] = {each.code: each for each in db.session.scalars(select(Equipment))}
    found: dict[str, Equipment] = info[_ADDED]
    return found


def kind_name(kind: SpaceKind) -> str:
    return str(KIND_NAMES[kind])
