"""What people call kinds and equipment, in their language."""

from booking.spaces.models import SpaceKind
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


def equipment_name(code: str) -> str:
    """A code that the house does not know is shown as it is."""
    return str(EQUIPMENT_NAMES.get(code, code))


def kind_name(kind: SpaceKind) -> str:
    return str(KIND_NAMES[kind])
