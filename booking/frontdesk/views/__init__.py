"""Pages of the front desk."""

from booking.frontdesk.views import board, booking, closing, closures
from booking.frontdesk.views.blueprint import bp

__all__ = ["board", "booking", "bp", "closing", "closures"]
