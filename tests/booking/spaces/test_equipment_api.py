"""What spaces can have, by API: listed, added, renamed, retired."""

import pytest
from flask import Flask

from hub.accounts.models import Role
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space

KILN = {"names": {"en": "Pottery kiln", "id": "Tungku tembikar"}}


@pytest.fixture
def keeper(app: Flask) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="jkt")))


def test_something_is_added_given_to_a_space_renamed_retired_and_offered_again(
    keeper: Caller,
) -> None:
    made = keeper.post("/equipment", KILN)
    at = f"/equipment/{made.get_json()['code']}"
    space = a_space(name="Makerspace", equipment=["pottery-kiln"])
    renamed = keeper.patch(at, {"names": {"en": "Kiln", "de": "Brennofen"}})
    german = keeper.get(at, headers={"Accept-Language": "de"}).get_json()
    retired = keeper.post(f"{at}/retire")
    again = keeper.post(f"{at}/retire")
    offered = keeper.post(f"{at}/offer")

    assert (made.status_code, at) == (201, "/equipment/pottery-kiln"), made.text
    assert made.headers["Location"] == f"/api/v1{at}"
    assert (renamed.get_json()["name"], german["name"]) == ("Kiln", "Brennofen")
    assert [each["id"] for each in retired.get_json()["used_by"]] == [str(space.id)]
    assert (retired.get_json()["retired"], offered.get_json()["retired"]) == (True, False)
    assert again.status_code == 409


def test_what_the_house_knows_is_listed_retired_and_not_renamed(keeper: Caller) -> None:
    a_space(equipment=["camera"])

    refused = keeper.patch("/equipment/camera", KILN)
    keeper.post("/equipment/camera/retire")
    listed = {each["code"]: each for each in keeper.get("/equipment").get_json()["items"]}

    assert refused.status_code == 409
    assert (listed["camera"]["retired"], listed["camera"]["spaces"]) == (True, 1)
    assert (listed["screen"]["own"], listed["screen"]["names"]) == (True, {})
    assert keeper.patch("/equipment/camera", KILN).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"names": {}},
        {"names": {"fr": "Four"}},
        {"names": {"en": "x" * 61}},
        KILN | {"code": "camera"},
        KILN | {"code": "Not A Code"},
    ],
)
def test_what_cannot_be_added_is_said_field_by_field(
    keeper: Caller, body: dict[str, object]
) -> None:
    refused = keeper.post("/equipment", body)

    assert refused.status_code == 422, refused.text
    assert refused.get_json()["errors"]


def test_what_somebody_else_renamed_is_not_overwritten(keeper: Caller) -> None:
    seen = {"If-Match": keeper.post("/equipment", KILN).headers["ETag"]}
    at = "/equipment/pottery-kiln"
    german = keeper.get(at, headers={"Accept-Language": "de"}).headers["ETag"]

    first = keeper.patch(at, {"names": {"en": "Kiln"}}, headers=seen)
    late = keeper.patch(at, {"names": {"en": "Oven"}}, headers=seen)
    own = keeper.post("/equipment/camera/retire", headers=seen)

    assert german == seen["If-Match"]
    assert [each.status_code for each in (first, late, own)] == [200, 412, 412]


def test_others_look_and_nobody_finds_what_is_not_there(app: Flask, keeper: Caller) -> None:
    visitor = Caller(app, a_person())

    assert visitor.get("/equipment/camera").status_code == 200
    assert visitor.post("/equipment", KILN).status_code == 403
    assert visitor.post("/equipment/camera/retire").status_code == 403
    assert keeper.get("/equipment/trebuchet").status_code == 404
    assert keeper.post("/equipment/trebuchet/retire").status_code == 404
