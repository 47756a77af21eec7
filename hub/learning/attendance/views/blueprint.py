"""The blueprint that all pages of the register are registered on."""

from typing import Any

from flask import Blueprint

from hub.learning.attendance.names import OUTCOMES, SOURCES

bp = Blueprint("attendance", __name__)


@bp.context_processor
def said() -> dict[str, Any]:
    return {"attendance_sources": SOURCES, "scan_outcomes": OUTCOMES}
