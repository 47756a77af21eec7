"""Answers made smaller: for whom, which, and that their length gives nothing away."""

import gzip
import zlib
from collections.abc import Iterator

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from hub.web import compression
from hub.web.compression import MOST_PADDING, SMALLEST, padded

WORDS = "Kota menghitung mobil, dan jarang pejalan kaki. " * 100
FIXED_HEADER = 10
ASKS = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def visitor(tmp_path) -> FlaskClient:
    """Of a house with little in it."""
    (tmp_path / "house.css").write_text("body { color: teal; }\n" * 200)
    (tmp_path / "plan.png").write_bytes(b"\x89PNG" + bytes(4000))
    house = Flask("house", static_folder=str(tmp_path), static_url_path="/static")
    compression.register(house)

    def said(content: bytes, **more: object) -> Response:
        return Response(content, **more)  # type: ignore[arg-type]

    pages = {
        "/long": lambda: said(WORDS.encode(), content_type="text/html; charset=utf-8"),
        "/short": lambda: said(b"x" * (SMALLEST - 1), mimetype="text/html"),
        "/just": lambda: said(b"x" * SMALLEST, mimetype="text/html"),
        "/table": lambda: said(WORDS.encode(), mimetype="text/csv"),
        "/json": lambda: said(f'"{WORDS}"'.encode(), mimetype="application/json"),
        "/gone": lambda: said(WORDS.encode(), mimetype="text/html", status=410),
        "/ready": lambda: said(
            gzip.compress(WORDS.encode()), mimetype="text/html",
            headers={"Content-Encoding": "gzip"},
        ),
        "/flow": lambda: Response(flowing(), mimetype="text/html"),
    }  # fmt: skip
    for path, page in pages.items():
        house.add_url_rule(path, path, page, methods=["GET", "POST"])
    return house.test_client()


def flowing() -> Iterator[str]:
    yield from [WORDS, WORDS]


def is_small(answer) -> bool:
    return answer.headers.get("Content-Encoding") == "gzip"


def test_a_page_is_sent_smaller_and_is_the_same_page(visitor):
    answer = visitor.get("/long", headers=ASKS)

    assert gzip.decompress(answer.data).decode() == WORDS
    assert len(answer.data) < len(WORDS) / 10
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("said", ["", "identity", "br", "gzip;q=0", "gzip;q=0, *"])
def test_who_does_not_take_gzip_gets_the_page_as_it_is(visitor, said):
    answer = visitor.get("/long", headers={"Accept-Encoding": said})

    assert not is_small(answer)
    assert answer.text == WORDS
    assert answer.vary.as_set() == {"accept-encoding"}  # else a store gives the other one away


@pytest.mark.parametrize(
    ("path", "small"),
    [("/just", True), ("/json", True), ("/short", False), ("/table", False), ("/gone", False),
     ("/flow", False), ("/static/house.css", True), ("/static/plan.png", False)],
)  # fmt: skip
def test_what_is_worth_it_is_made_small(visitor, path, small):
    with visitor.get(path, headers=ASKS) as answer:
        assert is_small(answer) is small
        told = "Accept-Encoding" in answer.headers.get("Vary", "")
        assert told is (answer.mimetype in compression.TEXTS)


def test_what_was_posted_is_answered_as_it_is(visitor):
    assert not is_small(visitor.post("/long", headers=ASKS))


def test_what_is_small_already_is_left_alone(visitor):
    answer = visitor.get("/ready", headers=ASKS)

    assert gzip.decompress(answer.data).decode() == WORDS


def test_a_page_has_another_length_each_time(visitor):
    """By up to a hundred bytes, so that the length tells no guesser of its secrets (BREACH)."""
    lengths = [len(visitor.get("/long", headers=ASKS).data) for _ in range(60)]

    assert len(set(lengths)) > 20
    assert max(lengths) - min(lengths) < MOST_PADDING


def test_an_asset_is_the_same_each_time_and_is_not_sent_again(visitor):
    path = "/static/house.css"
    with visitor.get(path, headers=ASKS) as first, visitor.get(path, headers=ASKS) as second:
        tag = first.headers["ETag"]
        assert first.data == second.data
        assert "teal" in gzip.decompress(first.data).decode()
    with visitor.get(path, headers=ASKS | {"If-None-Match": tag}) as again:
        assert (tag[:2], again.status_code, again.data) == ("W/", 304, b"")
    with visitor.get(path) as plain:
        assert plain.text.startswith("body { color: teal; }")


@given(st.binary(max_size=3000))
def test_padding_is_passed_over_by_who_reads_it(data):
    """One gzip member (RFC 1952): the padding is the name of a file that there is not."""
    made = padded(data)
    name, rest = made[FIXED_HEADER:].split(b"\0", 1)

    assert gzip.decompress(made) == data
    assert made[:4] == b"\x1f\x8b\x08\x08"
    assert 1 <= len(name) <= MOST_PADDING
    assert zlib.decompress(rest[:-8], -zlib.MAX_WBITS) == data
