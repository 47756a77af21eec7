"""Documents on their way out: privately, in part or whole, and without names for blind readers."""

import io
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from werkzeug.test import TestResponse

from hub.core.database import transaction
from hub.files import permissions, services, storage
from hub.files.models import File
from hub.files.permissions import Shown, Sight
from hub.files.rules import PHOTO, DocumentLimits, Scan
from tests.factories import a_person
from tests.hub.files.papers import a_film, a_pdf, an_office_file
from tests.hub.files.pictures import picture
from tests.signing_in import sign_in_as

AUTHOR = "Sekar Ayuningtyas"


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    sign_in_as(client, a_person())
    return client


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`shown(answer)`: what the owner says to whoever asks."""

    def says(answer: bool | Sight | Shown) -> None:
        monkeypatch.setattr(permissions, "_deciders", {"users": lambda _file: answer})

    says(True)
    return says


@pytest.fixture
def deck(app: Flask) -> File:
    return handed_in(a_pdf(3, Author=AUTHOR), "Sekar's “Dek” – Łódź.pdf")


def handed_in(content: bytes, name: str) -> File:
    stored = services.store_document(io.BytesIO(content), name, limits=DocumentLimits())
    person = a_person()
    with transaction():
        return services.keep(stored, person)


def get(client: FlaskClient, file: File, query: str = "", **headers: str) -> TestResponse:
    """The whole answer, with the file behind it closed."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/files/{file.id}{query}", headers=sent, buffered=True)


def test_a_document_is_served_privately_and_harmlessly(reader, shown, deck) -> None:
    answer = get(reader, deck)

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data == storage.path_of(deck.id).read_bytes()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Last-Modified" not in answer.headers


def test_its_name_reaches_every_browser(reader, shown, deck) -> None:
    """RFC 6266: the name in ASCII for old ones, in UTF-8 for all others."""
    said = get(reader, deck).headers["Content-Disposition"]

    assert said.startswith("inline; filename=")
    assert "filename*=UTF-8''Sekar%27s%20%E2%80%9CDek%E2%80%9D%20%E2%80%93%20%C5%81" in said
    assert said.isascii()


@pytest.mark.parametrize(
    ("content", "name", "how"),
    [
        (picture("PNG"), "plan.png", "inline"),
        (an_office_file("xlsx"), "plan.xlsx", "attachment"),
        (a_film(), "us.mp4", "attachment"),
    ],
)
def test_only_what_a_browser_shows_safely_is_shown(
    reader, shown, content: bytes, name: str, how: str
) -> None:
    file = handed_in(content, name)

    answer = get(reader, file)

    assert answer.headers["Content-Disposition"] == f"{how}; filename={name}"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    asked = get(reader, file, "?download").headers["Content-Disposition"]
    assert asked == f"attachment; filename={name}"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-5", 5, 6)],
)
def test_a_part_is_served(reader, shown, deck, asked: str, start: int, end: int | None) -> None:
    whole = storage.path_of(deck.id).read_bytes()

    answer = get(reader, deck, Range=asked)

    first = start % len(whole)
    last = (end or len(whole)) - 1
    assert answer.status_code == 206
    assert answer.data == whole[start:end]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_part_beyond_the_end_is_a_416_that_says_how_long_it_is(reader, shown, deck) -> None:
    answer = get(reader, deck, Range="bytes=9999999-")

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{deck.size}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "pages=1-2", "bytes=b-a", "bytes", ""])
def test_a_range_that_we_do_not_serve_gets_the_whole(reader, shown, deck, asked: str) -> None:
    answer = get(reader, deck, Range=asked)

    assert (answer.status_code, len(answer.data)) == (200, deck.size)


def test_a_part_of_what_has_changed_meanwhile_is_the_whole(reader, shown, deck) -> None:
    etag = get(reader, deck).headers["ETag"]

    assert get(reader, deck, Range="bytes=0-9", If_Range=etag).status_code == 206
    assert get(reader, deck, Range="bytes=0-9", If_Range='"older"').status_code == 200


