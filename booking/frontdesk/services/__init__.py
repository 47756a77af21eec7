"""What is done from the desk. Each raises a HubError or succeeds whole."""

from booking.frontdesk.services.closing import Choice, Closed, close_spaces

__all__ = ["Choice", "Closed", "close_spaces"]
