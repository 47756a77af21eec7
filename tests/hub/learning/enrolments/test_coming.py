"""Coming into a class: a place at once, in line, by asking, by key; and being told why not."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from accelerator.participations.models import ParticipationState
from hub.accounts.services.passwords import hashed_password
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry as HistoryEntry
from hub.learning.classes.models import Entry, RunState
from hub.learning.courses.models import Prerequisite
from hub.learning.enrolments import completions, queries, services
from hub.learning.enrolments.errors import (
    CoursesFirst,
    EnrolmentClosed,
    KeyNeeded,
    NotForYou,
    NotOpenYet,
)
from hub.learning.enrolments.models import Asking
from hub.learning.enrolments.queries.line import number_in_line
from hub.learning.enrolments.rules.standing import Standing
from hub.organisations.models import OrganisationKind
from hub.places.errors import ReasonNeeded
from tests.factories import MONDAY, a_member, a_person, an_organisation, kept
from tests.factories.learning import a_class_manager, a_course
from tests.factories.mentoring import a_participation
from tests.factories.programme import a_cohort, a_startup
from tests.hub.learning.enrolments.stories import (
    a_class,
    comes,
    leaves,
    live,
    mails_to,
    newest_mail,
)

pytestmark = pytest.mark.usefixtures("app")


def test_the_first_come_have_places_and_the_next_stand_in_line() -> None:
    run = a_class(seats=2)

    found = [comes(run) for _ in range(4)]

    assert [each.state for each in found] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [number_in_line(each.place) for each in found[2:] if each.place] == [1, 2]
    assert queries.has_place(run, found[0].user)
    assert not queries.has_place(run, found[2].user)
    assert {each.id for each in queries.holders_of(run)} == {each.id for each in found[:2]}
    assert mails_to(found[0].user) == [f"You have a place: {run.course.title['en']}"]
    assert mails_to(found[3].user) == [f"You are number 2 in line: {run.course.title['en']}"]


def test_a_second_click_answers_the_same_and_writes_nothing() -> None:
    run, person = a_class(seats=1), a_person()
    first = comes(run, person)
    entries = db.session.query(HistoryEntry).count()

    again = comes(run, person)

    assert again.id == first.id
    assert len(mails_to(person)) == 1
    assert db.session.query(HistoryEntry).count() == entries


def test_who_has_left_and_comes_again_stands_at_the_tail() -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    leaves(second)

    again = comes(run, second.user)

    assert again.id != second.id
    assert (second.state, again.state) == (Standing.WITHDRAWN, Standing.WAITING)
    assert third.place and again.place
    assert (number_in_line(third.place), number_in_line(again.place)) == (1, 2)
    assert queries.newest_enrolment(run, second.user) == again
    assert first.state is Standing.CONFIRMED


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"enrol_opens_at": MONDAY + timedelta(hours=1)}, NotOpenYet),
        ({"enrol_closes_at": MONDAY}, EnrolmentClosed),
        ({"state": RunState.CANCELLED, "cancelled_at": MONDAY}, EnrolmentClosed),
        ({"state": RunState.DRAFT, "published_at": None}, EnrolmentClosed),
    ],
)
def test_outside_its_window_nobody_comes_in(
    named: dict[str, Any], refusal: type[Exception]
) -> None:
    run = a_class(**named)

    with pytest.raises(refusal):
        comes(run)

    assert not queries.holders_of(run)


def test_the_refusal_says_when_on_the_readers_clock() -> None:
    run = a_class(enrol_opens_at=MONDAY + timedelta(days=1))

    with pytest.raises(NotOpenYet) as refused:
        comes(run, a_person(zone="Europe/Berlin"))

    assert str(refused.value) == "Enrolment opens on Tue 24 Nov 2026, 02:00 CET."


def test_when_it_is_over_it_is_closed() -> None:
    run = a_class()
    assert run.ends_at is not None

    with frozen_at(run.ends_at), pytest.raises(EnrolmentClosed, match="over"):
        comes(run)


def test_a_class_for_support_organisations_says_for_whom_it_is() -> None:
    run = a_class(audience={"organisation_kinds": ["support-organisation"]})
    support = an_organisation(kind=OrganisationKind.SUPPORT)
    member = a_member(support).user
    of_a_startup = a_member(an_organisation()).user

    assert comes(run, member).state is Standing.CONFIRMED
    with pytest.raises(NotForYou, match="Support organisation"):
        comes(run, of_a_startup)


def test_civil_servants_are_members_of_a_city_agency_and_any_condition_is_enough() -> None:
    cohort = a_cohort()
    run = a_class(seats=5, audience={"groups": ["civil-servants"], "cohort_ids": [str(cohort.id)]})
    servant = a_member(an_organisation(kind=OrganisationKind.CITY_AGENCY)).user
    founder, leaver = a_person(), a_person()
    a_participation(cohort, a_startup(founder))
    left = a_participation(cohort, a_startup(leaver))
    with transaction():
        left.state, left.ended_at = ParticipationState.REMOVED, MONDAY

    assert comes(run, servant).state is Standing.CONFIRMED
    assert comes(run, founder).state is Standing.CONFIRMED
    with pytest.raises(NotForYou):
        comes(run, leaver)


def test_a_course_that_has_to_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    basics, run = a_course(title={"en": "Urban data, first steps"}), a_class()
    kept(Prerequisite(course_id=run.course_id, required_id=basics.id))
    done, fresh = a_person(), a_person()

    def has_completed(user_id: object, course_id: object) -> bool:
        return (user_id, course_id) == (done.id, basics.id)

    monkeypatch.setattr(completions, "_answers", [has_completed])

    assert comes(run, done).state is Standing.CONFIRMED
    with pytest.raises(CoursesFirst, match="Urban data, first steps"):
        comes(run, fresh)


def test_a_key_is_asked_for_and_read_however_it_is_typed() -> None:
    run = a_class(entry=Entry.KEY, key_hash=hashed_password("7KQ4MD2X"))

    assert services.key_fits(run, " 7kq4-md2x ") is True
    assert services.key_fits(run, "7KQ4-MD2Y") is False
    with pytest.raises(KeyNeeded):
        comes(run)
    with pytest.raises(KeyNeeded, match="not the key"):
        comes(run, key_fits=False)
    assert comes(run, key_fits=True).state is Standing.CONFIRMED


def test_by_approval_one_asks_and_staff_answer() -> None:
    run, keeper = a_class(seats=1, entry=Entry.APPROVAL), a_class_manager()
    asked, other, third = (comes(run, note="I build maps.") for _ in range(3))
    assert {each.state for each in (asked, other, third)} == {Standing.ASKED}
    assert not queries.holders_of(run)

    with transaction():
        services.approve(asked, by=keeper)
        services.approve(other, by=keeper)
        services.refuse(third, by=keeper, reason="It is for people who have a map already.")

    assert (asked.state, other.state) == (Standing.CONFIRMED, Standing.WAITING)
    assert (third.state, third.asking) == (Standing.REFUSED, Asking.REFUSED)
    assert third.ended_at is not None
    name = run.course.title["en"]
    assert mails_to(asked.user) == [f"You have a place: {name}"]
    assert mails_to(other.user) == [f"You are number 1 in line: {name}"]
    assert mails_to(third.user) == [f"Your request was turned down: {name}"]


def test_only_who_keeps_the_class_answers_and_a_no_has_a_reason() -> None:
    run = a_class(entry=Entry.APPROVAL)
    asked = comes(run)

    with pytest.raises(NotAllowed), transaction():
        services.approve(asked, by=a_person())
    with pytest.raises(ReasonNeeded), transaction():
        services.refuse(asked, by=a_class_manager(), reason=" ")

    assert asked.state is Standing.ASKED


def test_who_may_not_any_more_is_not_approved() -> None:
    agency = an_organisation(kind=OrganisationKind.CITY_AGENCY)
    member = a_member(agency)
    run = a_class(entry=Entry.APPROVAL, audience={"groups": ["civil-servants"]})
    asked = comes(run, member.user)
    with transaction():
        member.left_at = MONDAY

    with pytest.raises(NotForYou), transaction():
        services.approve(asked, by=a_class_manager())


def test_a_request_can_be_taken_back() -> None:
    run = a_class(entry=Entry.APPROVAL)
    asked = comes(run)

    leaves(asked)

    assert asked.state is Standing.WITHDRAWN
    assert comes(run, asked.user).state is Standing.ASKED


def test_the_organisation_for_which_one_learns() -> None:
    """The only one by itself, one of several if it is said, and never another's."""
    run, person = a_class(seats=5), a_person()
    first = a_member(an_organisation(), person).organisation
    alone = comes(run, person)
    several = a_person()
    a_member(first, several)
    second = a_member(an_organisation(), several).organisation

    assert alone.organisation_id == first.id
    with pytest.raises(Invalid):
        comes(run, a_person(), organisation_id=second.id)
    assert comes(run, several, organisation_id=second.id).organisation_id == second.id
    assert live(run, several).organisation_id == second.id


def test_mails_speak_the_persons_language_and_say_the_hour_on_both_clocks(app: Flask) -> None:
    run = a_class(seats=1)
    person = a_person(zone="Europe/Berlin")

    comes(run, person)

    assert "Wed 23 Dec 2026, 09:00 CET (Wed 23 Dec 2026, 15:00 WIB)" in newest_mail(person).text
