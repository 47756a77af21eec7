"""What was found as a list and as a month, what to change where nothing was, and the mark by which
an open page learns that something has changed."""

import gzip
import re
from datetime import date, time, timedelta
from io import BytesIO

import pytest

from booking.bookings.availability import AvailabilityState, availability
from booking.bookings.claims import ForWhom
from booking.bookings.months import free_by_day, month_of
from booking.bookings.search import Search
from booking.bookings.services import Wish, book, cancel, hold
from booking.bookings.views.month_map import wished_in
from booking.bookings.views.places import site_for
from booking.plans.models import QuotaPeriod
from booking.spaces.managing import pictures_of
from booking.spaces.models import Level, OpeningRule, SpaceKind
from booking.spaces.queries import space_called
from booking.spaces.services import PICTURES, add_picture, close
from hub.accounts.models import Role
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.files.services import store
from hub.organisations.models import Holiday
from tests.booking.bookings.house_rules import a_quota, shown
from tests.booking.bookings.test_views_finding import a_room, page, plain, taken
from tests.counting import asked_for, statements
from tests.factories import (
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    kept,
    slot,
)
from tests.hub.files.pictures import picture
from tests.signing_in import sign_in_as

TUESDAY = "day=2026-11-24&from=09:00&to=10:00"


def test_the_list_says_of_each_space_its_state_the_reason_and_what_else_there_is(app, client):
    room = a_room(name="Ciliwung", equipment=["screen"], hourly_rate_minor=15_000_000)
    spree = a_space(site=room.site, name="Spree", slug="spree")
    a_space(site=room.site, name="Booth", capacity_people=1)
    taken(spree, slot(9))

    words = plain(page(client, f"/spaces?{TUESDAY}&people=2&view=list"))

    assert "Ciliwung Free Free 07:00–22:00 8 seats screen Rp 150,000/h" in words
    assert "Spree Taken Spree is taken at that time." in words
    assert "Spree, Tue 24 Nov 08:00–09:00" in words
    assert "Booth Too small Booth holds one person." in words


def test_the_list_shows_how_spaces_look_small_late_and_in_the_reader_s_language(app, client):
    room, by = a_room(name="Ciliwung"), a_person_who_is(Role.ADMIN)
    a_space(site=room.site, name="Spree")  # of which there is no picture
    alt = {"en": "A long table", "de": "Ein langer Tisch"}
    for _ in range(2):
        stored = store(BytesIO(picture()), limits=PICTURES)
        with transaction():
            add_picture(room, stored, alt=alt, by=by)

    html = page(client, f"/spaces?{TUESDAY}&view=list")
    german = client.get(f"/spaces?{TUESDAY}&view=list", headers={"Accept-Language": "de"}).text
    [drawn] = re.findall(r"<img class=\"space-thumb\"[^>]*>", html)

    assert f"{pictures_of(room)[0].file_id}/96" in drawn
    assert 'width="48" height="48" loading="lazy"' in drawn
    assert ('alt="A long table"' in drawn, 'alt="Ein langer Tisch"' in german) == (True, True)


@pytest.mark.parametrize(
    ("sort", "names"),
    [("fit", "BCA"), ("name", "ABC"), ("size", "BCA"), ("price", "CAB"), ("colour", "BCA")],
)
def test_the_list_is_sorted_as_asked(app, client, sort, names):
    room = a_room(name="B", capacity_people=2, hourly_rate_minor=300)
    a_space(site=room.site, name="C", capacity_people=3, hourly_rate_minor=100)
    a_space(site=room.site, name="A", capacity_people=9, hourly_rate_minor=200)

    html = page(client, f"/spaces?{TUESDAY}&view=list&sort={sort}")

    assert "".join(re.findall(r'scope="row"><a[^>]*>(\w)</a>', html)) == names
    assert html.count('aria-sort="ascending"') == (sort in ("name", "size", "price"))


