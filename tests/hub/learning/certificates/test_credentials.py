"""Our credentials in the hands of a program that is not ours: openbadgeslib reads our DID document,
our keys and our status list over HTTP, and decides."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from sqlalchemy import select

from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.learning.certificates import cli
from hub.learning.certificates.models import Certificate, SigningKey
from hub.learning.certificates.rules.tokens import (
    canonical,
    from_base64,
    new_key,
    signed,
    to_base64,
)
from hub.learning.certificates.services.keys import give_away, rotate, signer
from hub.learning.certificates.services.standing import reissue, revoke
from tests.factories import MONDAY
from tests.hub.learning.certificates.stories import Scene, a_scene, as_, certified

HUB = "hub.example:8443"
Download = Callable[[str], bytes]


@pytest.fixture(autouse=True)
def out_there(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hub has a name in the world, and the verifier's clock is ours."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", f"https://{HUB}")
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def download(app: Flask) -> Download:
    """What the verifier asks of the network, answered by our doors."""

    def fetch(url: str) -> bytes:
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc) == ("https", HUB)
        answer = app.test_client().get(parts.path)
        assert answer.status_code == 200, url
        return answer.data

    return fetch


def decided(token: str, download: Download, **more: Any) -> Any:
    did = f"did:web:{HUB.replace(':', '%3A')}"
    verifier = OB3Verifier.for_issuer_did(did, download)
    return verifier.verify(token, check_status=True, download=download, **more)


def a_certificate(scene: Scene | None = None) -> tuple[Scene, Certificate]:
    scene = scene or a_scene()
    return scene, certified(scene)


def test_an_independent_verifier_accepts_what_we_have_signed(
    app: Flask, download: Download
) -> None:
    scene, paper = a_certificate()
    found = decided(paper.credential, download)
    assert found.id == f"https://{HUB}/verify/{paper.number}"
    assert found.issuer.name == "Future City Hub"
    assert found.achievement.name == "Open data licences"
    assert "at least 70 % of the minutes attended" in found.achievement.criteria_narrative
    names = [each for each in found.identifiers if each.identity_type == "name"]
    assert [each.identity_hash for each in names] == ["Suharti"]
    assert paper.sha256 in found.evidence[0].description
    assert scene.learner.email not in json.dumps(found.raw)
    assert found.raw["validFrom"] == "2026-11-23T01:00:00Z"


def test_it_refuses_one_that_was_touched_or_signed_by_somebody_else(
    app: Flask, download: Download
) -> None:
    _scene, paper = a_certificate()
    head, body, signature = paper.credential.split(".")
    payload = json.loads(from_base64(body))
    payload["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    forged = f"{head}.{to_base64(canonical(payload))}.{signature}"
    private, jwk = new_key()
    header = {"typ": "JWT", "kid": f"{payload['iss']}#{jwk['kid']}"}
    for wrong in (forged, signed(payload, private=private, header=header)):
        with pytest.raises(OB3VerificationError):
            decided(wrong, download)


def test_it_refuses_one_that_was_revoked(app: Flask, download: Download) -> None:
    scene, paper = a_certificate()
    with transaction():
        revoke(paper, reason="By mistake", by=scene.manager, version=1)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        decided(paper.credential, download)


def test_it_takes_the_new_name_and_refuses_the_old(app: Flask, download: Download) -> None:
    scene, paper = a_certificate()
    with transaction():
        scene.learner.name = "Suharti Wijaya"
        fresh = reissue(paper, by=scene.learner, version=1)
    assert decided(fresh.credential, download).identifiers[0].identity_hash == "Suharti Wijaya"
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        decided(paper.credential, download)


def test_what_an_old_key_has_signed_is_verified_after_the_key_was_changed(
    app: Flask, download: Download
) -> None:
    _scene, old = a_certificate()
    with transaction():
        newest = rotate()
    _other, young = a_certificate()
    assert young.key_id == newest.id != old.key_id
    for each in (old, young):
        assert decided(each.credential, download).id.endswith(each.number)
    document = json.loads(download(f"https://{HUB}/.well-known/did.json"))
    assert [m["id"].partition("#")[2] for m in document["verificationMethod"]] == [
        newest.kid, old.key.kid,
    ]  # fmt: skip


def test_what_a_key_that_was_given_away_has_signed_is_refused(
    app: Flask, download: Download
) -> None:
    _scene, paper = a_certificate()
    with transaction():
        rotate()
        give_away(paper.key.kid)
    with pytest.raises(OB3VerificationError, match="no verificationMethod"):
        decided(paper.credential, download)


def test_keys_are_served_plainly_and_without_their_private_half(app: Flask) -> None:
    _scene, paper = a_certificate()
    visitor, kid = app.test_client(), paper.key.kid
    one = visitor.get(f"/credentials/keys/{kid}")
    assert one.json == visitor.get("/credentials/keys").json["keys"][0]
    assert visitor.get("/.well-known/jwks.json").json == {"keys": [one.json]}
    assert set(one.json) == {"kty", "crv", "x", "kid", "use", "alg"}
    assert one.headers["Access-Control-Allow-Origin"] == "*"
    assert visitor.get("/credentials/keys/none").status_code == 404
    assert visitor.get("/credentials/status/1000").status_code == 404


def test_the_list_is_the_same_for_everybody_and_needs_no_certificate(app: Flask) -> None:
    answer = app.test_client().get("/credentials/status/0")
    assert answer.content_type == "application/vc+jwt"
    payload = json.loads(from_base64(answer.text.split(".")[1]))
    assert payload["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert payload["validUntil"] == "2026-11-24T01:00:00Z"


def test_the_private_half_is_sealed_with_the_houses_secret(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hub whose secret is gone a new key is made; what was signed stays verified."""
    _scene, paper = a_certificate()
    kept = db.session.scalars(select(SigningKey.private_sealed)).one()
    assert kept.startswith("gAAAA")
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret, long enough for anybody")
    with transaction():
        fresh = signer().key
    assert fresh.id != paper.key_id
    assert paper.key.retired_at is not None and paper.key.compromised_at is None


def test_an_operator_changes_keys_from_the_command_line(app: Flask) -> None:
    _scene, paper = a_certificate()
    runner = app.test_cli_runner()
    fresh = runner.invoke(cli.credentials, ["rotate"]).output.strip()
    assert runner.invoke(cli.credentials, ["keys"]).output.split() == [fresh, paper.key.kid]
    gone = runner.invoke(cli.credentials, ["compromised", paper.key.kid])
    assert gone.exit_code == 0
    assert runner.invoke(cli.credentials, ["keys"]).output.split() == [fresh]
    assert runner.invoke(cli.credentials, ["compromised", "none"]).exit_code == 1
    told = db.session.scalars(select(Entry.action).where(Entry.action.like("signing-key.%")))
    assert sorted(told) == [
        "signing-key.compromised", "signing-key.made", "signing-key.made", "signing-key.retired",
    ]  # fmt: skip


def test_its_person_takes_the_credential_along_and_nobody_else(
    app: Flask, download: Download
) -> None:
    scene, paper = a_certificate()
    path = f"/learning/certificates/{paper.id}.jwt"
    answer = as_(app, scene.learner).get(path)
    assert answer.content_type == "application/vc+jwt"
    assert decided(answer.text, download).id.endswith(paper.number)
    assert as_(app, a_scene().learner).get(path).status_code == 404
    assert app.test_client().get(path).status_code == 302
