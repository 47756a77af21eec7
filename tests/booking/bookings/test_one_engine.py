"""Whatever the house's rules and whatever is wished: page, API and preview say the same."""

from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.models import OCCUPYING, Booking
from booking.bookings.services import Wish, book, cancel
from booking.plans.models import QuotaPeriod
from booking.spaces.models import OpeningException, Space
from booking.spaces.services import close
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.organisations.models import Holiday
from tests.api import Caller
from tests.booking.bookings.house_rules import a_quota, shown
from tests.factories import a_person, a_person_who_is, a_site, a_space, kept, slot
from tests.signing_in import sign_in_as

some = st.booleans()
houses = st.fixed_dictionaries(
    {
        "terms": st.fixed_dictionaries(
            {
                "longest_minutes": st.sampled_from([60, 120, 600]),
                "grid_minutes": st.sampled_from([15, 30, 60]),
                "lead_minutes": st.sampled_from([0, 0, 60 * 26]),
                "window_days": st.sampled_from([1, 120]),
                "setup_minutes": st.sampled_from([0, 15]),
                "needs_induction": some,
            }
        ),
        "holiday": some,
        "other_hours": st.sampled_from([None, None, [], [[600, 840]]]),
        "own_hours": st.sampled_from([None, None, [], [[540, 1020]]]),
        "quota": st.sampled_from([None, None, 30, 90]),
        "period": st.sampled_from(list(QuotaPeriod)),
        "shown": some,
        "taken": st.sampled_from([None, 9, 11]),
        "mine": some,
        "closed": st.sampled_from([None, None, 14]),
    }
)
wishes = st.lists(
    st.tuples(
        st.sampled_from([7, 9, 9.25, 10.5, 11, 13.75, 21.5]),
        st.sampled_from([15, 60, 90, 120]),
        st.sampled_from([1, 8, 9]),
        st.sampled_from([0, 1, 1, 1, 2]),
    ),
    min_size=1,
    max_size=3,
)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(houses, wishes)
def test_page_api_and_preview_never_disagree(
    app: Flask, client: FlaskClient, house: dict[str, Any], wished: list[Any]
) -> None:
    person = a_person()
    space = _made(house, person)
    sign_in_as(client, person)
    caller = Caller(app, person)
    for hour, minutes, people, days in wished:
        during = slot(hour, minutes, days=days)

        said = _preview(caller, space, during, people)

        assert _page(client, space, during, people) == (not said["codes"]), said
        assert _api(caller, space, during, people) == said["codes"]
        for sentence in said["sentences"]:
            assert sentence in _words(client, space, during, people)
        _let_go(person, space, during)


def _made(house: dict[str, Any], person: User) -> Space:
    site = a_site()
    space = a_space(site=site, **house["terms"])
    day = slot(0).start.date() + timedelta(days=1)
    with transaction():
        if house["holiday"]:
            kept(Holiday(site_id=site.id, day=day, name="City day", closed=True, source="test"))
        for owner, hours in ((None, house["other_hours"]), (space.id, house["own_hours"])):
            if hours is not None:
                kept(OpeningException(site_id=site.id, space_id=owner, day=day, intervals=hours,
                                      reason="half a day"))  # fmt: skip
    if house["shown"]:
        shown(person, space)
    owner = person if house["mine"] else a_person()
    if house["taken"]:
        with transaction():
            book(Wish(space, slot(house["taken"])), booked_by=owner, by_the_rules=False)
    if house["closed"]:
        manager = a_person_who_is(Role.HUB_MANAGER, site=site)
        with transaction():
            close(space, slot(house["closed"], 120), reason="Painting", by=manager)
    if house["quota"]:
        a_quota(site, period=house["period"], most_minutes=house["quota"])
    return space


def _preview(caller: Caller, space: Space, during: TimeSlot, people: int) -> dict[str, Any]:
    named = {
        "starts_at": during.start.isoformat(),
        "ends_at": during.end.isoformat(),
        "people": people,
    }
    told = caller.get(f"/spaces/{space.id}/check", query_string=named).get_json()
    assert told["can_be_had"] == (not told["reasons"])
    for other in told["alternatives"]:
        again = {"starts_at": other["starts_at"], "ends_at": other["ends_at"], "people": people}
        path = f"/spaces/{other['space']}/check"
        assert caller.get(path, query_string=again).get_json()["can_be_had"]
    return {
        "codes": [each["code"] for each in told["reasons"]],
        "sentences": [each["detail"] for each in told["reasons"]],
    }


def _address(space: Space, during: TimeSlot, people: int) -> dict[str, Any]:
    start, end = (to_wall(each, space.site.zone) for each in (during.start, during.end))
    return {
        "site": space.site.code,
        "day": start.date().isoformat(),
        "from": f"{start:%H:%M}",
        "to": f"{end:%H:%M}",
        "people": people,
        "space": space.slug,
    }


def _page(client: FlaskClient, space: Space, during: TimeSlot, people: int) -> bool:
    """Whether the finder holds it; then it is given back."""
    answer = client.post("/spaces/hold", data=_address(space, during, people))
    assert answer.status_code in (303, 409, 422), answer.text
    if answer.status_code == 303:
        assert "/checkout" in answer.headers["Location"]
    held = answer.status_code == 303
    _let_go_held(client, held)
    return held


def _words(client: FlaskClient, space: Space, during: TimeSlot, people: int) -> str:
    html = client.post("/spaces/hold", data=_address(space, during, people)).text
    return html.replace("&#39;", "'")


def _api(caller: Caller, space: Space, during: TimeSlot, people: int) -> list[str]:
    body = {
        "space": str(space.id),
        "starts_at": during.start.isoformat(),
        "ends_at": during.end.isoformat(),
        "people": people,
    }
    answer = caller.post("/bookings", body)
    if answer.status_code == 201:
        return []
    told = answer.get_json()
    codes = [each["code"] for each in told["reasons"]]
    assert answer.status_code in (SlotTaken.status, Refused.status)
    assert told["code"] == ("slot-taken" if answer.status_code == 409 else codes[0])
    return codes


def _let_go_held(_client: FlaskClient, held: bool) -> None:
    if not held:
        return
    newest = select(Booking).order_by(Booking.made_at.desc(), Booking.id.desc()).limit(1)
    with transaction():
        booking = db.session.scalars(newest).unique().one()
        cancel(booking, by=booking.booked_for, tell=False)


def _let_go(person: User, space: Space, during: TimeSlot) -> None:
    """What the API booked; a booking of the story before it stays."""
    made = select(Booking).where(
        Booking.space_id == space.id,
        Booking.booked_for_id == person.id,
        Booking.starts_at == during.start,
        Booking.ends_at == during.end,
        Booking.state.in_(OCCUPYING),
    )
    with transaction():
        for booking in db.session.scalars(made).unique():
            if booking.ical_sequence == 0 and booking.source_uid is None:
                cancel(booking, by=person, tell=False)