def test_what_is_known_is_not_sent_again(reader, shown, deck) -> None:
    etag = get(reader, deck).headers["ETag"]

    answer = get(reader, deck, If_None_Match=etag)

    assert (answer.status_code, answer.data) == (304, b"")


def test_a_blind_reader_gets_the_copy_under_the_owners_name(reader, shown, deck) -> None:
    shown(Shown(Sight.STRIPPED, name="A-0147-deck"))

    answer = get(reader, deck)

    assert answer.headers["Content-Disposition"] == "inline; filename=A-0147-deck.pdf"
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 3
    told = f"{answer.headers}{answer.data!r}"
    assert AUTHOR not in told
    assert "Sekar" not in told
    assert deck.sha256[:16] not in told
    part = get(reader, deck, Range="bytes=0-9")
    assert (part.status_code, part.data) == (206, answer.data[:10])


def test_a_browser_that_keeps_the_copy_gets_the_file_when_names_are_shown(
    reader, shown, deck
) -> None:
    shown(Sight.STRIPPED)
    blind = get(reader, deck)
    shown(Sight.FULL)

    answer = get(reader, deck, If_None_Match=blind.headers["ETag"])

    assert answer.status_code == 200
    assert answer.data == storage.path_of(deck.id).read_bytes()
    assert blind.headers["Content-Disposition"] == "inline; filename=file.pdf"


@pytest.mark.parametrize("query", ["", "?download"])
def test_a_kind_without_a_copy_stays_hidden_from_a_blind_reader(reader, shown, query) -> None:
    file = handed_in(an_office_file("pptx"), f"{AUTHOR}.pptx")
    shown(Shown(Sight.STRIPPED, name="A-0147-deck"))

    answer = get(reader, file, query)

    assert answer.status_code == 403
    assert "hidden while the reading is blind" in answer.text
    assert AUTHOR not in answer.text


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}, {"If_None_Match": "*"}])
@pytest.mark.parametrize("answer", [False, Sight.NO, Shown(Sight.NO, name="x")])
def test_who_may_not_see_it_learns_nothing(reader, shown, deck, headers, answer) -> None:
    shown(answer)

    hidden = get(reader, deck, **headers)
    missing = reader.get(f"/files/{uuid4()}")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "Content-Disposition" not in hidden.headers
    assert "ETag" not in hidden.headers


def test_an_owner_who_says_nothing_is_closed(reader, deck, monkeypatch) -> None:
    monkeypatch.setattr(permissions, "_deciders", {})

    assert get(reader, deck).status_code == 404


def test_nobody_is_asked_to_sign_in(client, shown, deck) -> None:
    assert get(client, deck).headers["Location"].startswith("/sign-in")


def test_what_the_scanner_found_later_is_shown_to_nobody(reader, shown, deck) -> None:
    with transaction():
        services.note_scan(deck.id, Scan.INFECTED)

    assert get(reader, deck).status_code == 404


def test_what_was_replaced_is_gone_at_once_and_its_bytes_are_kept_for_a_while(
    reader, shown, deck
) -> None:
    with transaction():
        services.delete(deck.id)

    assert get(reader, deck).status_code == 404
    assert storage.path_of(deck.id).is_file()


def test_photos_and_documents_have_doors_of_their_own(reader, shown, deck) -> None:
    stored = services.store(io.BytesIO(picture()), limits=PHOTO)
    person = a_person()
    with transaction():
        photo = services.keep(stored, person, name="me.jpg")

    assert get(reader, photo).status_code == 404
    assert reader.get(f"/photos/{deck.id}").status_code == 404
    assert reader.get(f"/photos/{photo.id}", buffered=True).status_code == 200


def test_a_row_without_content_is_a_404_not_a_failure(reader, shown, deck) -> None:
    storage.remove(deck.id)

    assert get(reader, deck).status_code == 404


HEADER = st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S"]), max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    HEADER, st.sampled_from(["Range", "If_Range", "If_None_Match"]), st.sampled_from(["", "bytes="])
)
def test_no_header_breaks_us(reader, shown, deck, text: str, name: str, start: str) -> None:
    answer = get(reader, deck, **{"Range": "bytes=0-3", name: start + text})

    assert answer.status_code in (200, 206, 304, 416)
