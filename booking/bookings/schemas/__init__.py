"""How bookings, what is free, and who is asked to come look in JSON."""

from booking.bookings.schemas.availability import (
    AlternativeShown,
    AvailabilityAsked,
    AvailabilityShown,
)
from booking.bookings.schemas.bookings import (
    BookingChange,
    BookingsAsked,
    BookingShown,
    CancellationAsked,
    CancelledShown,
    Confirmation,
    NewBooking,
    fields_of,
)
from booking.bookings.schemas.guests import GuestShown, GuestsToInvite
from booking.bookings.schemas.together import NewTogether, TogetherShown

__all__ = [
    "AlternativeShown",
    "AvailabilityAsked",
    "AvailabilityShown",
    "BookingChange",
    "BookingShown",
    "BookingsAsked",
    "CancellationAsked",
    "CancelledShown",
    "Confirmation",
    "GuestShown",
    "GuestsToInvite",
    "NewBooking",
    "NewTogether",
    "TogetherShown",
    "fields_of",
]
