"""The auditors' page of everything that was done."""

import csv
import io

import pytest

from hub.accounts.models import Role
from hub.core.database import transaction
from hub.core.tables import csv_of, harmless
from hub.history.names import ACTIONS, action_name
from hub.history.queries import history_of
from hub.history.services import Acting, acting_as, record
from tests.counting import statements
from tests.factories import a_person, a_person_who_is, a_site
from tests.signing_in import sign_in_as


def something_happened(*, by, to, action="person.profile-changed", for_=None, **change):
    acting = Acting(actor_id=by.id, for_id=for_.id if for_ else None, via="web")
    with acting_as(acting), transaction():
        record(action, to, **change)


@pytest.fixture
def auditor(client):
    auditor = a_person_who_is(Role.AUDITOR)
    sign_in_as(client, auditor)
    return auditor


def test_an_auditor_reads_who_did_what_for_whom(client, auditor):
    ayu, budi = a_person(name="Ayu Lestari"), a_person(name="Budi Santoso")
    something_happened(by=ayu, to=budi, for_=budi, before={"zone": "Asia/Jakarta"},
                       after={"zone": "Europe/Berlin"}, reason="moved")  # fmt: skip

    page = client.get("/admin/history").text

    assert "Ayu Lestari" in page
    assert "for Budi Santoso" in page
    assert "changed the profile" in page
    assert "zone: Asia/Jakarta → Europe/Berlin" in page
    assert "“moved”" in page


@pytest.mark.parametrize(
    ("search", "finds"),
    [
        ("person=ayu lest", {"first", "second"}),
        ("person=budi@hub.example", {"second", "third"}),
        ("person=nobody", set()),
        ("action=booking.held", {"third"}),
        ("kind=sites", {"third"}),
        ("kind=sites&person=ayu", set()),
        ("since=2099-01-01", set()),
        ("until=2020-01-01", set()),
        ("subject=not-an-id", set()),
    ],
)
def test_one_finds_entries_by_person_action_record_and_day(client, auditor, search, finds):
    ayu = a_person(name="Ayu Lestari")
    budi = a_person(name="Budi", email="budi@hub.example")
    something_happened(by=ayu, to=ayu, reason="first")
    something_happened(by=ayu, to=budi, for_=budi, reason="second")
    something_happened(by=budi, to=a_site(), action="booking.held", reason="third")

    page = client.get(f"/admin/history?{search}").text

    assert {each for each in ("first", "second", "third") if f"“{each}”" in page} == finds


def test_pages_follow_each_other_without_a_gap(client, auditor):
    for n in range(60):
        something_happened(by=auditor, to=auditor, reason=f"nr {n}.")

    first = client.get("/admin/history?action=person.profile-changed")
    link = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(link)

    shown = [n for n in range(60) if f"nr {n}." in first.text]
    then = [n for n in range(60) if f"nr {n}." in second.text]
    assert (shown, then) == (list(range(10, 60)), list(range(10)))


def test_the_list_takes_as_many_queries_for_many_as_for_one(client, auditor):
    something_happened(by=auditor, to=auditor)
    with statements() as few:
        client.get("/admin/history")
    for _ in range(30):
        something_happened(by=a_person(), to=auditor, for_=a_person())
    with statements() as many:
        client.get("/admin/history")

    assert len(few) == len(many)


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.FOUNDER])
def test_whoever_sees_only_a_part_of_the_house_does_not_see_all_of_its_history(client, role):
    sign_in_as(client, a_person_who_is(role, site=a_site()))

    assert client.get("/admin/history").status_code == 403
    assert client.get("/admin/history.csv").status_code == 403


def test_without_signing_in_there_is_no_history(client):
    assert client.get("/admin/history").status_code == 302


def test_the_sheet_holds_what_the_search_finds_and_no_formulas(client, auditor):
    evil = a_person(name="=HYPERLINK(1)")
    something_happened(by=evil, to=evil, reason="@SUM(A1)")
    something_happened(by=auditor, to=auditor, action="booking.held")

    answer = client.get("/admin/history.csv?action=person.profile-changed")

    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="history.csv"'
    assert row["actor"] == "'=HYPERLINK(1)"
    assert row["action"] == "person.profile-changed"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\r=x", "'\r=x"), (" =x", "' =x"), ("＝x", "'＝x"), ("plain", "plain"), (None, ""),
        (3, "3"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_begins_a_formula(value, cell):
    assert harmless(value) == cell


def test_quotes_and_newlines_stay_inside_their_cell():
    text = "".join(csv_of({"a": "a"}, [['say "hi"\nthere']]))

    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1] == ['say "hi"\nthere']


def test_the_history_of_one_record_is_only_its_own(app):
    ayu, budi = a_person(), a_person()
    something_happened(by=ayu, to=ayu, reason="mine")
    something_happened(by=ayu, to=budi, reason="other")

    assert [entry.reason for entry in history_of(ayu).items if entry.reason] == ["mine"]


def test_an_unknown_action_is_shown_as_it_was_recorded():
    assert action_name("moon.landed") == "moon.landed"
    assert all(str(name)[0].islower() for name in ACTIONS.values())
