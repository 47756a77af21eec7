import io
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hub.core.database import transaction
from hub.files import permissions, services
from hub.files.models import File
from hub.files.rules import PHOTO
from tests.factories import a_person
from tests.hub.files.pictures import picture


@pytest.fixture
def shown_to_everybody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(permissions, "_deciders", {"users": lambda _file: True})
    yield


def get(client: FlaskClient, path: str, **how: Any) -> TestResponse:
    """The whole answer, with the file behind it closed."""
    with client.get(path, **how) as answer:
        assert answer.data is not None
        return answer


@pytest.fixture
def photo(app: Flask) -> File:
    person = a_person()
    stored = services.store(io.BytesIO(picture()), limits=PHOTO)
    with transaction():
        return services.keep(stored, person, name="me.html")


def test_a_photo_is_served_harmlessly(
    client: FlaskClient, photo: File, shown_to_everybody: None
) -> None:
    answer = get(client, f"/photos/{photo.id}")

    assert answer.status_code == 200
    assert answer.content_type == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert "me.html" not in str(answer.headers)
    assert len(answer.data) == photo.size


def test_its_square_is_served_and_no_other_size(
    client: FlaskClient, photo: File, shown_to_everybody: None
) -> None:
    assert get(client, f"/photos/{photo.id}/96").status_code == 200
    assert get(client, f"/photos/{photo.id}/97").status_code == 404
    assert get(client, f"/photos/{photo.id}/../96").status_code == 404


def test_a_photo_that_is_known_is_not_sent_again(
    client: FlaskClient, photo: File, shown_to_everybody: None
) -> None:
    etag = get(client, f"/photos/{photo.id}").headers["ETag"]

    answer = get(client, f"/photos/{photo.id}", headers={"If-None-Match": etag})

    assert answer.status_code == 304


@pytest.mark.parametrize("extra", [{}, {"Range": "bytes=0-10"}])
def test_who_may_not_see_it_learns_nothing(
    client: FlaskClient, photo: File, monkeypatch: pytest.MonkeyPatch, extra: dict[str, str]
) -> None:
    monkeypatch.setattr(permissions, "_deciders", {"users": lambda _file: False})

    hidden = get(client, f"/photos/{photo.id}", headers=extra)
    missing = get(client, f"/photos/{uuid4()}", headers=extra)

    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_an_owner_who_says_nothing_is_closed(
    client: FlaskClient, photo: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_deciders", {})

    assert get(client, f"/photos/{photo.id}").status_code == 404


def test_a_deleted_photo_is_gone_at_once(
    client: FlaskClient, photo: File, shown_to_everybody: None
) -> None:
    with transaction():
        services.delete(photo.id)

    assert get(client, f"/photos/{photo.id}").status_code == 404


def test_a_row_without_content_is_a_404_not_a_failure(
    client: FlaskClient, photo: File, shown_to_everybody: None
) -> None:
    from hub.files import storage

    storage.remove(photo.id)

    assert get(client, f"/photos/{photo.id}").status_code == 404
