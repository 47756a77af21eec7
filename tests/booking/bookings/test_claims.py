"""Introductions and quotas: who may have what, how much is left, and what the refusal says."""

from datetime import date, datetime, timedelta

import pytest

from booking.bookings.availability import AvailabilityState, availability
from booking.bookings.claims import ForWhom
from booking.bookings.errors import Refused
from booking.bookings.models import BookingKind
from booking.bookings.queries import alternatives
from booking.bookings.services import (
    Aside,
    Wish,
    assign,
    book,
    cancel,
    confirm,
    hold,
    judge,
    move,
    wish_of,
)
from booking.plans.models import QuotaPeriod, QuotaSubject
from booking.spaces.models import SpaceKind
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import transaction
from tests.booking.bookings.house_rules import a_plan, a_quota, on_plan, shown
from tests.counting import statements
from tests.factories import (
    MONDAY,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    slot,
)

SUNDAY = date(2026, 11, 29)


def booked(space, during, person, **named):
    by = named.pop("by", person)
    with transaction():
        return book(Wish(space, during, **named), booked_by=by, booked_for=person)


def refusal(space, during, person, **named):
    """The codes and the first sentence, and that the service refuses for the same."""
    found = judge(Wish(space, during, booked_for=person, **named))
    if found.against:
        with pytest.raises(Refused) as refused:
            booked(space, during, person, **named)
        assert refused.value.reasons == found.against
    return [(reason.code, reason.sentence) for reason in found.against]


def codes(space, during, person, **named):
    return [code for code, _sentence in refusal(space, during, person, **named)]


# Introductions


def test_who_was_not_shown_a_machine_is_told_what_to_do(app):
    lab = a_space(name="Laser cutter", needs_induction=True)

    told = refusal(lab, slot(9), a_person())

    said = "Ask the hub's team for an introduction to Laser cutter first."
    assert told == [("no-induction", said)]


def test_who_was_shown_it_has_it_until_the_last_day_and_that_one_too(app):
    lab, person = a_space(needs_induction=True, longest_minutes=900), a_person()
    shown(person, lab, valid_until=date(2026, 11, 25))

    booked(lab, slot(21, 60, days=2), person)

    assert codes(lab, slot(9, days=3), person) == ["no-induction"]
    shown(person, lab)
    booked(lab, slot(9, days=3), person)


def test_an_introduction_that_was_taken_back_or_is_another_persons_does_not_count(app):
    lab, person = a_space(needs_induction=True), a_person()
    shown(person, lab, revoked_at=MONDAY)
    shown(a_person(), lab)

    assert codes(lab, slot(9), person) == ["no-induction"]


def test_it_is_asked_of_whom_it_is_for_not_of_who_books(app):
    site = a_site()
    lab, manager, guest = (
        a_space(site=site, needs_induction=True),
        a_person_who_is(Role.HUB_MANAGER, site=site),
        a_person(),
    )
    shown(manager, lab)

    with pytest.raises(Refused):
        booked(lab, slot(9), guest, by=manager)
    aside = Aside(manager, "Budi is beside them.")
    assert booked(lab, slot(9), guest, by=manager, aside=aside).booked_for_id == guest.id


def test_a_class_in_the_lab_needs_none_a_session_does(app):
    lab, person = a_space(needs_induction=True), a_person()

    booked(lab, slot(9), person, kind=BookingKind.CLASS)

    assert codes(lab, slot(11), person, kind=BookingKind.SESSION) == ["no-induction"]


def test_instead_come_spaces_that_need_none(app):
    site = a_site()
    lab, other, free = (a_space(site=site, needs_induction=n < 2) for n in range(3))
    person = a_person()

    found = alternatives(lab, slot(9), for_whom=ForWhom(person.id))
    nobody = alternatives(lab, slot(9))

    assert {each.space.name for each in found} == {free.name}
    assert other.name in {each.space.name for each in nobody}


def test_availability_says_so_to_the_person_and_to_nobody_else(app):
    lab, person = a_space(needs_induction=True), a_person()

    [mine] = availability(lab.site, slot(9), for_whom=ForWhom(person.id))
    [anybodys] = availability(lab.site, slot(9))

    assert (mine.state, mine.reason.code) == (AvailabilityState.CLOSED, "no-induction")
    assert anybodys.state is AvailabilityState.FREE


# Quotas