def test_every_way_of_looking_keeps_the_search_and_its_links_lead_on_with_it(app, client):
    a_room(name="Ciliwung", slug="ciliwung", equipment=["screen"])
    search = f"{TUESDAY}&people=3&needs=screen"

    named = {"plan": "Floor plan", "day": "The day", "list": "List", "month": "The month"}
    for view, name in named.items():
        html = page(client, f"/spaces?{search}&view={view}")
        switch = re.search(r'<nav class="subtabs" aria-label="View">(.*?)</nav>', html, re.S)[1]
        links = re.findall(r'href="([^"]+)"', switch)
        assert len(links) == 4
        for link in links:
            assert "people=3" in link and "needs=screen" in link and "from=09:00" in link
        assert f">{name}</a>" in switch.split('aria-current="page"')[1]


def test_the_address_may_say_until_and_several_needs_in_one_word(app, client):
    a_room(equipment=["screen", "camera"])

    html = page(
        client, "/spaces?people=8&day=2026-11-26&from=14:30&until=16:30&needs=screen,camera"
    )

    assert "1 of 1 spaces is free 14:30–16:30" in plain(html)
    title = re.search("<title>(.*?)</title>", html)[1]
    assert title.startswith("8 people · Thu 26 Nov 14:30–16:30 · Find a space · ")


class TestNothingThatFits:
    def test_too_many_people_names_the_largest(self, app, client):
        room = a_room(name="Ciliwung", capacity_people=10)
        a_space(site=room.site, name="Forum", capacity_people=20)

        html = page(client, f"/spaces?{TUESDAY}&people=30")

        assert "Nothing for 30 people; the largest is Forum with 20 seats." in plain(html)
        assert "people=20" in re.search(r'class="ways">(.*?)</ul>', html, re.S)[1]

    def test_things_that_no_space_has_can_be_left_out(self, app, client):
        a_room(equipment=["screen"])

        html = page(client, f"/spaces?{TUESDAY}&people=8&needs=screen&needs=stage")

        assert "No space for 8 people has all of this: screen, stage." in plain(html)
        ways = re.search(r'class="ways">(.*?)</ul>', html, re.S)[1]
        assert "Look without: stage" in ways and "needs=screen" in ways

    def test_a_taken_time_offers_the_nearest_that_is_free(self, app, client):
        room = a_room(name="Ciliwung", slug="ciliwung")
        taken(room, slot(9))

        html = page(client, f"/spaces?{TUESDAY}&people=2")

        assert "Everything that fits is taken or closed 09:00–10:00." in plain(html)
        ways = re.search(r'class="ways">(.*?)</ul>', html, re.S)[1]
        assert "Ciliwung, Tue 24 Nov 10:00–11:00" in ways
        assert page(client, re.search(r'href="([^"]+)"', ways)[1].replace("&amp;", "&"))

    def test_a_rule_that_is_in_every_spaces_way_is_said(self, app, client):
        a_room(name="Ciliwung")

        words = plain(page(client, "/spaces?day=2026-11-20&from=09:00&to=10:00&people=2"))

        assert "This time has already passed. Choose another time" in words

    def test_all_is_said_in_every_language(self, app, client):
        a_room(name="Ciliwung")
        for language in ("id", "de"):
            sign_in_as(client, a_person(language=language))
            said = plain(page(client, f"/spaces?{TUESDAY}&people=30"))
            assert "Nothing for 30 people" not in said and "Ciliwung" in said


