"""Free time of many at once, and what two have in common over the change of clocks."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from flask import Flask

from accelerator.mentors.ledger import EngagedBy
from accelerator.mentors.models import AvailabilityException, OutsideBusy, OutsideCalendar
from accelerator.mentors.queries.availability import common_free, common_minutes, free_of, in_common
from accelerator.mentors.services.engaging import Taker, engage
from hub.core.database import transaction
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Holiday
from tests.counting import statements
from tests.factories import a_site, kept
from tests.factories.mentoring import a_mentor, a_week
from tests.factories.programme import a_cohort, a_startup

#: Monday, 30 November 2026, in Jakarta.
MONDAY = datetime(2026, 11, 29, 17, tzinfo=UTC)
WEEK = TimeSlot(MONDAY, MONDAY + timedelta(days=7))


def at(day: int, hour: int) -> datetime:
    """An hour of Jakarta's clock, days after that Monday."""
    return MONDAY + timedelta(days=day, hours=hour)


def test_what_is_taken_elsewhere_or_here_is_not_free(app: Flask) -> None:
    mentor, startup = a_mentor(), a_startup()
    site = a_site(holiday_calendar="ID")
    kept(Holiday(site_id=site.id, day=date(2026, 12, 1), name="A holiday", source="staff"))
    week = a_week(mentor=mentor, holiday_calendar="ID")
    a_week(startup=startup)
    kept(AvailabilityException(availability_id=week.id, day=date(2026, 12, 2),
                               hours=[{"from": "20:00", "until": "21:00"}]))  # fmt: skip
    calendar = kept(OutsideCalendar(availability_id=week.id, name="Work"))
    kept(OutsideBusy(calendar_id=calendar.id, starts_at=at(0, 9), ends_at=at(0, 12)))
    with transaction():
        engage([mentor.id], TimeSlot(at(0, 13), at(0, 14)), by=Taker(EngagedBy.SESSION, uuid4()))
    own = free_of([mentor.id], WEEK)[mentor.id]
    assert own[:3] == [
        TimeSlot(at(0, 12), at(0, 13)),
        TimeSlot(at(0, 14), at(0, 17)),
        TimeSlot(at(2, 20), at(2, 21)),
    ]
    together = common_free(mentor.id, startup.id, window=WEEK)
    assert together is not None
    assert TimeSlot(at(2, 20), at(2, 21)) not in together
    assert together[0] == TimeSlot(at(0, 12), at(0, 13))


def test_who_has_said_nothing_is_not_known(app: Flask) -> None:
    mentor, startup = a_mentor(), a_startup()
    a_week(mentor=mentor)
    assert common_free(mentor.id, startup.id, window=WEEK) is None
    cohort = a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30))
    assert common_minutes(cohort, startups=[startup.id], mentors=[mentor.id]) == {}


def test_hours_in_common_shrink_when_berlin_s_clocks_change(app: Flask) -> None:
    mentor, startup = a_mentor(), a_startup()
    a_week(mentor=mentor, zone="Europe/Berlin")
    a_week(startup=startup)
    cohort = a_cohort(starts_on=date(2027, 3, 1), ends_on=date(2027, 4, 30))
    pair = (startup.id, mentor.id)
    found = in_common(cohort, startups=[startup.id], mentors=[mentor.id])[pair]
    assert found.spans == ((date(2027, 3, 1), 600), (date(2027, 3, 29), 900))
    assert (found.least, found.drifts) == (600, True)


def test_many_owners_cost_no_more_questions_than_one(app: Flask) -> None:
    mentors = [a_mentor() for _n in range(8)]
    for mentor in mentors:
        a_week(mentor=mentor, holiday_calendar="ID")
    with statements() as one:
        free_of([mentors[0].id], WEEK)
    with statements() as many:
        free_of([mentor.id for mentor in mentors], WEEK)
    assert len(many) == len(one) <= 5
