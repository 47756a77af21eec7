"""The blueprint that all pages of sessions are registered on."""

from typing import Any

from flask import Blueprint

from accelerator.sessions.names import KINDS, SIDES, SIGHTS, STATES, city_of

bp = Blueprint("sessions", __name__)


@bp.context_processor
def said() -> dict[str, Any]:
    return {
        "session_states": STATES,
        "session_kinds": KINDS,
        "note_sights": SIGHTS,
        "side_names": SIDES,
        "city_of": city_of,
    }
