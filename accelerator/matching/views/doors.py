"""What every staff page of a matching asks first, and the frame that it is shown in."""

from typing import Any
from uuid import UUID

from flask import current_app, render_template, url_for

from accelerator.matching import wording
from accelerator.matching.forms.proposing import NothingForm
from accelerator.matching.models import Matching
from accelerator.matching.names import MATCHING_STATES, MODES, PAIRING_STATES
from accelerator.matching.queries.proposals import get_matching
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.accounts.sign_in import signed_in_person

MANAGE = "programmes:manage"
COHORT = "/admin/cohorts/<uuid:cohort_id>/matching"
ONE = "/matchings/<uuid:matching_id>"
TERMS = ("mentors.terms", "mentors.cohort")
WORDS = {"states": MATCHING_STATES, "modes": MODES, "pairings": PAIRING_STATES}


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    return managed_cohort(cohort_id, by=signed_in_person())


def matching_of_staff(matching_id: UUID) -> Matching:
    return get_matching(matching_id, seen_by=signed_in_person())


def page(name: str, cohort: Cohort, **given: Any) -> str:
    return render_template(
        f"accelerator/matching/{name}.html",
        cohort=cohort,
        words=WORDS,
        say=wording,
        nothing=NothingForm(formdata=None),
        terms=_terms(cohort),
        **given,
    )


def _terms(cohort: Cohort) -> str:
    """Where weights, floor, bonus and limits are changed: a page of mentors."""
    known = [each for each in TERMS if each in current_app.view_functions]
    return url_for(known[0], cohort_id=cohort.id) if known else ""
