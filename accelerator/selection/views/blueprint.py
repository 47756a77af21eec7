"""The blueprint that all pages of selection are registered on, and what a team's own pages may say
of its outcome: `told_to(application)`."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from accelerator.applications.models import Application
from accelerator.programmes.names import lasting
from accelerator.selection.models import Feedback
from accelerator.selection.queries.feedback import published_feedback
from accelerator.selection.queries.offers import Offered, condition_of, offer_to
from accelerator.selection.words import PLACE_STATES, QUARTERS
from hub.places.rules.steps import PlaceState

bp = Blueprint("selection", __name__)


@dataclass(frozen=True)
class Told:
    """What a team knows of its outcome."""

    offered: Offered | None
    condition: str
    feedback: Feedback | None


@bp.app_template_global()
def told_to(application: Application) -> Told | None:
    """None before the release: nothing of a staged decision is read here."""
    if application.outcome is None:
        return None
    return Told(offer_to(application), condition_of(application), published_feedback(application))


bp.add_app_template_global(lasting)


@bp.app_template_global()
def place_name(state: PlaceState) -> tuple[Any, str]:
    """What it is called, and the tone of its chip."""
    return PLACE_STATES[state]


@bp.app_template_global()
def quarter_name(quarter: int) -> str:
    return str(QUARTERS[quarter])
