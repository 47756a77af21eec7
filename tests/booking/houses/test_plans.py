"""Plans, who is on them, quotas and introductions; and what somebody's own plans leave."""

from datetime import date, timedelta

import pytest
from flask import Flask

from booking.bookings.services import Wish, book
from booking.houses.queries.usage import own_plans
from booking.plans.errors import AlreadyOnPlan, PlanArchived, PlanNameTaken
from booking.plans.models import Plan, QuotaPeriod, QuotaSubject
from booking.plans.services import (
    MemberDraft,
    PlanDraft,
    QuotaDraft,
    add_to_plan,
    archive_plan,
    change_plan,
    change_quota,
    end_on_plan,
    make_plan,
    remove_quota,
    restore_plan,
    set_quota,
)
from booking.spaces.models import SpaceKind
from booking.spaces.services import give_induction, take_back_induction
from hub.accounts.models import Role, User
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.queries import history_of
from hub.organisations.models import Site
from tests.counting import statements
from tests.factories import (
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    slot,
)

TODAY = date(2026, 11, 23)
WEEKLY = QuotaDraft(QuotaPeriod.WEEK, most_minutes=600, most_bookings=3)


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def keeper(site: Site) -> User:
    return a_person_who_is(Role.HUB_MANAGER, site=site)


def a_plan(site: Site, name: str = "Resident") -> Plan:
    with transaction():
        return make_plan(site, PlanDraft(name), by=None)


def test_a_plan_is_made_changed_put_away_and_taken_out(site: Site, keeper: User) -> None:
    with transaction():
        plan = make_plan(site, PlanDraft(" Night  owls "), by=keeper)
        change_plan(plan, PlanDraft("Night owls", "After dark."), by=keeper)
        archive_plan(plan, by=keeper)
    with pytest.raises(PlanArchived), transaction():
        add_to_plan(plan, MemberDraft(a_person(), TODAY), by=keeper)
    with transaction():
        restore_plan(plan, by=keeper)
        add_to_plan(plan, MemberDraft(a_person(), TODAY), by=keeper)

    assert plan.name == "Night owls"
    assert [entry.action for entry in history_of(plan).items] == [
        "plan.member-added", "plan.restored", "plan.archived", "plan.changed", "plan.made"
    ]  # fmt: skip


def test_two_plans_of_a_site_are_not_called_alike(site: Site, keeper: User) -> None:
    plan = a_plan(site)
    a_plan(a_site())

    with pytest.raises(PlanNameTaken), transaction():
        make_plan(site, PlanDraft("RESIDENT"), by=keeper)
    with pytest.raises(Invalid), transaction():
        make_plan(site, PlanDraft(" \u200b "), by=keeper)
    other = a_plan(site, "Desk")
    with pytest.raises(PlanNameTaken), transaction():
        change_plan(other, PlanDraft(plan.name), by=keeper)


def test_nobody_is_on_a_plan_twice_at_a_time(site: Site, keeper: User) -> None:
    plan, ayu = a_plan(site), a_person()
    with transaction():
        first = add_to_plan(plan, MemberDraft(ayu, TODAY), by=keeper)

    with pytest.raises(AlreadyOnPlan), transaction():
        add_to_plan(plan, MemberDraft(ayu, TODAY + timedelta(days=90)), by=keeper)
    with transaction():
        end_on_plan(first, TODAY + timedelta(days=30), by=keeper)
        add_to_plan(plan, MemberDraft(ayu, TODAY + timedelta(days=31)), by=keeper)
    with pytest.raises(AlreadyOnPlan), transaction():
        end_on_plan(first, None, by=keeper)
    with pytest.raises(Invalid), transaction():
        end_on_plan(first, TODAY - timedelta(days=1), by=keeper)


def test_a_quota_limits_something_and_stands_once(site: Site, keeper: User) -> None:
    plan = a_plan(site)
    with transaction():
        quota = set_quota(site, WEEKLY, plan=plan, by=keeper)
        set_quota(site, WEEKLY, by=keeper)

    for draft in (
        QuotaDraft(QuotaPeriod.DAY),
        QuotaDraft(QuotaPeriod.DAY, most_minutes=-1),
        QuotaDraft(QuotaPeriod.DAY, most_bookings=10_001),
    ):
        with pytest.raises(Invalid), transaction():
            set_quota(site, draft, plan=plan, by=keeper)
    with pytest.raises(Conflict), transaction():
        set_quota(site, QuotaDraft(QuotaPeriod.WEEK, most_bookings=9), plan=plan, by=keeper)
    with transaction():
        change_quota(quota, QuotaDraft(QuotaPeriod.DAY, most_bookings=0), by=keeper)
        remove_quota(quota, by=keeper)

    assert [entry.action for entry in history_of(plan).items][:3] == [
        "quota.removed", "quota.changed", "quota.set"
    ]  # fmt: skip


