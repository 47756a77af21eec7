"""The video servers of the house, and opening a room at one that wants to be asked first."""

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

from flask import current_app

from hub.learning.joining.errors import RoomSilent
from hub.learning.joining.services.entering import Rooms

PATIENCE_SECONDS = 6
LARGEST_ANSWER = 64 * 1024


def rooms_of_the_house() -> Rooms:
    settings = current_app.config
    return Rooms(
        jitsi_url=settings["JITSI_URL"],
        jitsi_app_id=settings["JITSI_APP_ID"],
        jitsi_secret=settings["JITSI_SECRET"],
        bigbluebutton_url=settings["BIGBLUEBUTTON_URL"],
        bigbluebutton_secret=settings["BIGBLUEBUTTON_SECRET"],
    )


def open_room(address: str) -> None:
    """Call the provider, whose address is a setting of the house's operator; before the
    transaction, for it takes its time.

    Raises:
        RoomSilent: it does not answer, or does not say that the room is open.
    """
    try:
        with urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            text = answer.read(LARGEST_ANSWER)
    except (URLError, HTTPException, OSError) as error:
        raise RoomSilent from error
    if b"<returncode>SUCCESS</returncode>" not in text:
        raise RoomSilent
