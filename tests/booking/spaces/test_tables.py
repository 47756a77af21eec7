"""Spaces go out as a table and come in again: looked at first, line by line."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.services import Wish, book
from booking.spaces.models import Level, Space
from booking.spaces.sheets import NoSheet, lines_in, major_of, minor_of
from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.organisations.models import Site
from tests.factories import a_desk_area, a_person, a_person_who_is, a_site, a_space, kept, slot
from tests.signing_in import sign_in_as

HERE = "/sites/jkt/spaces"


@pytest.fixture
def site(app: Flask) -> Site:
    site = a_site(code="jkt")
    kept(Level(site_id=site.id, name="Level 2"))
    return site


@pytest.fixture
def manager(client: FlaskClient, site: Site) -> FlaskClient:
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=site))
    return client


def look(client: FlaskClient, text: str) -> str:
    sent = {"file": (BytesIO(text.encode()), "spaces.csv")}
    return client.post(f"{HERE}/import", data=sent).text


def test_what_goes_out_comes_in_again_and_changes_nothing(site: Site, manager: FlaskClient) -> None:
    rooms = [
        a_space(site=site, name=f"Forum {n}", slug=f"forum-{n}", equipment=["screen", "camera"],
                hourly_rate_minor=1250, about='A "large" one, by the river')
        for n in "ab"
    ]  # fmt: skip
    a_space(site=site, name="=Forum", slug="forum", units=[u for r in rooms for u in r.units])
    a_desk_area(site=site, name="Desks", slug="desks", places=12)
    text = manager.get(f"{HERE}.csv").text

    page = look(manager, text)
    manager.post(f"{HERE}/import/now", data={"text": text})

    assert page.count(">unchanged<") == 4, page
    assert "joined: forum-a; forum-b" in text
    assert manager.get(f"{HERE}.csv").text == text


def test_each_line_says_what_it_would_do_and_nothing_is_written_before(
    site: Site, manager: FlaskClient
) -> None:
    a_space(site=site, name="Spree", slug="spree", capacity_people=8)
    full = a_space(site=site, name="Havel", slug="havel", capacity_people=8)
    a_space(site=site, name="Panke", slug="panke")
    with transaction():
        book(Wish(full, slot(9), people=8), booked_by=a_person())
    text = (
        "slug;name;kind;level;capacity_people;rate;made_of\n"
        "spree;Spree;room;Level 2;10;12,50;own\n"
        "havel;Havel;room;;4;0;own\n"
        "new-one;New one;hall;;20;150000;own\n"
        "desks;Desks;desk-area;;20;0;places: 20\n"
        "both;Both;hall;;40;0;joined: new-one, spree\n"
        "odd;Odd;palace;;4;0;own\n"
        "lost;Lost;room;Level 9;4;0;own\n"
        "spree;Spree;room;;9;0;own\n"
    )

    page = look(manager, text)
    before = db.session.scalars(select(Space.slug)).all()
    manager.post(f"{HERE}/import/now", data={"text": text})
    found = {each.slug: each for each in db.session.scalars(select(Space)).unique()}

    for told in ("1 booking to come is for more people", "“palace” cannot be used in kind",
                 "no level “Level 9”", "stands there twice", "8 → 10"):  # fmt: skip
        assert told in page, told
    assert sorted(before) == ["havel", "panke", "spree"]
    assert set(found) == {"spree", "havel", "panke", "new-one", "desks", "both"}
    assert (found["spree"].capacity_people, found["spree"].hourly_rate_minor) == (10, 1250)
    assert (found["havel"].capacity_people, found["panke"].archived_at) == (8, None)
    assert {u.id for u in found["both"].units} == {
        u.id for slug in ("new-one", "spree") for u in found[slug].units
    }
    assert found["desks"].units[0].places == 20


@pytest.mark.parametrize(
    "raw", [b"", b"name\nSpree\n", b"slug,dragon\na,b\n", b"\xff\xfe\x00", b"slug\n", b"slug\n\0"]
)
def test_what_is_no_table_of_spaces_is_refused(
    site: Site, manager: FlaskClient, raw: bytes
) -> None:
    with pytest.raises(NoSheet):
        lines_in(raw)
    refused = manager.post(f"{HERE}/import", data={"file": (BytesIO(raw), "a.csv")})

    assert refused.status_code == 422


def test_amounts_are_typed_whole_and_kept_small() -> None:
    assert [minor_of(text) for text in ("", "0", "12.50", "12,5", "150000")] == [
        0, 0, 1250, 1250, 15_000_000,
    ]  # fmt: skip
    assert [major_of(minor) for minor in (0, 1250, 15_000_000)] == ["0", "12.50", "150000"]
    for odd in ("x", "1.999", "inf", "nan", "1e99999999"):
        with pytest.raises(ValueError):
            minor_of(odd)
