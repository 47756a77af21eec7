"""A running cohort and one of its startups, for the stories of its pages and of its API."""

from datetime import date, timedelta

from accelerator.applications.models import ApplicationState
from accelerator.participations.models import Metric, Participation, Unit
from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import User
from tests.factories import MONDAY, at_once, kept
from tests.factories.programme import a_cohort, a_startup, an_application

#: January can be reported, and it is not late yet.
FEBRUARY = MONDAY.replace(year=2027, month=2, day=3)


@at_once()
def a_running_cohort() -> Cohort:
    """From January to June, with an agreement, a demo day and two numbers to follow."""
    found = a_cohort(
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 6, 30),
        phase=Phase.RUNNING,
        agreement={"en": "We come to every session."},
        demo_day_at=MONDAY + timedelta(days=200),
    )
    for place, (key, unit) in enumerate({"revenue": Unit.MONEY, "customers": Unit.COUNT}.items()):
        kept(
            Metric(
                programme_id=found.programme_id, key=key, position=place, unit=unit,
                name={"en": key.title()},
            )
        )  # fmt: skip
    return found


@at_once()
def in_cohort(cohort: Cohort, founder: User, *, name: str = "Banyu Kota") -> Participation:
    startup = a_startup(founder, name=name)
    application = an_application(cohort, founder, startup=startup, state=ApplicationState.ELIGIBLE)
    return kept(
        Participation(cohort_id=cohort.id, startup_id=startup.id, application_id=application.id)
    )