class TestMonth:
    def test_it_counts_what_is_free_at_that_time_on_each_day(self, app, client):
        room = a_room(name="Ciliwung")
        spree = a_space(site=room.site, name="Spree")
        taken(spree, slot(9))
        kept(
            Holiday(
                site_id=room.site_id,
                day=date(2026, 11, 25),
                name="A feast",
                source="house",
                closed=True,
            )
        )

        html = page(client, f"/spaces?{TUESDAY}&people=2&view=month")

        for told in (
            "Tuesday 24 November 2026: 1 of 2 spaces is free",
            "Wednesday 25 November 2026: A feast",
            "Thursday 26 November 2026: 2 of 2 spaces are free",
            "Sunday 27 December 2026: 2 of 2 spaces are free",
        ):
            assert f'aria-label="{told}"' in html
        assert "Nov 2026 – Dec 2026" in html and "22 November" not in html
        assert "day=2026-12-01" in html and "day=2026-10-01" in html

    def test_each_day_says_the_same_as_the_search_of_that_day(self, app):
        """Rooms with margins, desks, closures, hours of their own, notice, a short window."""
        room = a_room(name="Ciliwung", buffer_minutes=30, setup_minutes=15)
        site = room.site
        short = a_space(site=site, name="Spree", window_days=10, lead_minutes=60 * 30)
        desks = a_desk_area(site=site, places=5)
        own = a_space(site=site, name="Night room")
        kept(OpeningRule(site_id=site.id, space_id=own.id, weekday=2, opens=0, closes=600))
        for n in range(1, 25, 2):
            taken(room, slot(8 + n % 5, 45, days=n))
            taken(desks, slot(9, 120, days=n), people=n % 5 + 1)
        with transaction():
            close(short, slot(0, 60 * 50, days=4), reason="Painting", by=a_manager(site))
        search = Search(site, date(2026, 11, 24), *times("09:30", "11:00"), people=2)

        wished = wished_in(search) | wished_in(search.on(date(2026, 12, 1)))
        counted = free_by_day(site, wished, people=2)

        assert len(counted) == 39
        for each in counted:
            found = availability(site, wished[each.day], people=2)
            free = [a for a in found if a.state is AvailabilityState.FREE]
            assert each.free == len(free), each.day

    def test_for_a_person_it_says_the_same_as_the_search_does_for_them(self, app):
        """Introductions, a quota that is used up on one day, holds, and what lasts for weeks."""
        room = a_room(name="Ciliwung", setup_minutes=45)
        site, person = room.site, a_person()
        lab = a_space(site=site, name="Laser", needs_induction=True)
        known = a_space(site=site, name="Printer", needs_induction=True, cleanup_minutes=60)
        desks = a_desk_area(site=site, places=3)
        shown(person, known)
        a_quota(site, period=QuotaPeriod.DAY, most_bookings=1, space_kind=SpaceKind.ROOM)
        first, second = a_person_who_knows(lab), a_person_who_knows(known)
        manager = a_manager(site)
        with transaction():
            book(Wish(room, slot(13, days=2)), booked_by=person)
            close(desks, slot(0, 60 * 24 * 20, days=3), reason="Painting", by=manager)
            hold(Wish(lab, slot(10, days=5)), booked_by=first)
            hold(Wish(known, slot(8, 120, days=6)), booked_by=second)
        search = Search(site, date(2026, 11, 24), *times("10:00", "11:00"), people=2)
        wished, counted = wished_in(search), []
        for minutes in (0, 11):  # by then the holds have run out
            with frozen_at(now() + timedelta(minutes=minutes)):
                free = free_by_day(site, wished, people=2, for_whom=ForWhom(person.id))
                for each in free:
                    found = availability(
                        site, wished[each.day], people=2, for_whom=ForWhom(person.id)
                    )
                    states = [a.state for a in found]
                    assert each.free == states.count(AvailabilityState.FREE), each.day
                counted.append([each.free for each in free])

        assert counted[0] != counted[1]
        assert len({*counted[1]}) >= 3

    def test_a_month_of_thirty_spaces_costs_no_more_than_that_of_one(self, app):
        room, whom = a_room(slug="room"), ForWhom(a_person().id)
        a_desk_area(site=room.site)
        wished = wished_in(Search(room.site, date(2026, 11, 24), *times("10:00", "11:00")))

        def asked() -> int:
            db.session.expunge_all()
            with statements() as sent:
                free_by_day(site_for("jkt", None), wished, for_whom=whom)
            return len(sent)

        before = asked()
        for n in range(29):
            taken(a_space(site=site_for("jkt", None), slug=f"other-{n}"), slot(9, days=n + 1))

        assert asked() == before <= 9

    def test_days_on_which_the_clocks_skip_the_time_have_nothing_free(self, app, client):
        berlin = a_site(code="ber", city="Berlin", zone="Europe/Berlin", currency="EUR")
        a_space(site=berlin, window_days=400)

        html = page(client, "/spaces?site=ber&day=2027-03-01&from=02:30&to=03:30&view=month")

        assert "Sunday 28 March 2027: 0 of 1 spaces are free" in html

    @pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31", "2026-02-28", "nonsense"])
    def test_every_month_can_be_looked_at(self, app, client, day):
        a_room(slug="ciliwung")
        page(client, f"/spaces?day={day}&view=month")
        page(client, f"/spaces/jkt/ciliwung?day={day}&view=month")
        page(client, f"/spaces/jkt/ciliwung?day={day}&view=week")

    def test_all_days_of_a_month(self):
        assert len(month_of(date(2028, 2, 29))) == 29
        assert month_of(date(2026, 12, 31))[0] == date(2026, 12, 1)

    def test_of_this_month_the_weeks_that_are_over_make_room_for_those_to_come(self):
        days = month_of(date(2026, 11, 30), today=date(2026, 11, 30))
        assert (days[0], days[-1]) == (date(2026, 11, 30), date(2027, 1, 3))
        early = month_of(date(2026, 12, 9), today=date(2026, 12, 2))
        assert (early[0], early[-1]) == (date(2026, 12, 1), date(2027, 1, 4))
        assert month_of(date(2026, 12, 9), today=date(2026, 11, 30))[-1] == date(2026, 12, 31)


