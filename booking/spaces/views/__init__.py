"""Pages of those who manage spaces."""

from booking.spaces.views import equipment, keeping, levels, pictures, tables
from booking.spaces.views.blueprint import bp
from booking.spaces.views.pictures import may_see_picture

__all__ = ["bp", "equipment", "keeping", "levels", "may_see_picture", "pictures", "tables"]
