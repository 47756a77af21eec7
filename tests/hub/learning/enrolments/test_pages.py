"""What people see of their place, and what staff see of a class's people."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hub.accounts.services.passwords import hashed_password
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.enrolments import services, showing
from hub.learning.enrolments.models import OfferLink
from hub.learning.enrolments.queries import live_enrolment, newest_enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.showing import Link
from hub.places.queries import counts
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person, an_organisation
from tests.factories.learning import a_class_manager, an_instructor, pool_of
from tests.hub.learning.enrolments.stories import (
    a_class,
    comes,
    leaves,
    live,
    newest_mail,
    secret_in,
    settle,
)
from tests.signing_in import sign_in_as

NOT_FOR_YOU = {"groups": ["civil-servants"]}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def an_offer(seats: int = 1) -> tuple[ClassRun, str]:
    """Somebody who was first in line holds an offer, and nobody else waits."""
    run = a_class(seats=seats)
    first, second = comes(run), comes(run)
    leaves(first)
    return run, secret_in(newest_mail(second.user))


def test_one_click_and_one_is_in(client: FlaskClient) -> None:
    run, person = a_class(seats=1), a_person()
    sign_in_as(client, person)

    page = client.get(f"/classes/{run.slug}/enrol")
    answer = client.post(f"/classes/{run.slug}/enrol", follow_redirects=True)

    assert "One place is free." in words(page.text)
    assert answer.request.path == f"/classes/{run.slug}/place"
    assert "You have a place." in words(answer.text)
    assert client.get(f"/classes/{run.slug}/enrol").location == f"/classes/{run.slug}/place"


def test_who_may_not_reads_why_and_finds_no_button(client: FlaskClient) -> None:
    run = a_class(audience=NOT_FOR_YOU)
    sign_in_as(client, a_person())

    page = client.get(f"/classes/{run.slug}/enrol")
    sent = client.post(f"/classes/{run.slug}/enrol")

    assert "civil servants, who belong to a city agency" in words(page.text)
    assert 'type="submit"' not in page.text.split("<main")[1]
    assert sent.status_code == 403


def test_a_wrong_key_is_said_beside_its_field(client: FlaskClient) -> None:
    run = a_class(entry=Entry.KEY, key_hash=hashed_password("7KQ4MD2X"))
    sign_in_as(client, a_person())

    wrong = client.post(f"/classes/{run.slug}/enrol", data={"key": "nope"})
    right = client.post(f"/classes/{run.slug}/enrol", data={"key": "7kq4-md2x"})

    assert wrong.status_code == 422
    assert "This is not the key of this class." in words(wrong.text)
    assert right.status_code == 303


def test_one_of_several_organisations_is_chosen(client: FlaskClient) -> None:
    run, person = a_class(), a_person()
    a_member(an_organisation(), person)
    second = a_member(an_organisation(), person).organisation
    sign_in_as(client, person)

    client.post(f"/classes/{run.slug}/enrol", data={"organisation": str(second.id)})

    assert live(run, person).organisation_id == second.id


def test_in_line_one_reads_the_number_and_until_when_others_hold_offers(
    client: FlaskClient,
) -> None:
    run = a_class(seats=3)
    seated, first, second, mine = ([comes(run) for _ in range(3)], *(comes(run) for _ in range(3)))
    for each in seated[:2]:
        leaves(each)
    sign_in_as(client, mine.user)

    page = words(client.get(f"/classes/{run.slug}/place").text)

    assert "You are number 3 in line." in page
    assert "Numbers 1 to 2 hold offers" in page
    assert page.count("an offer until Wed 25 Nov 2026, 08:00 WIB") == 2
    assert "Somebody was first in line and was offered a seat." in page
    assert "You joined the line." in page
    assert first.user.name not in page
    assert second.user.name not in page


def test_a_reason_past_the_line_is_read_by_who_waits_and_nobody_is_named(
    client: FlaskClient,
) -> None:
    """The first who waits holds an offer; staff give that very seat away to them."""
    run, keeper = a_class(seats=1), a_class_manager()
    leaver, favoured, mine = comes(run), comes(run, a_person(name="Tari Wulan")), comes(run)
    leaves(leaver)
    with transaction():
        services.give_place(run, favoured.user, by=keeper, reason="Speaks in the first session.")
    sign_in_as(client, mine.user)

    page = words(client.get(f"/classes/{run.slug}/place").text)

    assert "Staff gave somebody a seat past the line. Reason: Speaks in the first session." in page
    assert "Somebody gave their seat back." in page
    assert "Tari Wulan" not in page
    assert keeper.name not in page


def test_taking_and_leaving_ask_once_more(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    sign_in_as(client, first.user)

    asked = client.get(f"/classes/{run.slug}/place/leave")
    assert first.state is Standing.CONFIRMED
    client.post(f"/classes/{run.slug}/place/leave", data={"reason": "A new job."})

    assert "Your place goes to the next in line at once" in words(asked.text)
    assert newest_enrolment(run, first.user).state is Standing.WITHDRAWN  # type: ignore[union-attr]
    assert live(run, second.user).state is Standing.OFFERED


def test_after_the_cut_off_who_waits_takes_a_free_place_on_the_page(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    assert run.starts_at is not None
    with frozen_at(run.starts_at - timedelta(hours=5)):
        leaves(first)
        assert newest_mail(third.user).subject.startswith("First come, first served")
        sign_in_as(client, third.user)
        page = client.get(f"/classes/{run.slug}/place")
        client.post(f"/classes/{run.slug}/place/take")

        assert "One place is free." in words(page.text)
        assert live(run, third.user).state is Standing.CONFIRMED
        assert live(run, second.user).state is Standing.WAITING


def test_the_link_in_the_mail_asks_and_the_button_takes_without_signing_in(
    client: FlaskClient,
) -> None:
    _run, secret = an_offer()

    page = client.get(f"/class-offers/{secret}")
    taken = client.post(f"/class-offers/{secret}", data={"answer": "accept"}, follow_redirects=True)

    assert "It is kept for you until Wed 25 Nov 2026, 08:00 WIB" in words(page.text)
    assert "The place is yours." in words(taken.text)
    again = client.post(f"/class-offers/{secret}", data={"answer": "accept"})
    assert again.status_code == 303


def test_opening_the_link_answers_nothing(client: FlaskClient) -> None:
    run, secret = an_offer()

    for _ in range(3):
        client.get(f"/class-offers/{secret}")
    client.post(f"/class-offers/{secret}", data={"answer": "perhaps"})

    assert (counts(pool_of(run)).offered, counts(pool_of(run)).confirmed) == (1, 0)


def test_declining_by_the_link_passes_it_on(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    leaves(first)
    secret = secret_in(newest_mail(second.user))

    client.post(f"/class-offers/{secret}", data={"answer": "decline", "reason": "Too late."})
    page = client.get(f"/class-offers/{secret}")

    assert "You have declined this place." in words(page.text)
    assert live_enrolment(run, second.user) is None
    assert live(run, third.user).state is Standing.OFFERED


def test_a_link_that_ran_out_says_so_swept_or_not(client: FlaskClient) -> None:
    run, secret = an_offer()

    with frozen_at(MONDAY + timedelta(hours=48)):
        unswept = client.get(f"/class-offers/{secret}")
        refused = client.post(
            f"/class-offers/{secret}", data={"answer": "accept"}, follow_redirects=True
        )
        settle(run)
        swept = client.get(f"/class-offers/{secret}")

    assert "This offer has run out." in words(unswept.text)
    assert "This offer has run out, and the place goes to the next in line." in words(refused.text)
    assert "that of an earlier offer" in words(swept.text)


def test_an_unknown_link_is_not_there(client: FlaskClient) -> None:
    assert client.get("/class-offers/nobody-wrote-this").status_code == 404


def test_links_are_kept_as_hashes_and_staff_never_see_the_mail(client: FlaskClient) -> None:
    _run, secret = an_offer()
    kept = list(db.session.scalars(select(OfferLink)))

    assert secret not in {each.token_hash for each in kept}
    assert len(kept[0].token_hash) == 64
    taker = kept[0].enrolment.user
    assert newest_mail(taker).confidential


def test_whoever_teaches_a_class_is_not_asked_to_enrol(client: FlaskClient) -> None:
    run, teacher = a_class(), a_person()
    an_instructor(run, teacher)
    sign_in_as(client, teacher)

    page = client.get(f"/classes/{run.slug}").text

    assert "You teach this class." in words(page)
    assert f"/classes/{run.slug}/enrol" not in page


def test_a_class_that_has_been_is_over_not_a_place_to_come(client: FlaskClient) -> None:
    enrolment = comes(a_class())
    run, seen = enrolment.run, []
    for at in (run.ends_at - timedelta(minutes=1), run.ends_at):
        with frozen_at(at):
            sign_in_as(client, enrolment.user)
            seen.append(re.findall(r'class="chip[^"]*">([^<]*)', client.get("/learning").text))

    assert seen == [["Has a place"], ["Over"]]


def test_my_classes(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_person()
    sign_in_as(client, person)
    empty = words(client.get("/learning").text)
    coming, full, past, left = a_class(), a_class(seats=0), a_class(days=2), a_class()
    made = [comes(run, person) for run in (coming, full, past, left)]
    leaves(made[3])
    links = {made[0].id: [Link("To the lessons", "/lessons")]}
    monkeypatch.setattr(showing, "_added", [lambda _found: links])

    with frozen_at(MONDAY + timedelta(days=5)):
        page = words(client.get("/learning").text)

    assert "You are in no class yet." in empty
    order = [page.index(each) for each in ("You wait for", "Coming and running", "Past", "Left,")]
    assert order == sorted(order)
    assert "You are number 1 in line." in page
    assert "To the lessons" in page


@pytest.mark.parametrize("number", [1, 30])
def test_my_classes_ask_as_often_for_one_as_for_thirty(client: FlaskClient, number: int) -> None:
    person = a_person()
    sign_in_as(client, person)
    for n in range(number):
        comes(a_class(seats=n % 2), person)

    assert asked_for(client, "/learning")[0] <= MOST["/learning"]


MOST = {"/learning": 18, "roster": 18, "line": 18, "requests": 16, "ledger": 16}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("page", ["roster", "line", "requests", "ledger"])
def test_lists_of_staff_ask_as_often_for_one_as_for_thirty(
    client: FlaskClient, page: str, number: int
) -> None:
    run = a_class(seats=2, entry=Entry.APPROVAL if page == "requests" else Entry.OPEN)
    for _ in range(number):
        comes(run, a_member(an_organisation()).user)
    sign_in_as(client, a_class_manager())
    path = "enrolments" if page == "roster" else page

    assert asked_for(client, f"/admin/classes/{run.id}/{path}")[0] <= MOST[page]


def test_the_roster_is_searched_filtered_and_kept_as_a_table(client: FlaskClient) -> None:
    run = a_class(seats=1)
    dewi, budi = a_person(name="Dewi Lestari"), a_person(name="Budi Santoso")
    comes(run, dewi)
    comes(run, budi)
    sign_in_as(client, a_class_manager())
    path = f"/admin/classes/{run.id}/enrolments"

    found = words(client.get(f"{path}?text=lestari").text)
    waiting = words(client.get(f"{path}?state=waiting").text)
    table = client.get(f"{path}.csv?state=waiting")

    assert ("Dewi Lestari" in found, "Budi Santoso" in found) == (True, False)
    assert ("Dewi Lestari" in waiting, "Budi Santoso" in waiting) == (False, True)
    assert [line.split(",")[0] for line in table.text.splitlines()] == [
        '\ufeff"Name"',
        '"Budi Santoso"',
    ]
    assert client.get(f"{path}.xlsx").data.startswith(b"PK")
    assert client.get(f"{path}.pdf").status_code == 404


def test_staff_answer_requests_give_and_take(client: FlaskClient) -> None:
    run = a_class(seats=2, entry=Entry.APPROVAL)
    first, second = comes(run, note="I build maps."), comes(run)
    friend = a_person(name="Siti Rahma")
    sign_in_as(client, a_class_manager())

    requests = words(client.get(f"/admin/classes/{run.id}/requests").text)
    client.post(f"/admin/enrolments/{first.id}/approve")
    client.post(f"/admin/enrolments/{second.id}/refuse", data={"reason": "Too many."})
    found = client.get(f"/admin/classes/{run.id}/give?text=siti")
    chosen = {"person": str(friend.id), "reason": "She teaches it next year."}
    client.post(f"/admin/classes/{run.id}/give", data=chosen)
    client.post(f"/admin/enrolments/{first.id}/remove", data={"reason": "Double."})

    assert "I build maps." in requests
    assert "Siti Rahma" in found.text
    assert live(run, friend).state is Standing.CONFIRMED
    assert (first.state, second.state) == (Standing.REMOVED, Standing.REFUSED)
    ledger = words(client.get(f"/admin/classes/{run.id}/ledger").text)
    assert "Was given a seat past the line by staff She teaches it next year. Siti Rahma" in ledger


def test_fewer_seats_than_are_held_name_who_holds_them(client: FlaskClient) -> None:
    run = a_class(seats=2)
    comes(run, a_person(name="Dewi Lestari"))
    comes(run, a_person(name="Budi Santoso"))
    sign_in_as(client, a_class_manager())
    path = f"/admin/classes/{run.id}/line/seats"

    refused = client.post(path, data={"seats": "1"})

    assert refused.status_code == 409
    assert "They are held by Budi Santoso, Dewi Lestari." in words(refused.text)
    assert client.post(path, data={"seats": "3"}).status_code == 303


def test_pages_are_read_in_three_languages(app: Flask, client: FlaskClient) -> None:
    _run, secret = an_offer()
    for code in ("en", "id", "de"):
        client.get(f"/language/{code}")
        assert client.get(f"/class-offers/{secret}").status_code == 200


def test_the_page_of_a_class_says_where_one_stands_and_what_to_do(client: FlaskClient) -> None:
    full, servants, free = a_class(seats=0), a_class(audience=NOT_FOR_YOU), a_class(seats=3)
    person = a_person()

    def page(run: ClassRun) -> str:
        return words(client.get(f"/classes/{run.slug}").text)

    as_visitor = page(free)
    sign_in_as(client, person)
    before = [page(each) for each in (full, servants, free)]
    comes(full, person)
    comes(free, person)

    assert "3 places are free. Enrol" in as_visitor
    assert "You would be number 1 in line. Join the line" in before[0]
    assert "civil servants, who belong to a city agency" in before[1]
    assert "3 places are free. Enrol" in before[2]
    assert "You are number 1 in line." in page(full)
    assert "You have a place." in page(free)
    listed = words(client.get("/classes").text)
    assert "Number 1 in line" in listed
