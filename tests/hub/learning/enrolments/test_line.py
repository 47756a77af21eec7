"""How the line of a class moves, and what everybody is told of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from hub.core import facts as core
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.learning.classes.facts import ClassCancelled
from hub.learning.classes.models import ClassRun, Entry, RunState
from hub.learning.enrolments import facts, invariants, queries, services
from hub.learning.enrolments.errors import EnrolmentClosed, OfferAnswered
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.services.staffing import HeldBy
from hub.organisations.models import OrganisationKind
from hub.outbox.models import Message
from hub.places import invariants as places
from hub.places import services as seats
from hub.places.errors import NoSeatLeft, OfferExpired
from tests.factories import MONDAY, a_member, a_person, an_organisation
from tests.factories.learning import a_class_manager, pool_of
from tests.hub.learning.enrolments.stories import (
    a_class,
    comes,
    leaves,
    live,
    mails_to,
    newest_mail,
    secret_in,
    settle,
)

pytestmark = pytest.mark.usefixtures("app")
TWO_DAYS = timedelta(hours=48)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Facts for the floors above."""
    heard: list[object] = []

    for kind in (facts.PlaceTaken, facts.PlaceLeft):
        monkeypatch.setitem(core._listeners, kind, [*core._listeners[kind], heard.append])
    return heard


def all_is_well() -> bool:
    return [*places.problems(), *invariants.problems()] == []


def name(run: ClassRun) -> str:
    return run.course.title["en"]


def test_a_place_that_is_left_is_offered_to_the_first_and_taken(told: list[object]) -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)

    leaves(first)
    offered = second.state
    with transaction():
        services.accept(second, by=second.user)

    assert (offered, second.state, third.state) == ("offered", "confirmed", "waiting")
    assert mails_to(second.user)[1:] == [
        f"A place in “{name(run)}” is free for you",
        f"You have a place: {name(run)}",
    ]
    assert told == [
        facts.PlaceTaken(first.id, run.id, first.user_id),
        facts.PlaceLeft(first.id, run.id, first.user_id),
        facts.PlaceTaken(second.id, run.id, second.user_id),
    ]
    assert all_is_well()


def test_who_was_silent_goes_to_the_tail_and_out_the_second_time() -> None:
    run = a_class(seats=1)
    first, silent, other = comes(run), comes(run), comes(run)
    leaves(first)

    with frozen_at(MONDAY + TWO_DAYS):
        settle(run)
        after_one = live(run, silent.user).state
        with transaction():
            services.decline(live(run, other.user), by=other.user)
    with frozen_at(MONDAY + 2 * TWO_DAYS):
        settle(run)

    ended = queries.newest_enrolment(run, silent.user)
    assert ended is not None
    assert (after_one, ended.state) == (Standing.WAITING, Standing.REMOVED)
    assert ended.ended_at is not None
    assert mails_to(silent.user)[1:] == [
        f"A place in “{name(run)}” is free for you",
        f"You are in line again: {name(run)}",
        f"A place in “{name(run)}” is free for you",
        f"Your name is off the list: {name(run)}",
    ]
    assert "second offer" in _offer_mail(ended).text
    assert all_is_well()


def test_the_offer_is_brought_to_mind_once_a_day_before_with_a_link_of_its_own() -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    leaves(first)
    secret = secret_in(newest_mail(second.user))

    with frozen_at(MONDAY + timedelta(hours=25)):
        for _ in range(2):
            with transaction():
                seats.remind(pool_of(run).id)
        reminder = newest_mail(second.user)
        with transaction():
            services.answer_by_link(services.link_of(secret_in(reminder)), accepts=True)

    subjects = [each for each in mails_to(second.user) if each.startswith("Reminder")]
    assert subjects == [f"Reminder: your place in “{name(run)}” waits for an answer"]
    assert secret_in(reminder) != secret
    assert live(run, second.user).state is Standing.CONFIRMED


def test_an_offer_cannot_be_taken_from_the_instant_it_ends() -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    leaves(first)
    link = services.link_of(secret_in(newest_mail(second.user)))

    with frozen_at(MONDAY + TWO_DAYS), transaction(), pytest.raises(OfferExpired):
        services.answer_by_link(link, accepts=True)
    with frozen_at(MONDAY + TWO_DAYS):
        settle(run)
        with pytest.raises(OfferAnswered), transaction():
            services.answer_by_link(link, accepts=True)


def test_a_newcomer_never_passes_who_waits() -> None:
    run = a_class(seats=2)
    first, _second, third = comes(run), comes(run), comes(run)
    leaves(first)

    late = comes(run)

    assert (third.state, late.state) == (Standing.OFFERED, Standing.WAITING)


