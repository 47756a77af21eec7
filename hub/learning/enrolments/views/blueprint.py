"""The blueprint that all pages of enrolments are registered on."""

from typing import Any

from flask import Blueprint, url_for

from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.names import KINDS, STANDINGS

bp = Blueprint("enrolments", __name__)


@bp.context_processor
def said() -> dict[str, Any]:
    return {
        "standings": STANDINGS,
        "kinds_of_lines": KINDS,
        "run_url": run_url,
    }


def run_url(run: ClassRun) -> str:
    return url_for("classes.show", slug=run.slug)
