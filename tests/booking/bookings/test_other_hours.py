"""Single days with hours of their own, in place of the week's and of a holiday."""

from datetime import timedelta

import pytest

from booking.bookings.agenda import day_of, days_of_space
from booking.bookings.availability import AvailabilityState, availability
from booking.bookings.errors import Refused
from booking.bookings.services import Wish, book, check
from booking.spaces.models import OpeningException
from booking.spaces.queries import open_times
from hub.core.database import transaction
from hub.organisations.models import Holiday
from tests.counting import asked_for, statements
from tests.factories import a_person, a_site, a_space, kept, slot

TUESDAY = slot(0).start.date().replace(day=24)
FASTING = "half day before Idul Fitri"


def other_hours(site, *intervals, space=None, reason="", day=TUESDAY):
    with transaction():
        return kept(
            OpeningException(
                site_id=site.id,
                space_id=space.id if space else None,
                day=day,
                intervals=[list(each) for each in intervals],
                reason=reason,
            )
        )


def a_holiday(site, day=TUESDAY):
    with transaction():
        kept(Holiday(site_id=site.id, day=day, name="City day", closed=True, source="test"))


def refusal(space, during):
    with pytest.raises(Refused) as refused:
        check(Wish(space, during))
    [reason] = refused.value.reasons
    return reason.code, reason.sentence


def test_a_half_day_is_open_in_its_hours_and_says_why_not_else(app):
    space = a_space(name="Kota")
    other_hours(space.site, (600, 840), reason=FASTING)

    check(Wish(space, slot(10, 240)))

    said = "Kota is open 10:00–14:00 on that day: half day before Idul Fitri."
    assert refusal(space, slot(14)) == ("closed", said)


def test_a_day_without_hours_is_closed_and_says_why(app):
    space = a_space(name="Kota")
    other_hours(space.site, reason="staff training")

    assert refusal(space, slot(9)) == ("closed", "Kota is closed on that day: staff training.")


def test_without_a_reason_the_sentence_is_the_weeks(app):
    space = a_space(name="Kota")
    other_hours(space.site)

    assert refusal(space, slot(9)) == ("closed", "Kota is closed on that day.")


def test_other_hours_open_a_holiday_and_only_that_one(app):
    space = a_space(name="Kota")
    a_holiday(space.site)
    a_holiday(space.site, TUESDAY + timedelta(days=1))
    other_hours(space.site, (600, 840))

    check(Wish(space, slot(10)))

    assert refusal(space, slot(10, days=2))[0] == "holiday"
    assert refusal(space, slot(15))[0] == "closed"


def test_a_spaces_own_day_beats_its_sites_and_concerns_it_alone(app):
    site = a_site()
    lab, room = a_space(site=site, name="Lab"), a_space(site=site, name="Kota")
    other_hours(site, reason="staff training")
    other_hours(site, (540, 720), space=lab, reason="open day")

    check(Wish(lab, slot(9)))

    assert refusal(lab, slot(13))[1] == "Lab is open 09:00–12:00 on that day: open day."
    assert refusal(room, slot(9))[1] == "Kota is closed on that day: staff training."


def test_a_night_runs_on_into_a_day_with_other_hours(app):
    space = a_space(name="Kota", longest_minutes=1440)
    other_hours(space.site, (0, 1440))
    other_hours(space.site, (0, 120), day=TUESDAY + timedelta(days=1), reason="clean-up at two")

    check(Wish(space, slot(22, 240)))

    code, sentence = refusal(space, slot(22, 300))
    assert (code, sentence.endswith("clean-up at two.")) == ("closed", True)


def test_the_house_opens_on_a_holiday_that_has_hours(app):
    site = a_site()
    a_holiday(site)
    assert not open_times(site, slot(9)).house_opens_on(TUESDAY)

    other_hours(site, (600, 840))

    assert open_times(site, slot(9)).house_opens_on(TUESDAY)
    assert open_times(site, slot(9)).holiday_in(slot(9)) is None


def test_agenda_and_availability_know_the_day(app):
    space = a_space()
    other_hours(space.site, (600, 840), reason=FASTING)

    [day] = day_of(space.site, TUESDAY)
    [found] = availability(space.site, slot(9, 120))

    assert (day.holiday, day.open) == (FASTING, [slot(10, 240)])
    assert days_of_space(space, TUESDAY + timedelta(days=1), days=1)[0].holiday is None
    assert (found.state, found.free_from) == (AvailabilityState.PART, slot(10).start)


def test_the_pages_say_why(app, client):
    space = a_space()
    other_hours(space.site, (600, 840), reason=FASTING)
    path = f"/spaces/{space.site.code}/{space.slug}?day={TUESDAY}"

    _many, html = asked_for(client, path)

    assert f"Open 10:00–14:00 · {FASTING}" in html


def test_a_hundred_such_days_are_read_at_once(app):
    site = a_site()
    space = a_space(site=site)
    for n in range(30):
        other_hours(site, (600, 840), day=TUESDAY + timedelta(days=n))
    with statements() as sent:
        opening = open_times(site, slot(9, 60 * 24 * 30))

    assert len(sent) == 1
    assert len(opening.of(space, slot(9, 60 * 24 * 29))) == 30


def test_a_booking_keeps_to_the_other_hours_under_the_lock(app):
    space = a_space()
    other_hours(space.site)

    with pytest.raises(Refused), transaction():
        book(Wish(space, slot(9)), booked_by=a_person())
