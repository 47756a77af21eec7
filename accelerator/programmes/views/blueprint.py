"""The blueprint that all pages of programmes are registered on, and what templates of the whole
accelerator may use: `{{ cohort.name | in_words }}`, `cohort_tabs(cohort)`, `call_of(cohort)`."""

from typing import Any

from flask import Blueprint

from accelerator.programmes.models import Phase
from accelerator.programmes.names import PHASES
from accelerator.programmes.views.calls import call_of
from accelerator.programmes.views.tabs import cohort_tabs
from accelerator.vocabulary.words import in_words

bp = Blueprint("programmes", __name__)
bp.add_app_template_filter(in_words)
bp.add_app_template_global(cohort_tabs)
bp.add_app_template_global(call_of)


@bp.app_template_global()
def phase_name(phase: Phase) -> tuple[Any, str]:
    """What it is called, and the tone of its chip."""
    return PHASES[phase]
