"""The ranking of a round: figures with their doubts, for people who decide."""

from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.models import ScoreRun
from hub.core.database import db
from tests.accelerator.reviews.panels import COMPANY, FOUNDER, Panel, a_panel, handed_in
from tests.counting import asked_for
from tests.factories.programme import a_conflict, a_programme_manager
from tests.signing_in import sign_in_as


def a_marked_panel(applications: int = 3) -> Panel:
    panel = a_panel(applications=applications)
    for number in range(applications):
        good = 5 - number % 3
        handed_in(panel.read(number, 0), {"need": good, "evidence": good})
        handed_in(panel.read(number, 1), {"need": max(1, good - 1), "evidence": good})
    return panel


def a_manager(client: FlaskClient) -> None:
    person = a_programme_manager()
    sign_in_as(client, person)


def test_marks_become_a_ranking_when_somebody_asks_for_it(client: FlaskClient) -> None:
    panel = a_marked_panel()
    a_manager(client)
    address = f"/admin/rounds/{panel.round.id}/ranking"

    before = client.get(address)
    answer = client.post(address)
    after = client.get(answer.location)

    assert before.status_code == 200
    assert "6 reviews are in" in before.text
    assert answer.status_code == 303
    assert after.status_code == 200
    assert COMPANY in after.text
    assert db.session.query(ScoreRun).count() == 1
