"""One's own profile and photo."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from hub.accounts.models import User
from hub.core.database import db
from hub.files import storage
from hub.files.models import File
from hub.history.queries import history_of
from tests.factories import a_person
from tests.hub.files.pictures import picture, with_a_place
from tests.signing_in import sign_in_as

GOOD = {"name": "Lina Kusuma", "language": "id", "zone": "Asia/Makassar"}


def test_a_person_says_how_to_be_called_and_in_which_language(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)

    answer = client.post("/account/profile", data=GOOD)

    assert (answer.status_code, answer.location) == (302, "/account/profile")
    kept = db.session.get_one(User, person.id)
    assert (kept.name, kept.language, kept.zone) == ("Lina Kusuma", "id", "Asia/Makassar")
    [entry] = history_of(person).items[:1]
    assert entry.action == "person.profile-changed"
    assert entry.after == GOOD


def test_the_new_language_is_spoken_even_if_another_was_chosen_before(client: FlaskClient) -> None:
    sign_in_as(client, a_person())
    client.get("/language/de")

    client.post("/account/profile", data=GOOD)

    assert 'lang="id"' in client.get("/account/profile").text


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  \u200b "), ("language", "tlh"), ("zone", "Mars/Olympus"), ("name", "")],
)
def test_a_refused_profile_keeps_what_was_typed(
    client: FlaskClient, field: str, value: str
) -> None:
    person = a_person(name="Before")
    sign_in_as(client, person)

    answer = client.post("/account/profile", data=GOOD | {"name": "Typed Name"} | {field: value})

    assert answer.status_code == 422
    assert db.session.get_one(User, person.id).name == "Before"
    if field != "name":
        assert 'value="Typed Name"' in answer.text


def test_fields_that_are_nobodys_to_set_are_ignored(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)

    more = {"email": "other@people.example", "role": "admin", "disabled_at": "", "is_staff": "1"}
    client.post("/account/profile", data=GOOD | more)

    kept = db.session.get_one(User, person.id)
    assert kept.email == person.email
    assert not kept.is_staff


def upload(client: FlaskClient, content: bytes, name: str = "me.jpg") -> TestResponse:
    """Encoded here, because the client leaves its temporary file of a large form open."""
    boundary, body = encode_multipart({"photo": FileStorage(io.BytesIO(content), name)})
    form = f'multipart/form-data; boundary="{boundary}"'
    return client.post("/account/photo", data=body, content_type=form)


def test_a_photo_is_shown_to_people_who_signed_in_and_to_nobody_else(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)
    assert upload(client, with_a_place()).status_code == 302
    photo_id = db.session.get_one(User, person.id).photo_id
    sign_in_as(client, a_person())

    with client.get(f"/photos/{photo_id}/96") as seen:
        assert seen.status_code == 200
        assert b"Photographer" not in seen.data
    client.post("/sign-out")
    assert client.get(f"/photos/{photo_id}/96").status_code == 404


def test_a_new_photo_ends_the_old_one(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)
    upload(client, picture())
    first = db.session.get_one(User, person.id).photo_id

    upload(client, picture("PNG"))

    second = db.session.get_one(User, person.id).photo_id
    assert second != first
    assert client.get(f"/photos/{first}").status_code == 404
    assert db.session.get_one(File, first).deleted_at is not None


def test_a_photo_can_be_deleted_and_deleting_twice_is_fine(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)
    upload(client, picture())

    answers = [client.post("/account/photo/remove").status_code for _ in range(2)]

    assert answers == [302, 302]
    assert db.session.get_one(User, person.id).photo_id is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<script>alert(1)</script>", "We cannot read this as a picture."),
        (b"\xff\xd8\xff" + b"x" * 5_500_000, "This file has more than 5 MB."),
        (b"", "We cannot read this as a picture."),
    ],
)
def test_a_refused_photo_says_why_and_leaves_nothing(
    client: FlaskClient, content: bytes, said: str
) -> None:
    person = a_person(name="Still Here")
    sign_in_as(client, person)
    before = set(storage.folder().glob("??/*"))

    answer = upload(client, content)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Still Here"' in answer.text, "the other form shows what is so"
    assert set(storage.folder().glob("??/*")) == before
    assert db.session.get_one(User, person.id).photo_id is None


def test_no_file_at_all_is_asked_for(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    answer = client.post("/account/photo", data={})

    assert answer.status_code == 422
    assert "Please choose a picture first." in answer.text


def test_more_than_the_whole_request_may_have_is_a_413(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    assert upload(client, b"x" * 28_000_000).status_code == 413