def test_a_week_is_used_up_and_the_sentence_has_the_numbers(app):
    site, person = a_site(), a_person()
    room, plan = a_space(site=site), a_plan(site)
    on_plan(plan, person)
    a_quota(site, plan, space_kind=SpaceKind.ROOM)
    booked(room, slot(8, 540), person)

    told = refusal(room, slot(8, 120, days=2), person)

    said = (
        "The plan Hot desk gives at most 10 hours a week (Meeting room). 9 hours are booked, this "
        "one would be 2 hours. The count begins anew on Monday 30 November."
    )
    assert told == [("quota", said)]
    [reason] = judge(Wish(room, slot(8, 120, days=2), booked_for=person)).against
    assert reason.until == datetime(2026, 11, 30, tzinfo=slot(0).start.tzinfo) - timedelta(hours=7)
    assert (reason.by_rule, reason.may_override) == (True, "managers")


def test_the_last_hour_is_had_and_next_week_begins_anew(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_quota(site)
    booked(room, slot(8, 540), person)

    booked(room, slot(9, 60, days=2), person)

    assert codes(room, slot(9, 30, days=3), person) == ["quota"]
    booked(room, slot(9, 600, days=7), person)


@pytest.mark.parametrize(
    ("period", "within", "after"),
    [
        (QuotaPeriod.DAY, slot(20, days=1), slot(7, days=2)),
        (QuotaPeriod.WEEK, slot(20, days=6), slot(7, days=7)),
        (QuotaPeriod.MONTH, slot(20, days=7), slot(7, days=8)),
    ],
)
def test_periods_begin_and_end_with_the_places_own_days(app, period, within, after):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_quota(site, period=period, most_bookings=1)
    booked(room, slot(9, days=1), person)

    assert codes(room, within, person) == ["quota"]
    booked(room, after, person)


def test_across_the_edge_it_counts_where_it_begins(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    with transaction():
        for rule in list(room.opening_rules):
            room.opening_rules.remove(rule)
    a_quota(site, period=QuotaPeriod.DAY, most_minutes=60)
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    night = slot(21.5, 60 * 10)
    booked(room, night, person, by=manager, aside=Aside(manager, "A night of work"))

    booked(room, slot(9, 60, days=2), person)

    assert codes(room, slot(9, 30), person) == ["quota"]


def test_all_to_come_counts_what_has_not_begun(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_quota(site, period=QuotaPeriod.COMING, most_bookings=2)
    for day in (1, 2):
        booked(room, slot(9, days=day), person)

    assert codes(room, slot(9, days=40), person) == ["quota"]
    with frozen_at(slot(9.5).start):
        booked(room, slot(9, days=40), person)


def test_what_was_cancelled_or_ran_out_does_not_count_a_hold_does(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_quota(site, most_bookings=1)
    with transaction():
        cancel(book(Wish(room, slot(9)), booked_by=person), by=person)
        held = hold(Wish(room, slot(9)), booked_by=person)

    assert codes(room, slot(12), person) == ["quota"]
    with frozen_at(MONDAY + timedelta(minutes=11)):
        booked(room, slot(12), person)
        with pytest.raises(Refused) as refused, transaction():
            confirm(held, by=person)
    assert refused.value.code == "quota"


def test_only_bookings_of_the_kind_at_the_site_count(app):
    site, person = a_site(), a_person()
    room, hall, elsewhere = a_space(site=site), a_space(site=site, kind=SpaceKind.HALL), a_space()
    a_quota(site, space_kind=SpaceKind.ROOM, most_bookings=1)
    booked(hall, slot(9), person)
    booked(elsewhere, slot(11), person)
    booked(room, slot(13), person, kind=BookingKind.SESSION)
    booked(room, slot(15), a_person())

    booked(room, slot(17), person)

    assert codes(room, slot(19), person) == ["quota"]
    assert codes(hall, slot(19), person) == []


def test_of_several_plans_the_most_generous_counts_and_people_without_one_have_theirs(app):
    site, person, nobody = a_site(), a_person(), a_person()
    room, small, large = a_space(site=site), a_plan(site, "Small"), a_plan(site, "Large")
    a_quota(site, small, most_bookings=1)
    a_quota(site, large, most_bookings=3)
    a_quota(site, most_bookings=0)
    on_plan(small, person)
    on_plan(large, person, ends_on=SUNDAY)
    for hour in (8, 10, 12):
        booked(room, slot(hour), person)

    [(code, said)] = refusal(room, slot(14), person)

    assert (code, said.startswith("The plan Large gives at most 3 bookings a week")) == (
        "quota",
        True,
    )
    assert codes(room, slot(14), nobody) == ["quota"]
    booked(room, slot(9, days=8), person)
    assert codes(room, slot(11, days=8), person) == ["quota"]  # Large has ended, Small gives one


def test_within_one_plan_every_limit_holds(app):
    site, person = a_site(), a_person()
    room, plan = a_space(site=site), a_plan(site)
    on_plan(plan, person)
    a_quota(site, plan, period=QuotaPeriod.DAY, most_bookings=5, most_minutes=60)
    a_quota(site, plan, period=QuotaPeriod.WEEK, most_bookings=1)

    assert codes(room, slot(9, 90), person) == ["quota"]
    booked(room, slot(9, 60), person)
    assert codes(room, slot(12, 30), person) == ["quota", "quota"]


def test_a_plan_that_limits_nothing_frees_from_what_people_without_one_may(app):
    site, person = a_site(), a_person()
    room, plan = a_space(site=site), a_plan(site)
    a_quota(site, most_bookings=0)
    on_plan(plan, person)

    assert codes(room, slot(9), person) == []
    assert codes(room, slot(9), a_person()) == ["quota"]


def test_a_plan_comes_with_an_organisation_and_counts_its_people_together(app):
    site, ayu, budi = a_site(), a_person(), a_person()
    room, plan, company = a_space(site=site), a_plan(site), an_organisation()
    a_member(company, ayu)
    a_member(company, budi)
    on_plan(plan, company)
    a_quota(site, plan, subject=QuotaSubject.ORGANISATION, most_bookings=1)
    booked(room, slot(9), ayu, organisation_id=company.id)

    [(code, said)] = refusal(room, slot(11), budi, organisation_id=company.id)

    assert (code, "gives an organisation at most 1 booking a week" in said) == ("quota", True)
    booked(room, slot(11), budi)  # in nobody's name


def test_a_booking_is_assigned_only_to_whom_it_could_have_been_given(app):
    site, ayu = a_site(), a_person()
    room, plan, company = a_space(site=site), a_plan(site), an_organisation()
    a_member(company, ayu)
    on_plan(plan, company)
    a_quota(site, plan, subject=QuotaSubject.ORGANISATION, most_bookings=1)
    booked(room, slot(9), ayu, organisation_id=company.id)
    another = booked(room, slot(11), ayu)

    with pytest.raises(Refused) as refused, transaction():
        assign(another, by=ayu, to=ayu, organisation_id=company.id)

    assert list(refused.value.errors) == ["organisation"]


def test_moving_does_not_count_the_booking_twice(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_quota(site, most_minutes=120)
    booking = booked(room, slot(9, 120), person)

    with transaction():
        move(booking, slot(14, 120), by=person)
    with pytest.raises(Refused) as refused, transaction():
        move(booking, slot(14, 150), by=person)

    assert refused.value.code == "quota"
    assert judge(wish_of(booking, slot(16, 120)), moving=booking.id).against == []


def test_what_is_offered_instead_keeps_to_the_quota(app):
    site, person = a_site(), a_person()
    room = a_space(site=site)
    a_space(site=site)
    a_quota(site, period=QuotaPeriod.DAY, most_minutes=120)
    booked(room, slot(9, 120), person)

    found = alternatives(room, slot(13), for_whom=ForWhom(person.id))

    assert found
    assert {each.space for each in found} == {room}  # another space at this time is no help
    for each in found:
        assert each.slot.start.date() != slot(13).start.date()
        assert judge(Wish(room, each.slot, booked_for=person)).against == []


def test_staff_set_a_quota_aside_for_one_booking_and_it_counts_on(app):
    site, person = a_site(), a_person()
    room, manager = a_space(site=site), a_person_who_is(Role.HUB_MANAGER, site=site)
    a_quota(site, most_bookings=1)
    booked(room, slot(9), person)

    booked(room, slot(11), person, by=manager, aside=Aside(manager, "The minister comes"))

    assert codes(room, slot(13), person) == ["quota"]


def test_all_that_speaks_against_it_is_said_at_once(app):
    lab, person = a_space(needs_induction=True, longest_minutes=60, capacity_people=4), a_person()
    a_quota(lab.site, most_minutes=30)
    shown_to = a_person()
    shown(shown_to, lab)
    booked(lab, slot(5 + 4, 30), shown_to)

    found = judge(Wish(lab, slot(5, 300), 9, booked_for=person)).against

    assert [reason.code for reason in found] == [
        "too-long", "closed", "too-many-people", "no-induction", "quota", "slot-taken",
    ]  # fmt: skip


def test_where_a_site_has_no_quotas_one_statement_asks_so(app):
    person, room = a_person(), a_space()
    judge(Wish(room, slot(9), booked_for=person))  # what is loaded once, is loaded
    with statements() as alone:
        judge(Wish(room, slot(9)))
    with statements() as without:
        judge(Wish(room, slot(9), booked_for=person))
    a_quota(room.site)
    a_quota(room.site, period=QuotaPeriod.COMING)
    for hour in range(8, 12):
        booked(room, slot(hour), person)
    with statements() as counted:
        judge(Wish(room, slot(13), booked_for=person))

    assert len(without) - len(alone) == 1
    assert len(counted) - len(alone) == 2
