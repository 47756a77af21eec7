"""A small demo world: complete, harmless, and the same all day."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booking.bookings import invariants as bookings
from booking.bookings.models import Booking
from booking.spaces import invariants as spaces
from booking.spaces.models import Space, SpacePicture
from hub.accounts.demo_accounts import DEMO_ACCOUNTS, PASSWORD
from hub.accounts.models import STAFF_ROLES, Grant, Role, ScopeKind, User
from hub.accounts.services.passwords import person_with
from hub.accounts.services.second_factor import current_totp_code
from hub.core.database import db
from hub.demo.loading import NotEmpty, load
from hub.demo.people.accounts import LEARNER
from hub.files import invariants as files
from hub.files.storage import keep_files_in
from hub.history.models import Entry
from hub.history.queries import first_broken_link
from hub.learning.classes import invariants as classes
from hub.learning.classes.models import ClassRun, RunState
from hub.learning.courses import invariants as courses
from hub.learning.enrolments import invariants as enrolments
from hub.learning.enrolments.queries import holders_of
from hub.learning.study import invariants as study
from hub.learning.study.models import Announcement, Post, QuizAttempt
from hub.learning.study.queries import study_of
from hub.organisations.models import Organisation, Site
from hub.outbox.models import Message
from tests.factories import MONDAY
from tests.hub.demo.worlds import a_world, description


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with a_world(tmp_path_factory.mktemp("small"), "small") as app:
        yield app


def everything(model):
    return list(db.session.scalars(select(model)).unique())


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_there_is_a_little_of_everything(world):
    numbers = {model.__tablename__: number_of(model) for model in (Site, Space, User)}

    assert (numbers["sites"], numbers["spaces"]) == (3, 6)
    # Beside the accounts: six teams that apply, some of them by two, the founder's co-founder, and
    # the officer of the learner's office.
    assert len(DEMO_ACCOUNTS) + 8 <= numbers["users"] <= len(DEMO_ACCOUNTS) + 14
    assert number_of(Organisation) >= 3
    assert 50 < number_of(Booking) < 200


def test_every_space_has_a_picture_whose_bytes_are_there(world):
    pictures = everything(SpacePicture)

    assert {each.space_id for each in pictures} == {each.id for each in everything(Space)}
    assert {frozenset(each.words) for each in pictures} == {frozenset({"en", "id", "de"})}
    keep_files_in(world.config["FILES_URL"])  # a test before may have made another world
    assert [*files.problems()] == []


def test_every_role_has_an_account_that_one_can_sign_in_to(world):
    people = {account.role: person_with(account.email, PASSWORD) for account in DEMO_ACCOUNTS}

    assert people.pop(None).live_grants == []
    assert set(people) == set(Role)
    for role, person in people.items():
        assert role in {grant.role for grant in person.live_grants}
        assert bool(current_totp_code(person)) == (role in STAFF_ROLES)


def test_a_hub_manager_manages_one_site_and_a_founder_one_organisation(world):
    grants = {(grant.role, grant.scope_kind) for grant in everything(Grant)}

    assert (Role.HUB_MANAGER, ScopeKind.SITE) in grants
    assert (Role.HUB_MANAGER, ScopeKind.PLATFORM) not in grants
    assert (Role.FOUNDER, ScopeKind.ORGANISATION) in grants


def test_one_class_is_coming_in_which_the_learner_has_a_place(world):
    (run,) = everything(ClassRun)
    learner = db.session.scalars(select(User).where(User.email == LEARNER)).one()

    assert run.state is RunState.PUBLISHED
    assert run.starts_at > MONDAY
    assert (learner.language, learner.zone) == ("id", "Asia/Makassar")
    assert {each.user_id for each in holders_of(run)} >= {learner.id}
    assert [*courses.problems(), *classes.problems(), *enrolments.problems()] == []


def test_its_learner_has_begun_and_an_answer_stands_under_a_question(world):
    (run,) = everything(ClassRun)
    (mine,) = (each for each in holders_of(run) if each.user.email == LEARNER)
    (tried,) = everything(QuizAttempt)
    question, answer = sorted(everything(Post), key=lambda post: post.made_at)

    assert study_of(mine).progress == 40
    assert tried.passed is False
    assert answer.thread_id == question.id
    assert number_of(Announcement) == 1
    assert [*study.problems()] == []


def test_loading_twice_is_refused_and_changes_nothing(world):
    before = number_of(Entry)

    with pytest.raises(NotEmpty):
        load("small")

    assert number_of(Entry) == before


def test_all_that_must_hold_of_the_ledger_holds(world):
    assert [*bookings.problems(), *spaces.problems()] == []


def test_history_is_whole_in_the_order_of_time_and_names_its_door(world):
    entries = sorted(everything(Entry), key=lambda entry: entry.number)

    assert first_broken_link() is None
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert {entry.via for entry in entries} == {"demo"}


def test_nothing_was_done_after_last_night(world):
    midnight_in_jakarta = MONDAY - timedelta(hours=8)

    assert max(entry.at for entry in everything(Entry)) < midnight_in_jakarta
    assert all(booking.made_at < booking.starts_at for booking in everything(Booking))


def test_nobody_is_mailed(world):
    assert number_of(Message) == 0


def test_no_address_could_be_anybodys(world):
    addresses = [person.email for person in everything(User)]
    addresses += [organisation.website for organisation in everything(Organisation)]

    assert addresses
    assert [address for address in addresses if not address.endswith(".example")] == []


@pytest.mark.parametrize("hours", [0, 15])
def test_the_same_day_gives_the_same_world(world, tmp_path, hours):
    """The tests' Monday begins in Jakarta eight hours before, and ends sixteen hours later."""
    with world.app_context():
        expected = description()

    with a_world(tmp_path, "small", at=MONDAY + timedelta(hours=hours)):
        assert description() == expected


def test_another_week_has_its_own_bookings(tmp_path):
    with a_world(tmp_path, "small", at=MONDAY + timedelta(days=9)):
        starts = [booking.starts_at for booking in everything(Booking)]

    assert min(starts) >= MONDAY + timedelta(days=7) - timedelta(hours=8)
    assert max(starts) < MONDAY + timedelta(days=14)
