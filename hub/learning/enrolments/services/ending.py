"""The end of an enrolment; what was learnt is kept."""

from hub.core.clock import now
from hub.core.database import db
from hub.core.facts import announce
from hub.history.services import record
from hub.learning.enrolments.facts import PlaceLeft
from hub.learning.enrolments.models import Enrolment


def end(enrolment: Enrolment, *, reason: str = "", had_place: bool = False) -> None:
    """Under the pool's lock. `had_place`: it held a seat until now."""
    enrolment.ended_at = now()
    enrolment.version += 1
    db.session.flush()
    record("enrolment.ended", enrolment, after={"state": enrolment.state.value}, reason=reason)
    if had_place:
        announce(PlaceLeft(enrolment.id, enrolment.run_id, enrolment.user_id))
