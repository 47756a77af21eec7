"""What is needed to know where a video room is."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

#: Kind of provider to the one thing that it needs; a room's name may be drawn by lot.
NEEDS = {"jitsi": "room", "bigbluebutton": "meeting_id", "zoom": "url", "url": "url"}
DRAWN = ("jitsi", "bigbluebutton")
LONGEST_URL = 600
_ROOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{2,119}")


def settings_of(provider: str, said: Mapping[str, str], *, drawn: str) -> dict[str, str]:
    """What is kept of what staff said; `drawn` is the name of a room if they said none.

    Raises:
        ValueError: that is no address, or no name of a room.
    """
    needed = NEEDS.get(provider)
    if needed is None:
        return {}
    value = (said.get(needed) or "").strip() or (drawn if provider in DRAWN else "")
    fits = is_secure_address(value) if needed == "url" else bool(_ROOM.fullmatch(value))
    if not fits:
        raise ValueError(needed)
    return {needed: value}


def is_secure_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_blank = any(letter.isspace() or ord(letter) < 32 for letter in url)
    return (
        parts.scheme == "https"
        and bool(parts.hostname)
        and not has_blank
        and (len(url) <= LONGEST_URL)
    )