def test_before_an_offer_it_is_asked_once_more_and_who_may_not_is_told_why() -> None:
    agency = an_organisation(kind=OrganisationKind.CITY_AGENCY)
    members = [a_member(agency, a_person(language="de")) for _ in range(3)]
    run = a_class(seats=1, audience={"groups": ["civil-servants"]})
    first, second, third = (comes(run, each.user) for each in members)
    with transaction():
        members[1].left_at = MONDAY
    with transaction():
        services.leave(first, by=first.user)

    ended = queries.newest_enrolment(run, second.user)
    assert ended is not None
    assert (ended.state, live(run, third.user).state) == (Standing.REMOVED, Standing.OFFERED)
    assert "städtisch" in newest_mail(second.user).text.lower()
    assert all_is_well()


def test_after_the_window_has_closed_nobody_moves_up() -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    with transaction():
        run.enrol_closes_at = MONDAY + timedelta(hours=1)

    with frozen_at(MONDAY + timedelta(hours=2)):
        leaves(first)

    assert live_or_none(run, second) is None
    assert "Enrolment closed on Mon 23 Nov 2026, 09:00 WIB." in newest_mail(second.user).text


def test_more_seats_are_offered_at_once_and_fewer_than_held_are_refused_with_names() -> None:
    run, keeper = a_class(seats=1), a_class_manager()
    first = comes(run, a_person(name="Dewi Lestari"))
    second, third = comes(run, a_person(name="Budi Santoso")), comes(run)

    with transaction():
        services.set_seats(run, 2, by=keeper)
    with pytest.raises(HeldBy, match="Budi Santoso, Dewi Lestari"), transaction():
        services.set_seats(run, 1, by=keeper)

    assert (first.state, live(run, second.user).state) == (Standing.CONFIRMED, Standing.OFFERED)
    assert live(run, third.user).state is Standing.WAITING


def test_staff_give_a_place_past_the_line_but_none_that_is_not_there() -> None:
    run, keeper = a_class(seats=2, entry=Entry.APPROVAL), a_class_manager()
    asked, friend = comes(run), a_person()

    with transaction():
        services.give_place(run, asked.user, by=keeper, reason="Speaks in it.")
        services.give_place(run, friend, by=keeper, reason="Was promised one.")
    with pytest.raises(NoSeatLeft), transaction():
        services.give_place(run, a_person(), by=keeper, reason="One more.")

    assert {each.user_id for each in queries.holders_of(run)} == {asked.user_id, friend.id}
    assert "Was promised one." in newest_mail(friend).text
    assert all_is_well()


def test_last_seats_go_to_whoever_comes_first_and_everybody_in_line_is_told_once() -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    assert run.starts_at is not None

    with frozen_at(run.starts_at - timedelta(hours=3)):
        leaves(first)
        taken = comes(run, third.user)

    assert taken.id == third.id
    assert live(run, third.user).state is Standing.CONFIRMED
    assert live(run, second.user).state is Standing.WAITING
    told = [f"First come, first served: {name(run)}"]
    assert [each for each in mails_to(second.user) if each in told] == told
    assert all_is_well()


def test_a_cancelled_class_ends_everybodys_place_and_each_is_told_once() -> None:
    run = a_class(seats=2, entry=Entry.OPEN)
    holder, leaver, offered, waiting = (comes(run) for _ in range(4))
    leaves(leaver)
    with transaction():
        run.entry = Entry.APPROVAL
    asked = comes(run)
    people = [holder.user, offered.user, waiting.user, asked.user]
    before = {person.id: len(mails_to(person)) for person in people}

    cancel(run, at=MONDAY + timedelta(days=1))

    assert {mails_to(person)[-1] for person in people} == {f"Cancelled: {name(run)}"}
    assert {len(mails_to(person)) - before[person.id] for person in people} == {1}
    assert len(mails_to(leaver.user)) == 1
    assert not any(queries.live_enrolment(run, person) for person in people)
    assert all_is_well()
    with pytest.raises(EnrolmentClosed):
        comes(run)


def test_doctor_sees_what_does_not_agree() -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    with transaction():
        first.ended_at = MONDAY
        second.place_id = None
        second.place = None

    found = list(invariants.problems())

    assert any(str(first.id) in each for each in found)
    assert any(str(second.id) in each and "without a place" in each for each in found)
    assert any("belongs to no enrolment" in each for each in found)


def cancel(run: ClassRun, *, at: datetime) -> None:
    """As classes do."""
    with frozen_at(at), transaction():
        run.state, run.cancelled_at = RunState.CANCELLED, at
        run.cancel_reason = "The teacher is ill."
        db.session.flush()
        announce(ClassCancelled(run.id, run.cancel_reason))


def live_or_none(run: ClassRun, enrolment: Enrolment) -> Enrolment | None:
    return queries.live_enrolment(run, enrolment.user)


def _offer_mail(enrolment: Enrolment) -> Message:
    query = select(Message).where(
        Message.user_id == enrolment.user_id, Message.template == "enrolments/offered"
    )
    return db.session.scalars(query.order_by(Message.id.desc()).limit(1)).one()
