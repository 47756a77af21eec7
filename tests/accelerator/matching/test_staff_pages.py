"""Staff make a proposal, look at it, change it, compare and publish it, on pages."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.matching.models import Pairing, PairingState
from hub.core.database import db
from hub.outbox.models import Message
from tests.accelerator.matching.stories import Scene, a_scene
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def staff(app: Flask, scene: Scene) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, scene.manager)
    return client


def test_a_manager_makes_a_proposal_sees_why_and_publishes_it(
    scene: Scene, staff: FlaskClient
) -> None:
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    assert "No proposal yet" in staff.get(here).text
    answer = staff.post(here, data={"kind": "best", "name": "First try"}, follow_redirects=True)
    page = answer.text
    assert "Proposal 1 · First try" in page
    assert "mentor places filled" in page
    assert "Why this pair" in page
    assert "Expertise for need" in page
    assert "First try" in staff.get(here).text

    made = scene.newest()
    before = staff.get(f"/matchings/{made.id}/publish").text
    assert "new pairs are asked" in before
    answer = staff.post(f"/matchings/{made.id}/publish", data={"version": made.version},
                        follow_redirects=True)  # fmt: skip
    pairings = db.session.scalars(select(Pairing)).all()
    assert f"{len(pairings)} new pairs were asked" in answer.text
    assert {p.state for p in pairings} == {PairingState.ASKED}
    mails = db.session.scalars(select(Message).where(Message.template == "matching/asked")).all()
    told = re.search(r"<b>(\d+)</b><span>mails go out", before)
    assert told is not None
    assert int(told[1]) == len(mails)
