"""The demo world that `make run` shows: a whole hub in a busy time."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import fmean

import pytest
from sqlalchemy import func, select

from accelerator.applications import invariants as applications
from accelerator.applications.models import Application, ApplicationState, Revision
from accelerator.interviews.models import DayState, InterviewDay, Invited, Meeting
from accelerator.participations.models import CheckIn, FollowUp, Participation
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.queries import open_calls
from accelerator.programmes.rules.intake import Timing
from accelerator.reviews import invariants as reviews
from accelerator.reviews.models import Assignment, AssignmentState, Review, Reviewer, Round
from accelerator.selection.queries.offers import offers_of
from booking.bookings import invariants as bookings
from booking.bookings.agenda import day_of
from booking.bookings.availability import AvailabilityState, availability
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.spaces import invariants as spaces
from booking.spaces.models import Closure
from booking.spaces.queries import levels_of, spaces_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from hub.history.queries import first_broken_link
from hub.organisations.models import Holiday, Organisation, OrganisationKind
from hub.organisations.queries import site_by_code
from hub.places import invariants as seats
from hub.places.rules.steps import PlaceState
from tests.hub.demo.worlds import a_world

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

THURSDAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with a_world(tmp_path_factory.mktemp("programme"), "programme") as app:
        yield app


def all_bookings():
    return list(db.session.scalars(select(Booking)).unique())


def at(day, hour, minutes=60):
    start = to_instant(datetime(day.year, day.month, day.day, hour), "Asia/Jakarta")
    return TimeSlot(start, start + timedelta(minutes=minutes))


def test_the_network_has_the_numbers_of_the_programme(world):
    kinds = select(Organisation.kind, func.count()).group_by(Organisation.kind)
    numbers = dict(db.session.execute(kinds).all())
    looked_at = kinds.where(Organisation.verified_at.is_not(None))

    assert 65 <= dict(db.session.execute(looked_at).all())[OrganisationKind.STARTUP] <= 84
    assert numbers[OrganisationKind.SUPPORT] == 24
    assert set(numbers) == set(OrganisationKind)
    everybody = db.session.scalar(select(func.count()).select_from(User))
    assert 450 <= everybody <= 550  # with those who apply


def test_jakarta_has_fourteen_spaces_on_two_levels_of_which_the_plans_show_thirteen(world):
    site = site_by_code("jkt")
    found = spaces_of(site)

    assert len(found) == 14
    assert len(levels_of(site)) == 2
    assert [space.name for space in found if space.plan is None] == ["Forum A+B"]
    rates = [space.hourly_rate_minor // 100 for space in found if space.hourly_rate_minor]
    assert (min(rates), max(rates)) == (75_000, 1_500_000)


def test_rooms_on_a_plan_lie_inside_it_and_not_on_each_other(world):
    for code in ("jkt", "ber", "bkk"):
        for level in levels_of(site_by_code(code)):
            plans = [s.plan for s in spaces_of(site_by_code(code)) if s.level_id == level.id]
            boxes = [plan for plan in plans if plan]
            assert boxes
            for box in boxes:
                assert box["x"] + box["width"] <= level.plan["width"]
                assert box["y"] + box["height"] <= level.plan["height"]
                assert sum(_overlap(box, other) for other in boxes) == 1  # itself


def _overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def test_bookings_span_eight_weeks_with_busy_mornings_and_quiet_evenings(world):
    jakarta = [b for b in all_bookings() if b.zone == "Asia/Jakarta"]
    walls = [to_wall(b.starts_at, b.zone) for b in jakarta]
    hours = Counter(wall.hour for wall in walls)

    assert min(walls).date() == date(2026, 10, 26)
    assert max(walls).date() == date(2026, 12, 20)
    assert sum(hours[h] for h in (8, 9, 10, 11)) > sum(hours[h] for h in (14, 15, 16, 17))
    assert sum(hours[h] for h in (18, 19, 20)) < 0.1 * len(walls)


def test_thursday_is_full_in_jakarta(world):
    for hour in range(9, 17):
        found = availability(site_by_code("jkt"), at(THURSDAY, hour))

        free = [one.space.name for one in found if one.state is AvailabilityState.FREE]
        assert (hour, free) == (hour, [])


def test_wednesday_is_not(world):
    free = [one for hour in range(9, 17) for one in availability(site_by_code("jkt"), at(
        THURSDAY - timedelta(days=1), hour)) if one.state is AvailabilityState.FREE]  # fmt: skip

    assert len(free) > 20


def test_the_hall_has_its_policy_dialogue_and_its_microphones(world):
    [dialogue] = [b for b in all_bookings() if b.purpose == "Policy dialogue: open data"
                  and b.space.name == "Forum A+B"]  # fmt: skip

    assert dialogue.kind is BookingKind.EVENT
    assert to_wall(dialogue.starts_at, dialogue.zone).date() == THURSDAY
    assert dialogue.booked_by_id != dialogue.booked_for_id


def test_there_are_stand_ups_classes_sessions_calls_and_cancellations(world):
    found = all_bookings()
    stand_ups = [b for b in found if b.purpose == "Stand-up" and b.space.name == "Chao Phraya"]

    assert len(stand_ups) >= 36  # forty working days less holidays and a closure
    assert {to_wall(b.starts_at, b.zone).hour for b in stand_ups} == {9}
    assert {b.kind for b in found} == set(BookingKind)
    assert 40 < sum(b.state is BookingState.CANCELLED for b in found) < 300
    assert [b for b in found if b.purpose == "Telepon dengan tim Berlin"]
    assert [b for b in found if b.purpose == "Gespräch mit dem Team in Jakarta"]


def test_closures_name_their_reason_and_one_was_lifted(world):
    closures = list(db.session.scalars(select(Closure)))

    assert len(closures) >= 5
    assert all(closure.reason for closure in closures)
    assert sum(closure.lifted_at is not None for closure in closures) == 1


def test_on_a_holiday_the_house_is_empty(world):
    site = site_by_code("jkt")
    days = db.session.scalars(select(Holiday.day).where(Holiday.site_id == site.id))
    near = [day for day in days if abs(day - THURSDAY) < timedelta(days=60)]

    assert near
    for day in near:
        assert not any(one.open for one in day_of(site, day))
        assert not any(one.blocks for one in day_of(site, day))


def test_the_makerspace_is_left_for_a_real_calendar(world):
    assert not [b for b in all_bookings() if b.space.name == "Makerspace"]


def test_all_that_must_hold_holds(world):
    assert [*bookings.problems(), *spaces.problems()] == []
    assert first_broken_link() is None


def cohort_called(slug):
    return db.session.scalars(select(Cohort).where(Cohort.slug == slug)).unique().one()


def applications_of(slug):
    query = select(Application).where(Application.cohort_id == cohort_called(slug).id)
    return list(db.session.scalars(query).unique())


def test_there_is_a_cohort_in_each_stage_and_one_call_is_open(world):
    phases = Counter(db.session.scalars(select(Cohort.phase)))

    assert phases == Counter(set(Phase) - {Phase.ARCHIVED})
    assert [each.slug for each in open_calls()] == ["accelerator-4-heat-and-water"]


def test_two_hundred_and_twelve_teams_applied_and_read_differently(world):
    handed_in = applications_of("accelerator-3")
    query = select(Revision).where(Revision.application_id.in_([each.id for each in handed_in]))
    problems = {revision.answers["problem"] for revision in db.session.scalars(query)}

    assert len(handed_in) == len(problems) == 212
    assert {each.language for each in handed_in} == {"en", "id", "de"}
    assert {each.timing for each in handed_in} == set(Timing)
    states = Counter(each.state for each in handed_in)
    assert states[ApplicationState.ELIGIBLE] >= 195
    assert states[ApplicationState.INELIGIBLE] == 8
    assert states[ApplicationState.MORE_INFO] == 3


def test_harsh_and_lenient_reviewers_read_most_of_their_piles(world):
    query = (
        select(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.cohort_id == cohort_called("accelerator-3").id)
    )
    reads = list(db.session.scalars(query))
    given = Counter(each.reviewer_id for each in reads)
    means = defaultdict(list)
    for each in reads:
        if each.review is not None and each.state is AssignmentState.SUBMITTED:
            means[each.reviewer_id].append(fmean(each.review.scores.values()))
    averages = sorted(fmean(marks) for marks in means.values())

    assert 25 <= len(given) <= 30
    assert 0.7 < sum(map(len, means.values())) / len(reads) < 0.9
    assert averages[-1] - averages[0] > 1
    assert {AssignmentState.CONFLICTED, AssignmentState.ABSTAINED} <= {r.state for r in reads}


def test_the_demo_reviewer_has_read_six_of_eighteen(world):
    query = (
        select(Assignment.state, func.count())
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(User, User.id == Reviewer.user_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(
            User.email == "reviewer@demo.example",
            Round.cohort_id == cohort_called("accelerator-3").id,
        )
        .group_by(Assignment.state)
    )

    numbers = dict(db.session.execute(query).all())

    assert numbers == {AssignmentState.SUBMITTED: 6, AssignmentState.ASSIGNED: 12}


def test_one_pilot_is_announced_with_an_answer_of_each_kind(world):
    states = Counter(
        offered.place.state for offered in offers_of(cohort_called("pilot-shorter-waits"))
    )

    assert set(states) >= {
        PlaceState.CONFIRMED,
        PlaceState.OFFERED,
        PlaceState.DECLINED,
        PlaceState.WAITING,
    }


def test_one_jury_day_is_over_one_is_today_and_for_one_the_teams_choose(world):
    days = {each.name["en"]: each for each in db.session.scalars(select(InterviewDay)).unique()}
    over, today, choosing = (days[n] for n in ("Jury day", "Second jury day", "Interviews"))
    invited = Counter(db.session.scalars(select(Invited.day_id)))
    met = Counter(db.session.scalars(select(Invited.day_id).join(Meeting)))
    bookings_made = [p.booking for day in days.values() for p in day.panels if p.space_id]

    assert (over.state, over.held_on) == (DayState.DONE, date(2026, 11, 16))
    assert (today.state, today.held_on) == (DayState.PUBLISHED, date(2026, 11, 23))
    assert (choosing.state, choosing.held_on) == (DayState.PICKING, date(2026, 12, 2))
    assert [(invited[d.id], met[d.id]) for d in (over, today, choosing)] == [
        (5, 5), (4, 4), (10, 5)]  # fmt: skip
    assert len(bookings_made) == 5
    assert all(each and each.state is BookingState.CONFIRMED for each in bookings_made)
    marked = select(func.count()).where(
        Assignment.round_id == over.round_id, Assignment.state == AssignmentState.SUBMITTED
    )
    assert db.session.scalar(marked) >= 10
    begun = (
        select(Review)
        .join(Assignment)
        .where(Assignment.round_id == today.round_id, Review.submitted_at.is_(None))
    )
    assert len(list(db.session.scalars(begun))) == 1


def test_startups_are_at_work_and_alumni_have_answered(world):
    numbers = dict(
        db.session.execute(
            select(Cohort.slug, func.count())
            .join(Participation, Participation.cohort_id == Cohort.id)
            .group_by(Cohort.slug)
        ).all()
    )
    overdue = select(func.count()).where(CheckIn.submitted_at.is_(None), CheckIn.due_at < now())

    assert numbers["accelerator-1"] == 8
    assert numbers["accelerator-2"] == 20
    assert db.session.scalar(overdue) in range(1, 4)
    assert db.session.scalar(select(func.count()).where(FollowUp.answered_at.is_not(None))) == 6


def test_what_must_hold_of_calls_holds(world):
    assert [*applications.problems(), *reviews.problems(), *seats.problems()] == []
