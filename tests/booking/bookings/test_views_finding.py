"""The finder and the page of one space, as a reader meets them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from booking.bookings.services import Wish, book
from booking.spaces.services import close
from hub.accounts.models import Role
from hub.core.database import db, transaction
from tests.counting import statements
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot
from tests.signing_in import sign_in_as

MORNING = "/spaces?day=2026-11-24&from=09:00&to=10:00&people=2"


def a_room(**named):
    return a_space(site=a_site(code="jkt", name="Future City Hub"), **named)


def taken(space, during, **named):
    with transaction():
        return book(Wish(space, during, **named), booked_by=named.pop("by", None) or a_person())


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:2000]
    return answer.text


def plain(html):
    """The words of a page, as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_finder_answers_a_search_in_the_address(app, client):
    room = a_room(name="Ciliwung", equipment=["screen"])
    a_space(site=room.site, name="Booth", capacity_people=1)
    taken(a_space(site=room.site, name="Spree"), slot(9))

    words = plain(page(client, MORNING))

    assert "1 of 3 spaces is free 09:00–10:00" in words
    assert "Too small" in words
    assert "Tuesday 24 November 2026 · Future City Hub · times in WIB" in words


def test_without_a_search_it_looks_for_the_next_half_hour(app, client):
    a_room()

    html = page(client, "/spaces")  # the tests' clock stands at eight in the morning in Jakarta

    assert 'value="2026-11-23"' in html
    assert 'value="09:00"' in html
    assert 'value="10:00"' in html


def test_a_chosen_space_shows_times_in_both_cities_and_what_it_costs(app, client):
    a_room(name="Ciliwung", slug="ciliwung", hourly_rate_minor=15_000_000)
    reader = a_person(zone="Europe/Berlin")
    sign_in_as(client, reader)

    words = plain(page(client, MORNING + "&space=ciliwung"))

    assert "09:00–10:00 WIB (03:00–04:00 in Berlin)" in words
    assert "1 hour × Rp 150,000" in words
    assert "Book Ciliwung" in words


def test_a_taken_space_says_so_and_offers_what_could_be_had_instead(app, client):
    room = a_room(name="Ciliwung", slug="ciliwung")
    a_space(site=room.site, name="Spree", slug="spree")
    taken(room, slot(9, 120))

    html = page(client, MORNING + "&space=ciliwung")

    assert "Ciliwung is taken at that time." in plain(html)
    assert "What you could have instead" in html
    assert "space=spree" in html
    assert "Sign in to book Ciliwung" not in html


def test_a_time_that_is_free_in_part_offers_that_part_first(app, client):
    room = a_room(name="Ciliwung", slug="ciliwung")
    taken(room, slot(9.5, 60))

    html = page(client, MORNING + "&space=ciliwung")

    assert plain(html).count("Free until 09:30") >= 2
    first = re.search(r'class="alt"><li><a href="([^"]+)"', html).group(1).replace("&amp;", "&")
    assert parse_qs(urlsplit(first).query)["to"] == ["09:30"]


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        ("day=2026-11-24&from=05:00&to=06:00", "is open 07:00–22:00 on that day"),
        ("day=2026-11-23&from=07:00&to=08:00", "This time has already passed."),
        ("day=2027-11-24&from=09:00&to=10:00", "can be booked until"),
        ("day=2026-11-24&from=09:00&to=09:15", "is booked for at least 30 minutes"),
        ("day=2026-11-24&from=09:05&to=10:05", "Bookings begin and end every 15 minutes"),
        ("day=2026-11-24&from=09:00&to=10:00&people=9", "holds 8 people"),
    ],
)
def test_each_rule_that_says_no_says_which(app, client, search, sentence):
    a_room(slug="ciliwung")

    assert sentence in plain(page(client, f"/spaces?{search}&space=ciliwung"))


@pytest.mark.parametrize(
    "search",
    [
        "day=yesterday",
        "from=noon&to=27:00",
        "people=many",
        "people=0",
        "people=99999999999999999999",
        "needs=throne",
        "space=nowhere",
        "from_fold=7&to_fold=x",
        "day=0001-01-01&from=00:00&to=00:00",
        "day=9999-12-31&from=23:00&to=01:00",
        "from=10:00&to=10:00",
    ],
)
def test_an_address_that_makes_no_sense_is_no_failure(app, client, search):
    a_room()

    assert client.get(f"/spaces?{search}").status_code == 200


