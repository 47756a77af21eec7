"""Time zones that people of a hub live in, and which of them a language suggests."""

from zoneinfo import available_timezones

#: Those of the hub's cities and of all Indonesia first, then the rest of the world by name.
NEAR = (
    "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin", "Asia/Bangkok",
    "Asia/Singapore", "Europe/London",
)  # fmt: skip
_REGIONS = {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
ZONES = (
    *NEAR,
    *sorted(
        zone
        for zone in available_timezones()
        if zone.partition("/")[0] in _REGIONS and zone not in NEAR
    ),
)


def likely_zone(language: str) -> str:
    return "Europe/Berlin" if language == "de" else "Asia/Jakarta"
