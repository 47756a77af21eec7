"""The pages of one cohort, side by side. A table: a capability that lands adds its line (or fills
in the endpoint of the line that is there). Each endpoint takes `cohort_id`; a line is shown once
its endpoint exists, to those who manage the programme."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from hub.accounts.sign_in import person_or_none
from hub.core.i18n import lazy_gettext as _l

TABS = (
    (_l("Overview"), "programmes.cohort"),
    (_l("Form"), "programmes.cohort_form"),
    (_l("Applications"), "applications.staff_index"),
    (_l("Rounds"), "reviews.rounds"),
    (_l("Interviews"), "interviews.cohort"),
    (_l("Decisions"), "selection.cohort"),
    (_l("Startups"), "participations.cohort"),
    (_l("Mentors"), "mentors.cohort"),
    (_l("Mentor matching"), "matching.cohort"),
    (_l("Sessions"), "sessions.cohort"),
    (_l("Care"), "sessions.care"),
    (_l("Mentor days"), "mentor_days.cohort"),
    (_l("Figures"), "figures.cohort"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def cohort_tabs(cohort: Cohort, current: str = "") -> list[Tab]:
    """For `subtabs`. `current` is an endpoint of the table; without it, the line whose address this
    page's address begins with."""
    if not can_manage(person_or_none(), cohort.programme_id):
        return []
    known = [(str(label), end) for label, end in TABS if end in current_app.view_functions]
    urls = {endpoint: url_for(endpoint, cohort_id=cohort.id) for _label, endpoint in known}
    here = current or _nearest(urls)
    return [Tab(label, urls[end], current=end == here) for label, end in known]


def _nearest(urls: dict[str, str]) -> str:
    on = [end for end, url in urls.items() if f"{request.path}/".startswith(f"{url}/")]
    return max(on, key=lambda end: len(urls[end]), default="")
