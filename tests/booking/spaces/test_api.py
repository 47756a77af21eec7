"""Spaces by API."""

from flask import Flask

from booking.spaces.models import OpeningRule, Space
from hub.core.clock import now
from hub.core.database import transaction
from tests.api import Caller
from tests.counting import statements
from tests.factories import a_person, a_site, a_space, a_unit, kept


def test_a_space_says_all_that_one_needs_to_book_it(app: Flask) -> None:
    site = a_site(code="jkt")
    left, right = a_unit(site, name="Left half"), a_unit(site, name="Right half")
    hall = a_space(
        site=site,
        units=[left, right],
        name="Hall",
        kind="hall",
        capacity_people=80,
        equipment=["stage"],
        buffer_minutes=15,
        hourly_rate_minor=15000000,
    )

    told = Caller(app, a_person()).get(f"/spaces/{hall.id}").get_json()

    assert told["site"] == "jkt"
    assert (told["kind"], told["capacity_people"], told["equipment"]) == ("hall", 80, ["stage"])
    assert {unit["name"] for unit in told["units"]} == {"Left half", "Right half"}
    assert told["opening"][0] == {"weekday": 0, "opens": "07:00", "closes": "22:00"}
    assert len(told["opening"]) == 7
    assert told["rate"] == {"amount_minor": 15000000, "currency": "IDR"}
    assert (told["buffer_minutes"], told["requires_approval"]) == (15, False)


def test_a_space_with_hours_of_its_own_shows_those(app: Flask) -> None:
    space = a_space()
    kept(OpeningRule(site_id=space.site_id, space_id=space.id, weekday=4, opens=0, closes=1440))

    told = Caller(app, a_person()).get(f"/spaces/{space.id}").get_json()

    assert told["opening"] == [{"weekday": 4, "opens": "00:00", "closes": "24:00"}]


def names(caller: Caller, search: str = "") -> list[str]:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = caller.get("/spaces?limit=2" + search + (f"&cursor={cursor}" if cursor else ""))
        seen += [each["name"] for each in answer.get_json()["items"]]
        cursor = answer.get_json()["next"]
    return seen


def test_spaces_come_by_name_in_pages_and_by_site(app: Flask) -> None:
    caller = Caller(app, a_person())
    jakarta, berlin = a_site(code="jkt"), a_site(code="ber")
    for site, name in ((jakarta, "C"), (berlin, "B"), (jakarta, "A"), (jakarta, "ห้อง")):
        a_space(site=site, name=name)

    assert names(caller) == ["A", "B", "C", "ห้อง"]
    assert names(caller, "&site=ber") == ["B"]
    assert caller.get("/spaces?site=atl").status_code == 422


def test_an_archived_space_is_not_listed(app: Flask) -> None:
    space: Space = a_space()
    with transaction():
        space.archived_at = now()

    assert names(Caller(app, a_person())) == []


def test_a_longer_list_takes_no_more_statements(app: Flask) -> None:
    caller = Caller(app, a_person())
    asked = []
    for _ in range(2):
        for _ in range(5):
            a_space()
        caller.get("/spaces")
        with statements() as sent:
            caller.get("/spaces")
        asked.append(len(sent))

    assert asked[0] == asked[1]
