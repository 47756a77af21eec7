"""One's own bookings: found by words, taken along as files."""

from icalendar import Calendar

from booking.bookings.services import Wish, book, cancel
from hub.accounts.models import Role
from hub.core.database import transaction
from tests.api import Caller
from tests.booking.bookings.test_moving_pages import words
from tests.counting import asked_for
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot
from tests.signing_in import sign_in_as


def booked(space, person, start, *, by=None, **named):
    with transaction():
        return book(Wish(space, slot(start), **named), booked_by=by or person, booked_for=person)


def test_found_by_purpose_space_or_reference_and_state(client):
    person, site = a_person(), a_site()
    one, two = a_space(site=site, name="Ciliwung"), a_space(site=site, name="Spree")
    port = booked(one, person, 9, purpose="Port plan 100%")
    team = booked(two, person, 9, purpose="Team day")
    booked(one, a_person(), 10, purpose="Port of somebody else")
    with transaction():
        cancel(team, by=person)
    sign_in_as(client, person)

    def found(**asked):
        page = words(client.get("/bookings", query_string=asked).text)
        return ["Port plan" in page, "Team day" in page]

    assert found() == [True, True]
    for asked, seen in (
        ({"q": "port"}, [True, False]),
        ({"q": "spree"}, [False, True]),
        ({"q": port.reference.lower()}, [True, False]),
        ({"q": "100%"}, [True, False]),
        ({"q": "%"}, [True, False]),
        ({"state": "cancelled"}, [False, True]),
        ({"state": "nonsense"}, [True, True]),
    ):
        assert found(**asked) == seen, asked
    assert "fits this search" in words(client.get("/bookings?q=zebra").text)


def test_also_what_one_booked_for_somebody(client):
    site = a_site()
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    booked(a_space(site=site), a_person(), 9, by=manager, purpose="For a guest")
    sign_in_as(client, manager)

    assert "For a guest" in client.get("/bookings").text


def test_all_that_is_coming_in_one_file_and_the_list_as_a_table(client):
    person, space = a_person(), a_space(name="Ciliwung")
    made = [booked(space, person, start, purpose="=1+1") for start in (9, 11)]
    gone = booked(space, person, 14)
    with transaction():
        cancel(gone, by=person)
    sign_in_as(client, person)

    events = Calendar.from_ical(client.get("/bookings.ics").text).walk("VEVENT")
    table = client.get("/bookings.csv?state=confirmed").text

    assert {str(event["UID"]) for event in events} == {each.ical_uid for each in made}
    assert all(each.reference in table for each in made)
    assert gone.reference not in table
    assert '"=1+1"' not in table


def test_a_long_list_asks_no_more_than_a_short_one(client):
    person, space = a_person(), a_space()
    sign_in_as(client, person)
    booked(space, person, 9)
    short, _page = asked_for(client, "/bookings")
    file, _text = asked_for(client, "/bookings.ics")
    for n in range(8):
        booked(space, person, 10 + n)

    assert asked_for(client, "/bookings")[0] == short
    assert asked_for(client, "/bookings.ics")[0] == file


def test_those_of_one_site(app, client):
    person = a_person()
    here, there = a_site(code="jkt", city="Jakarta"), a_site(code="ber", city="Berlin")
    booked(a_space(site=here, name="Ciliwung"), person, 9, purpose="Port plan")
    booked(a_space(site=there, name="Spree"), person, 9, purpose="Team day")
    sign_in_as(client, person)

    def found(**asked):
        page = words(client.get("/bookings", query_string=asked).text)
        return ["Port plan" in page, "Team day" in page]

    assert found(site="jkt") == [True, False]
    assert found(site="ber") == [False, True]
    assert found(site="moon") == found() == [True, True]
    assert found(site="ber", q="port") == [False, False]
    page = client.get("/bookings?site=ber").text
    assert 'value="ber" selected' in page and "when=past&amp;site=ber" in page
    assert "Spree" in client.get("/bookings.csv?site=ber").text
    assert "Ciliwung" not in client.get("/bookings.csv?site=ber").text
    caller = Caller(app, person)
    [one] = caller.get("/bookings?site=ber").get_json()["items"]
    assert one["purpose"] == "Team day"
    assert caller.get("/bookings?site=moon").status_code == 422


def test_with_one_site_there_is_nothing_to_choose(client):
    a_space(site=a_site(code="jkt"))
    sign_in_as(client, a_person())

    assert 'name="site"' not in client.get("/bookings").text