class TestOneSpace:
    def test_its_week_shows_seven_days_with_what_can_be_pressed(self, app, client):
        room = a_room(name="Ciliwung", slug="ciliwung")
        taken(room, slot(9))

        html = page(client, f"/spaces/jkt/ciliwung?{TUESDAY}&people=3&view=week&needs=screen")

        words = plain(html)
        assert "Mon 23 Nov – Sun 29 Nov 2026" in words
        for day in ("Monday 23 November", "Sunday 29 November"):
            assert day in words
        assert "Choose Ciliwung 10:00–11:00" in words
        link = re.search(r'href="([^"]+)" title="Choose Ciliwung 10:00–11:00"', html)[1]
        assert "people=3" in link and "needs=screen" in link
        assert "view=week" in html and "day=2026-11-30" in html  # the week after

    def test_a_search_without_a_time_asks_for_an_hour(self, app, client):
        a_room(name="Ciliwung", slug="ciliwung")

        assert "Choose Ciliwung 10:00–11:00" in page(client, "/spaces/jkt/ciliwung?view=week")

    def test_its_month_counts_the_hours_that_are_free(self, app, client):
        room = a_room(name="Ciliwung", slug="ciliwung")
        taken(room, slot(9, 90))

        html = page(client, "/spaces/jkt/ciliwung?day=2026-11-24&view=month")

        assert "Tuesday 24 November 2026: 13.5 of 15 hours are free" in html
        assert "Sunday 27 December 2026: 15 of 15 hours are free" in html

    @pytest.mark.parametrize("view", ["week", "month"])
    def test_a_busy_month_costs_no_more_statements_than_an_empty_one(self, app, client, view):
        room = a_room(slug="ciliwung")
        sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=room.site))
        path = f"/spaces/jkt/ciliwung?day=2026-11-24&view={view}"
        taken(room, slot(7))
        before, _html = asked_for(client, path)
        again = space_called("ciliwung", site_for("jkt", None))
        for n in range(1, 8):
            taken(again, slot(9, days=n))

        assert asked_for(client, path)[0] == before <= 20