def test_what_is_wrong_with_the_address_is_said_beside_its_field(app, client):
    a_room()

    html = page(client, "/spaces?day=yesterday&from=09:00&to=10:00")

    assert "One thing needs another look." in html
    assert 'value="yesterday"' in html


def test_an_end_before_the_start_is_meant_on_the_next_day_and_said_plainly(app, client):
    a_room()

    words = plain(page(client, "/spaces?day=2026-11-24&from=20:00&to=06:00"))

    assert "Overnight, until Wednesday 25 November 2026." in words


def test_an_unknown_site_is_not_found_and_none_is_no_failure(app, client):
    assert client.get("/spaces").status_code == 404
    a_room()
    assert client.get("/spaces?site=mars").status_code == 404


def test_the_finder_begins_where_the_reader_is(app, client):
    a_room()
    berlin = a_site(code="ber", city="Berlin", zone="Europe/Berlin", currency="EUR")
    a_space(site=berlin)
    sign_in_as(client, a_person(zone="Europe/Berlin"))

    assert "times in CET" in plain(page(client, "/spaces"))
    assert "times in WIB" in plain(page(client, "/spaces?site=jkt"))


def test_strangers_never_read_what_a_booking_is_for(app, client):
    room, owner = a_room(slug="ciliwung"), a_person(name="Dewi Lestari")
    with transaction():
        book(Wish(room, slot(13), purpose="Talks with an investor"), booked_by=owner)

    for address in (MORNING, "/spaces/jkt/ciliwung?day=2026-11-24"):
        html = page(client, address)
        assert "Talks with an investor" not in html
        assert "Dewi" not in html
        assert "Taken" in html

    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=room.site))
    assert "Dewi Lestari" in page(client, MORNING)


def test_a_free_hour_in_the_day_asks_for_the_length_that_is_looked_for(app, client):
    a_room(name="Ciliwung", slug="ciliwung")

    html = page(client, "/spaces?day=2026-11-24&from=09:00&to=11:00&people=2")

    assert "Choose Ciliwung 13:00–15:00" in html
    assert "Choose Ciliwung 21:00–22:00" in html  # no longer than the door is open


def test_the_space_page_says_its_rules_and_its_week(app, client):
    room = a_room(
        name="Ciliwung", slug="ciliwung", equipment=["screen"], lead_minutes=120, buffer_minutes=15
    )
    taken(room, slot(9))

    words = plain(page(client, "/spaces/jkt/ciliwung?day=2026-11-24"))

    for said in (
        "Meeting room · 8 seats",
        "30 minutes to 10 hours",
        "every 15 minutes",
        "15 minutes after it are kept free",
        "Taken 09:00–10:00",
        "Free 07:00–08:45, 10:15–22:00",
        "Wednesday 25 November 2026",
    ):
        assert said in words


def test_a_closure_over_several_days_says_until_which(app, client):
    room = a_room(slug="ciliwung")
    manager = a_person_who_is(Role.HUB_MANAGER, site=room.site)
    with transaction():
        close(room, slot(12, 30 * 60), reason="Painting", by=manager)

    words = plain(page(client, "/spaces/jkt/ciliwung?day=2026-11-24"))

    assert "Painting 12:00 – Wed 25 Nov 18:00" in words


def test_an_unknown_space_is_not_found_and_a_strange_day_is_today(app, client):
    a_room(slug="ciliwung")

    assert client.get("/spaces/jkt/nowhere").status_code == 404
    for day in ("soon", "9999-12-31", "0001-01-01"):
        assert "Monday 23 November 2026" in page(client, f"/spaces/jkt/ciliwung?day={day}")


@pytest.mark.parametrize("spaces", [1, 30])
def test_the_finder_costs_as_much_for_thirty_spaces_as_for_one(app, client, spaces):
    site = a_site(code="jkt")
    for n in range(spaces):
        taken(a_space(site=site, slug=f"room-{n}"), slot(9))
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=site))
    client.get(MORNING)
    db.session.expire_all()

    with statements() as seen:
        page(client, MORNING + "&space=room-0")

    assert len(seen) <= 33, len(seen)


@pytest.mark.parametrize("language", ["id", "de"])
def test_the_pages_are_shown_in_every_language(app, client, language):
    a_room(slug="ciliwung")
    sign_in_as(client, a_person(language=language))

    html = page(client, MORNING + "&space=ciliwung")

    assert f'<html lang="{language}"' in html
    assert ("24. November" if language == "de" else "24 November") in html
