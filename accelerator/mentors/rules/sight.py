"""Who sees what of a mentor's profile: field by field, by what the mentor has chosen."""

from collections.abc import Mapping
from enum import StrEnum

#: From the widest to the narrowest circle.
CIRCLES = ("everybody", "network", "staff")

#: What can be hidden, and how it is shown unless the mentor says otherwise. The name and what they
#: know always stand in the directory of who may see the mentor at all.
FIELDS: dict[str, str] = {
    "about": "everybody",
    "organisations": "everybody",
    "photo": "network",
    "languages": "everybody",
    "ways": "network",
    "links": "network",
    "availability": "staff",
    "thanks": "staff",
}


def is_shown(field: str, shown: Mapping[str, str], *, to: str) -> bool:
    """Whether somebody of circle `to` (who belongs to all wider ones too) sees a field.

    A field that nobody knows is shown to staff only.
    """
    needed = shown.get(field, FIELDS.get(field, "staff"))
    if needed not in CIRCLES:
        needed = "staff"
    return CIRCLES.index(to) >= CIRCLES.index(needed)


def checked(shown: Mapping[str, str], circles: type[StrEnum]) -> dict[str, str]:
    """Only known fields with known circles, and only what differs from the default."""
    known = {field: str(circles(circle)) for field, circle in shown.items() if field in FIELDS}
    return {field: circle for field, circle in known.items() if FIELDS[field] != circle}
