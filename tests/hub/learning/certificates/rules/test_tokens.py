"""Signatures and status lists, against the letter of their standards."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.learning.certificates.rules.badges import hashed_email, instant
from hub.learning.certificates.rules.statuses import LIST_BITS, encoded, is_set, place_of
from hub.learning.certificates.rules.tokens import (
    canonical,
    fingerprint,
    new_key,
    opened,
    signed,
    thumbprint,
    to_base64,
)

#: RFC 8037, appendix A: a key, its thumbprint, and what it signs.
D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
RFC_KEY = {"kty": "OKP", "crv": "Ed25519", "x": X}
RFC_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
RFC_JWS = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)


def test_keys_are_called_as_rfc_8037_calls_them() -> None:
    assert thumbprint(RFC_KEY) == RFC_THUMBPRINT


def test_what_the_rfc_signs_is_no_payload_but_signed() -> None:
    """Its text is no JSON: the signature holds, and still nothing is opened."""
    assert opened(RFC_JWS, public_jwk=RFC_KEY) is None
    ours = signed({"a": 1}, private=D, header={"typ": "JWT"})
    assert opened(ours, public_jwk=RFC_KEY) == {"a": 1}


def test_nothing_opens_that_was_touched() -> None:
    private, jwk = new_key()
    token = signed({"name": "Suharti"}, private=private, header={"typ": "JWT", "kid": jwk["kid"]})
    head, body, signature = token.split(".")
    other = new_key()[1]
    forged = to_base64(canonical({"name": "Suharto"}))
    none = to_base64(canonical({"alg": "none"}))
    assert opened(token, public_jwk=jwk) == {"name": "Suharti"}
    assert opened(token, public_jwk=other) is None
    for wrong in (
        f"{head}.{forged}.{signature}", f"{none}.{body}.{signature}", f"{none}.{body}.",
        f"{head}.{body}", "", "a.b.c", f"{head}.{body}.{signature}x",
    ):  # fmt: skip
        assert opened(wrong, public_jwk=jwk) is None


def test_one_spelling_of_a_record() -> None:
    assert canonical({"b": "ä", "a": [1, {"d": None, "c": True}]}) == (
        '{"a":[1,{"c":true,"d":null}],"b":"ä"}'.encode()
    )
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


@given(st.sets(st.integers(0, LIST_BITS - 1), max_size=40), st.integers(0, LIST_BITS - 1))
def test_a_list_says_of_each_place_whether_it_is_set(bits: set[int], other: int) -> None:
    shown = encoded(bits)
    assert shown.startswith("u")
    assert all(is_set(shown, at) for at in bits)
    assert is_set(shown, other) is (other in bits)


def test_places_count_through_the_lists() -> None:
    assert place_of(0) == (0, 0)
    assert place_of(LIST_BITS) == (1, 0)
    assert place_of(LIST_BITS + 7) == (1, 7)


def test_an_address_is_hashed_as_open_badges_does() -> None:
    assert hashed_email("Ayu@People.example", "salt") == hashed_email("ayu@people.example", "salt")
    assert hashed_email("ayu@people.example", "a") != hashed_email("ayu@people.example", "b")


@pytest.mark.parametrize("header", [[], "x", {"alg": "HS256"}])
def test_the_header_chooses_no_algorithm(header: object) -> None:
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    assert opened(f"{head}.e30.AAAA", public_jwk=RFC_KEY) is None


def test_instants_are_whole_seconds_in_utc() -> None:
    assert instant(datetime(2027, 1, 2, 3, 4, 5, 600, tzinfo=UTC)) == "2027-01-02T03:04:05Z"
