"""The hub without what keeps places when somebody lowers them, for the control run: it writes the
new number without asking the ledger, believing what was true when the manager looked."""

import os

from booking.spaces.models import Unit
from booking.spaces.services import units
from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db


def _believe(unit: Unit, places: int) -> None:
    """Nobody had booked by then."""
    unit.places = places
    db.session.flush()


assert hasattr(units, "set_places"), "places are lowered elsewhere now"
units.set_places = _believe
app = create_app(settings_from(os.environ))
