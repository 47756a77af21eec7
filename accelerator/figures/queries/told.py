"""The funnel as the public may see it: once teams are told, without small groups."""

from accelerator.figures.permissions import is_told
from accelerator.figures.queries.funnel import cases_in
from accelerator.figures.rules.funnel import Funnel, funnel, told_in_public
from accelerator.programmes.models import Cohort
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def public_funnel(cohort: Cohort, split: str) -> Funnel:
    """Raises: NotFound, before the teams have been told."""
    if not is_told(cohort):
        raise NotFound(_("There are no figures of this call yet."))
    return told_in_public(funnel(cases_in(cohort, seen_by=None), split))