def test_others_keep_their_hands_off(site: Site) -> None:
    plan, ayu, room = a_plan(site), a_person(), a_space(site=site)
    for who in (ayu, a_person_who_is(Role.HUB_MANAGER, site=a_site())):
        with pytest.raises(NotAllowed), transaction():
            make_plan(site, PlanDraft("Mine"), by=who)
        with pytest.raises(NotAllowed), transaction():
            add_to_plan(plan, MemberDraft(ayu, TODAY), by=who)
        with pytest.raises(NotAllowed), transaction():
            set_quota(site, WEEKLY, by=who)
        with pytest.raises(NotAllowed), transaction():
            give_induction(room, ayu, by=who)


def test_somebody_sees_what_is_used_and_what_is_left(site: Site) -> None:
    ayu, team = a_person(), an_organisation(name="Warga Air")
    a_member(team, ayu)
    room, lab = a_space(site=site), a_space(site=site, kind=SpaceKind.LAB)
    plan = a_plan(site)
    with transaction():
        add_to_plan(plan, MemberDraft(team, TODAY - timedelta(days=5)), by=None)
        set_quota(site, WEEKLY, plan=plan, by=None)
        set_quota(
            site,
            QuotaDraft(
                QuotaPeriod.COMING, QuotaSubject.ORGANISATION, SpaceKind.LAB, most_bookings=2
            ),
            plan=plan,
            by=None,
        )
        set_quota(site, QuotaDraft(QuotaPeriod.DAY, most_bookings=1), by=None)
        book(Wish(room, slot(9, 90)), booked_by=ayu)
        book(Wish(lab, slot(12), organisation_id=team.id), booked_by=ayu)
        book(Wish(room, slot(9, days=8)), booked_by=ayu)  # next week

    [own] = own_plans(ayu)

    assert own.plan is not None and own.through is not None
    assert (own.plan.name, own.through.name) == ("Resident", "Warga Air")
    weekly, labs = own.uses
    assert (weekly.minutes, weekly.bookings) == (150, 2)
    assert (weekly.minutes_left, weekly.bookings_left, weekly.until) == (450, 1, date(2026, 11, 29))
    assert (labs.bookings, labs.bookings_left, labs.until) == (1, 1, None)
    assert labs.house is not None and labs.house.name == "Warga Air"


def test_on_no_plan_or_an_archived_one_what_holds_for_all_holds(site: Site, keeper: User) -> None:
    ayu, plan = a_person(), a_plan(site)
    assert own_plans(ayu) == []
    with transaction():
        set_quota(site, WEEKLY, by=None)
        add_to_plan(plan, MemberDraft(ayu, TODAY), by=None)
    assert [own.plan for own in own_plans(ayu)] == [plan]

    with transaction():
        archive_plan(plan, by=keeper)

    assert [(own.plan, len(own.uses)) for own in own_plans(ayu)] == [(None, 1)]


def test_own_plans_ask_as_often_for_ten_as_for_one(site: Site) -> None:
    ayu = a_person()

    def asked(count: int) -> int:
        with transaction():
            for _ in range(count):
                plan = make_plan(site, PlanDraft(f"Plan {now()} {_} {count}"), by=None)
                add_to_plan(plan, MemberDraft(ayu, TODAY), by=None)
                set_quota(site, WEEKLY, plan=plan, by=None)
        with statements() as sent:
            own_plans(ayu)
        return len(sent)

    assert asked(1) == asked(9)


def test_an_introduction_is_given_renewed_and_taken_back(site: Site, keeper: User) -> None:
    lab, ayu = a_space(site=site, needs_induction=True), a_person()
    with transaction():
        first = give_induction(lab, ayu, by=keeper)
        again = give_induction(lab, ayu, valid_until=TODAY, by=keeper)
    assert (first.id, first.valid_until) == (again.id, TODAY)

    with transaction():
        take_back_induction(again, by=keeper, reason="Broke the laser")
        new = give_induction(lab, ayu, by=keeper)
    with pytest.raises(Conflict), transaction():
        take_back_induction(again, by=keeper)
    with pytest.raises(Invalid), transaction():
        give_induction(lab, a_person(), valid_until=TODAY - timedelta(days=1), by=keeper)

    assert new.id != again.id
    assert [entry.action for entry in history_of(lab).items] == [
        "space.induction-given",
        "space.induction-taken-back",
        "space.induction-renewed",
        "space.induction-given",
    ]
