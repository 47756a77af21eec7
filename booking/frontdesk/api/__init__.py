"""The API's part about the desk: the day, closing spaces with what that means, notes for staff."""

from booking.frontdesk.api import board, closures, notes
from booking.frontdesk.api.chapter import endpoints

__all__ = ["board", "closures", "endpoints", "notes"]
