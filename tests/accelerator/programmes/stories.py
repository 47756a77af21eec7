"""What tests of programmes begin with."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from accelerator.programmes.models import Cohort, Programme
from accelerator.programmes.rules.dates import Dates
from accelerator.programmes.services import CohortDraft, ProgrammeDraft, make_cohort, make_programme
from hub.accounts.models import User
from hub.core.database import transaction
from tests.factories import MONDAY

CITY_LAB = ProgrammeDraft(slug="city-lab", name={"en": "City Lab", "id": "Lab Kota"})
COHORT = CohortDraft(name={"en": "Cohort 3"}, slug="city-lab-3", seats=20)
#: From tomorrow for two weeks.
DATES = Dates(MONDAY + timedelta(days=1), MONDAY + timedelta(days=15), grace_minutes=30)


def a_made_programme(by: User, **named: Any) -> Programme:
    with transaction():
        return make_programme(replace(CITY_LAB, **named), by=by)


def a_made_cohort(programme: Programme, by: User, dates: Dates = DATES, **named: Any) -> Cohort:
    with transaction():
        return make_cohort(programme, replace(COHORT, **named), dates=dates, by=by)
