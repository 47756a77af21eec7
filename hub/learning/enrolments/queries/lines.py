"""Lines of the ledger that explain a place."""

from sqlalchemy import select

from hub.core.database import db
from hub.places.models import Place, PlaceEvent
from hub.places.rules.steps import PlaceState


def last_line(place: Place) -> PlaceEvent:
    """The newest of a place: what has just happened to it, by whom and why."""
    query = select(PlaceEvent).where(PlaceEvent.place_id == place.id)
    return db.session.scalars(query.order_by(PlaceEvent.number.desc()).limit(1)).one()


def held_before(place: Place) -> bool:
    """Whether it held a confirmed seat until its newest line."""
    return last_line(place).before is PlaceState.CONFIRMED
