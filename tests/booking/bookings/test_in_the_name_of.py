"""Bookings in the name of an organisation: by API, in one go, and told beforehand."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.bookings.models import Booking
from booking.bookings.services import Wish, book, hold
from booking.plans.models import QuotaSubject
from booking.spaces.models import Space
from hub.accounts.models import Role
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.organisations.models import Organisation
from tests.api import Caller
from tests.booking.bookings.house_rules import a_plan, a_quota, on_plan
from tests.booking.bookings.test_api import NOWHERE, wish
from tests.booking.bookings.test_moving_pages import sent_by, words
from tests.booking.bookings.test_together import all_bookings, body, rooms
from tests.booking.bookings.test_together_pages import row
from tests.factories import (
    a_member,
    a_person,
    a_person_who_is,
    a_space,
    an_organisation,
    slot,
)
from tests.signing_in import sign_in_as


@pytest.fixture
def team(app: Flask) -> Organisation:
    return an_organisation(name="Warga Air")


@pytest.fixture
def ayu(app: Flask, team: Organisation) -> Caller:
    return Caller(app, a_member(team, a_person(name="Ayu")).user)


def once_a_week(space: Space, team: Organisation) -> None:
    plan = a_plan(space.site)
    on_plan(plan, team)
    a_quota(space.site, plan, subject=QuotaSubject.ORGANISATION, most_bookings=1)


def test_it_is_made_read_and_found_again(ayu: Caller, team: Organisation) -> None:
    space = a_space()
    made = ayu.post("/bookings", wish(space, organisation=str(team.id)))
    ayu.post("/bookings", wish(space, slot(11)))

    assert made.status_code == 201, made.text
    booking = made.get_json()
    assert booking["organisation"] == str(team.id)
    assert ayu.get(f"/bookings/{booking['id']}").get_json()["organisation"] == str(team.id)
    found = ayu.get(f"/bookings?organisation={team.id}").get_json()["items"]
    assert [each["id"] for each in found] == [booking["id"]]
    assert len(ayu.get("/bookings").get_json()["items"]) == 2


@pytest.mark.parametrize("hold", [False, True])
def test_in_anothers_name_nobody_books_nor_learns_who_exists(ayu: Caller, hold: bool) -> None:
    theirs, space = an_organisation(), a_space()

    answers = [
        ayu.post("/bookings", wish(space, organisation=named, hold=hold))
        for named in (str(theirs.id), NOWHERE)
    ]

    assert {answer.status_code for answer in answers} == {422}
    first, second = (answer.get_json()["errors"] for answer in answers)
    assert first == second == {"organisation": ["Ayu is not a member of that organisation."]}
    assert all_bookings() == []


def test_who_left_does_not_come_in_its_name_any_more(app: Flask, team: Organisation) -> None:
    membership = a_member(team)
    caller = Caller(app, membership.user)
    with transaction():
        db.session.merge(membership).left_at = now()

    answer = caller.post("/bookings", wish(a_space(), organisation=str(team.id)))

    assert answer.status_code == 422


def test_staff_book_in_the_name_of_whom_they_book_for(
    app: Flask, ayu: Caller, team: Organisation
) -> None:
    space = a_space()
    keeper = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=space.site))
    named = {"organisation": str(team.id)}

    own = keeper.post("/bookings", wish(space, **named))
    theirs = keeper.post("/bookings", wish(space, on_behalf_of=ayu.person.email, **named))

    assert own.status_code == 422
    assert theirs.status_code == 201, theirs.text
    assert theirs.get_json()["organisation"] == str(team.id)


def test_its_quota_counts_and_the_question_beforehand_says_the_same(
    app: Flask, ayu: Caller, team: Organisation
) -> None:
    space, budi = a_space(), Caller(app, a_member(team).user)
    once_a_week(space, team)
    ayu.post("/bookings", wish(space, organisation=str(team.id)))
    asked = {name: value for name, value in wish(space, slot(11)).items() if name != "space"}
    asked["organisation"] = str(team.id)

    looked = budi.get(f"/spaces/{space.id}/check", query_string=asked).get_json()
    refused = budi.post("/bookings", wish(space, slot(11), organisation=str(team.id)))
    alone = budi.post("/bookings", wish(space, slot(11)))

    assert (looked["can_be_had"], looked["code"]) == (False, "quota")
    assert (refused.status_code, refused.get_json()["code"]) == (422, "quota")
    assert alone.status_code == 201
    stranger = Caller(app, a_person()).get(f"/spaces/{space.id}/check", query_string=asked)
    assert (stranger.status_code, list(stranger.get_json()["errors"])) == (422, ["organisation"])


def test_a_hold_is_confirmed_in_its_name(ayu: Caller, team: Organisation) -> None:
    space = a_space()
    held = ayu.post("/bookings", wish(space, hold=True)).get_json()
    path = f"/bookings/{held['id']}/confirm"

    refused = ayu.post(path, {"organisation": str(an_organisation().id)})
    done = ayu.post(path, {"organisation": str(team.id)})

    assert refused.status_code == 422
    assert (done.status_code, done.get_json()["organisation"]) == (200, str(team.id))
    assert done.get_json()["state"] == "confirmed"


def test_several_in_one_go_count_for_it_together(ayu: Caller, team: Organisation) -> None:
    one, two = rooms(2)
    once_a_week(one, team)

    refused = ayu.post("/bookings/together", body(one, two, organisation=str(team.id)))
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not-together")
    assert [each["code"] for each in refused.get_json()["refusals"]] == ["quota"]
    assert all_bookings() == []

    made = ayu.post("/bookings/together", body(one, two))
    assert made.status_code == 201
    assert {each["organisation"] for each in made.get_json()["items"]} == {None}


def test_several_in_one_go_are_all_in_its_name(ayu: Caller, team: Organisation) -> None:
    one, two = rooms(2)

    made = ayu.post("/bookings/together", body(one, two, organisation=str(team.id)))
    theirs = ayu.post("/bookings/together", body(one, two, start=11, organisation=NOWHERE))

    assert {each["organisation"] for each in made.get_json()["items"]} == {str(team.id)}
    assert (theirs.status_code, list(theirs.get_json()["errors"])) == (422, ["organisation"])


def test_the_page_of_several_asks_in_whose_name(client: FlaskClient, team: Organisation) -> None:
    person, (one, two) = a_member(team).user, rooms(2)
    sign_in_as(client, person)
    chosen = {"site": one.site.code} | row(1, one.slug) | row(2, two.slug)

    looked = client.get("/bookings/together", query_string=chosen).text
    sent = sent_by(looked)
    odd = client.post("/bookings/together", data=sent | {"organisation": NOWHERE})
    done = client.post("/bookings/together", data=sent | {"organisation": str(team.id)})

    assert "Warga Air" in words(looked)
    assert odd.status_code == 422
    assert done.status_code == 303, words(done.text)
    assert {each.organisation_id for each in all_bookings()} == {team.id}


def test_who_belongs_to_none_is_not_asked(client: FlaskClient) -> None:
    one, two = rooms(2)
    sign_in_as(client, a_person())
    chosen = {"site": one.site.code} | row(1, one.slug) | row(2, two.slug)

    assert "In whose name?" not in client.get("/bookings/together", query_string=chosen).text


def test_a_hold_that_comes_along_takes_the_name(client: FlaskClient, team: Organisation) -> None:
    person, (one, two) = a_member(team).user, rooms(2)
    with transaction():
        held = hold(Wish(one, slot(9), organisation_id=team.id), booked_by=person)
    sign_in_as(client, person)
    chosen = {"hold": str(held.id)} | row(1, two.slug)
    looked = client.get("/bookings/together", query_string=chosen).text

    done = client.post("/bookings/together", data=sent_by(looked) | {"organisation": ""})

    assert f'<option selected value="{team.id}">' in looked
    assert done.status_code == 303, words(done.text)
    assert {each.organisation_id for each in all_bookings()} == {None}


def test_one_that_stands_may_move_after_its_person_left(app: Flask, team: Organisation) -> None:
    membership, space = a_member(team), a_space()
    person = membership.user
    with transaction():
        made: Booking = book(Wish(space, slot(9), organisation_id=team.id), booked_by=person)
    with transaction():
        db.session.merge(membership).left_at = now()
    later = {key: value for key, value in wish(space, slot(14)).items() if key != "space"}

    moved = Caller(app, person).patch(f"/bookings/{made.id}", later)

    assert moved.status_code == 200, moved.text
    assert moved.get_json()["organisation"] == str(team.id)
