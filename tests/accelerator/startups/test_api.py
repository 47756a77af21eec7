"""A startup's profile by API: what its page does, for the same people."""

from uuid import UUID

import pytest
from flask import Flask

from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import Role, TokenScope, User
from hub.organisations.models import MemberRole
from tests.api import Caller
from tests.factories import a_member, a_person, a_person_who_is
from tests.factories.programme import a_startup


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def startup(founder: User) -> Startup:
    return a_startup(founder, name="Banyu Kota", sector=Sector.WATER, people=4, full_time=2)


@pytest.fixture
def hers(app: Flask, founder: User, startup: Startup) -> Caller:
    return Caller(app, founder)


def at(startup: Startup) -> str:
    return f"/startups/{startup.id}"


def test_its_leader_finds_it_and_changes_a_part(hers: Caller, startup: Startup) -> None:
    [listed] = hers.get("/startups").json["items"]
    assert (listed["name"], listed["people"]) == ("Banyu Kota", 4)

    answer = hers.patch(at(startup), {"pitch": "Meters that call", "sector": None})

    assert answer.status_code == 200
    assert (answer.json["pitch"], answer.json["sector"], answer.json["people"]) == (
        "Meters that call",
        None,
        4,
    )
    [told] = hers.get(f"{at(startup)}/history").json["items"]
    assert told["action"] == "startup.profile-changed"


def test_who_saves_over_what_they_have_not_seen_is_told(hers: Caller, startup: Startup) -> None:
    seen = hers.get(at(startup)).headers["ETag"]
    hers.patch(at(startup), {"pitch": "First"}, headers={"If-Match": seen})

    answer = hers.patch(at(startup), {"pitch": "Second"}, headers={"If-Match": seen})

    assert (answer.status_code, answer.json["code"]) == (412, "changed-meanwhile")
    assert hers.get(at(startup)).json["pitch"] == "First"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"people": 2, "full_time": 3}, "full_time"),
        ({"founded_on": "2030-01-01"}, "founded_on"),
        ({"video_url": "javascript:alert(1)"}, "video_url"),
        ({"country": "zz"}, "country"),
        ({"stage": "unicorn"}, "stage"),
        ({"people": None}, "people"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    hers: Caller, startup: Startup, sent: dict[str, object], field: str
) -> None:
    answer = hers.patch(at(startup), sent)

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_members_and_strangers_find_nothing(app: Flask, startup: Startup) -> None:
    member = a_member(startup.organisation, role=MemberRole.MEMBER).user

    for person in (member, a_person(), a_person_who_is(Role.MENTOR)):
        caller = Caller(app, person)
        none = caller.get(f"/startups/{UUID(int=8)}")
        for answer in (
            caller.get(at(startup)),
            caller.get(f"{at(startup)}/history"),
            caller.patch(at(startup), {"pitch": "Mine"}),
        ):
            assert (answer.status_code, answer.json["title"]) == (404, none.json["title"])
        assert caller.get("/startups").json["items"] == []


def test_staff_who_keep_organisations_keep_this_one(app: Flask, startup: Startup) -> None:
    admin = Caller(app, a_person_who_is(Role.ADMIN))

    assert admin.patch(at(startup), {"phone": "12"}).json["phone"] == "12"


def test_a_token_that_only_reads_changes_nothing(
    app: Flask, founder: User, startup: Startup
) -> None:
    reading = Caller(app, founder, TokenScope.READ)

    assert reading.get(at(startup)).status_code == 200
    assert reading.patch(at(startup), {"pitch": "New"}).json["code"] == "scope-missing"


def test_thirty_cost_no_more_questions_than_one(hers: Caller, founder: User) -> None:
    one = hers.asked_for("/startups?limit=100")
    for _ in range(29):
        a_startup(founder)

    assert hers.asked_for("/startups?limit=100") == one
    first = hers.get("/startups").json
    rest = hers.get(f"/startups?cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 10, None)