@pytest.mark.parametrize(("view", "most"), [("day", 29), ("list", 32), ("month", 32)])
def test_looking_at_thirty_spaces_asks_no_more_than_looking_at_one(app, client, view, most):
    room = a_room(slug="room")
    taken(room, slot(9))
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=room.site))
    path = f"/spaces?{TUESDAY}&people=2&view={view}"
    before, _html = asked_for(client, path)
    for n in range(29):
        taken(a_space(site=room.site, slug=f"room-{n}"), slot(9))

    assert asked_for(client, path)[0] == before <= most


class TestMark:
    MARK = "/spaces/mark?site=jkt&day=2026-11-24"

    def mark(self, client, path=MARK):
        answer = client.get(path)
        assert (answer.status_code, answer.data) == (200, b"")
        return answer.headers["ETag"]

    def test_it_stays_until_something_is_taken_and_when_it_is_given_back(self, app, client):
        room, person = a_room(), a_person()
        first = self.mark(client)
        same = client.get(self.MARK, headers={"If-None-Match": first})
        assert same.status_code == 304

        with transaction():
            booking = book(Wish(room, slot(9)), booked_by=person)
        second = self.mark(client)
        assert client.get(self.MARK, headers={"If-None-Match": first}).status_code == 200
        with transaction():
            cancel(booking, by=person)
        assert len({first, second, self.mark(client)}) == 2

    def test_a_hold_changes_it_also_by_running_out(self, app, client):
        room, person = a_room(), a_person()
        free = self.mark(client)
        with transaction():
            hold(Wish(room, slot(9)), booked_by=person)
        assert self.mark(client) != free
        with frozen_at(now() + timedelta(minutes=11)):
            assert self.mark(client) == free

    def test_another_site_or_day_is_another_matter_and_a_month_sees_all_its_days(self, app, client):
        room = a_room()
        far = a_space(site=a_site(code="ber", city="Berlin", zone="Europe/Berlin"))
        month = f"{self.MARK}&view=month"
        first, whole = self.mark(client), self.mark(client, month)
        taken(far, slot(15))
        taken(room, slot(9, days=5))

        assert self.mark(client) == first
        assert self.mark(client, month) != whole

    def test_time_that_passes_is_a_change_too(self, app, client):
        a_room()
        first = self.mark(client)
        with frozen_at(now() + timedelta(minutes=16)):
            assert self.mark(client) != first

    def test_it_costs_one_statement_beside_knowing_the_site(self, app, client):
        a_room()
        assert asked_for(client, self.MARK)[0] <= 3


def test_the_first_page_is_small_on_the_wire(app, client):
    """A house of fourteen spaces with a plan: page, style sheets and scripts, as gzip; fonts are
    cached, as is said in the issue."""
    site = a_site(code="jkt")
    level = kept(Level(site_id=site.id, name="Level 2", plan={"width": 900, "height": 400}))
    for n in range(14):
        lies = {"x": 20 + n % 7 * 120, "y": 20 + n // 7 * 150, "width": 110, "height": 120}
        named = {"name": f"Meeting room {n}", "slug": f"room-{n}", "equipment": ["screen"]}
        room = a_space(site=site, level_id=level.id, plan=lies, **named)
        for hour in range(8, 19, 2):
            taken(room, slot(hour + n % 2))
    sign_in_as(client, a_person())

    html, size = _wire(client, f"/spaces?{TUESDAY}&people=8&needs=screen")
    assets = re.findall(r'<link rel="stylesheet"[^>]* href="([^"]+)"', html)
    assets += re.findall(r'<script defer src="([^"]+)"', html)
    sizes = {asset.split("/")[-1]: _wire(client, asset)[1] for asset in assets}

    assert len(sizes) >= 3
    assert size + sum(sizes.values()) <= 60_000, (size, sizes)


def _wire(client, path):
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "gzip", path
        return gzip.decompress(answer.data).decode(), len(answer.data)


def a_manager(site):
    return a_person_who_is(Role.HUB_MANAGER, site=site)


def a_person_who_knows(space):
    person = a_person()
    shown(person, space)
    return person


def times(*told):
    return [time.fromisoformat(each) for each in told]
