"""Pictures of a space by API: hung, described, moved, taken down, and seen by everybody."""

from base64 import b64encode
from typing import Any

import pytest
from flask import Flask

from booking.spaces.managing import pictures_of
from booking.spaces.models import Space
from booking.spaces.services.pictures import MOST_PICTURES
from hub.accounts.models import Role
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space
from tests.hub.files.pictures import picture

ALT = {"en": "A long table", "id": "Meja panjang", "de": "Ein langer Tisch"}


@pytest.fixture
def space(app: Flask) -> Space:
    return a_space(site=a_site(code="jkt"), name="Ciliwung", slug="ciliwung")


@pytest.fixture
def keeper(app: Flask, space: Space) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=space.site))


def sent(**other: Any) -> dict[str, Any]:
    return {"name": "a.png", "content": b64encode(picture()).decode(), "alt": ALT} | other


def test_a_picture_is_hung_described_moved_and_taken_down(
    app: Flask, keeper: Caller, space: Space
) -> None:
    at = f"/spaces/{space.id}/pictures"
    first, second = (keeper.post(at, sent()).get_json() for _ in range(2))
    moved = keeper.patch(
        f"{at}/{second['id']}", {"position": 1, "alt": {"de": "Das Fenster zum Fluss"}}
    )
    shown = Caller(app, a_person()).get(f"/spaces/{space.id}").get_json()["pictures"]
    seen = [app.test_client().get(first[name], buffered=True) for name in ("url", "thumbnail")]
    gone = keeper.delete(f"{at}/{first['id']}")

    assert moved.status_code == 200, moved.text
    assert [each["id"] for each in shown] == [second["id"], first["id"]]
    assert [each["alt"] for each in shown] == [{"de": "Das Fenster zum Fluss"}, ALT]
    assert [(each.status_code, each.mimetype) for each in seen] == [(200, "image/webp")] * 2
    assert gone.status_code == 200
    assert [each["id"] for each in keeper.get(at).get_json()["items"]] == [second["id"]]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"content": "no base64!"}, "invalid"),
        ({"content": b64encode(b"no picture").decode()}, "not-a-picture"),
        ({"alt": {}}, "invalid"),
        ({"alt": {"fr": "Une table"}}, "invalid"),
        ({"alt": {"en": "x" * 301}}, "invalid"),
    ],
)
def test_what_is_no_picture_or_has_no_words_is_refused(
    keeper: Caller, space: Space, other: dict[str, Any], code: str
) -> None:
    refused = keeper.post(f"/spaces/{space.id}/pictures", sent(**other))

    assert (refused.status_code, refused.get_json()["code"]) == (422, code), refused.text
    assert pictures_of(space) == []


def test_a_space_has_so_many_pictures_and_no_more(keeper: Caller, space: Space) -> None:
    at = f"/spaces/{space.id}/pictures"

    answers = [keeper.post(at, sent()).status_code for _ in range(MOST_PICTURES + 1)]

    assert answers == [201] * MOST_PICTURES + [409]


def test_a_picture_that_somebody_else_described_is_not_overwritten(
    keeper: Caller, space: Space
) -> None:
    made = keeper.post(f"/spaces/{space.id}/pictures", sent())
    at, seen = f"/spaces/{space.id}/pictures/{made.get_json()['id']}", made.headers["ETag"]

    first = keeper.patch(at, {"alt": {"en": "A table"}}, headers={"If-Match": seen})
    late = keeper.patch(at, {"alt": {"en": "A desk"}}, headers={"If-Match": seen})
    gone = keeper.delete(at, headers={"If-Match": seen})

    assert [each.status_code for each in (first, late, gone)] == [200, 412, 412]
    assert pictures_of(space)[0].words == {"en": "A table"}


def test_only_the_site_s_managers_hang_them(app: Flask, keeper: Caller, space: Space) -> None:
    at = f"/spaces/{space.id}/pictures"
    one = f"{at}/{keeper.post(at, sent()).get_json()['id']}"
    other = a_space(site=space.site)
    elsewhere = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="ber")))

    assert [
        elsewhere.post(at, sent()).status_code,
        elsewhere.patch(one, {"position": 1}).status_code,
        elsewhere.delete(one).status_code,
    ] == [403, 403, 403]
    wrong = one.replace(str(space.id), str(other.id))
    assert keeper.delete(wrong).status_code == 404


def test_spaces_are_listed_with_their_pictures_in_a_fixed_number_of_statements(
    keeper: Caller, space: Space
) -> None:
    keeper.post(f"/spaces/{space.id}/pictures", sent())
    one = keeper.asked_for("/spaces?limit=100")
    for _ in range(8):
        keeper.post(f"/spaces/{a_space(site=space.site).id}/pictures", sent())

    assert keeper.asked_for("/spaces?limit=100") == one
