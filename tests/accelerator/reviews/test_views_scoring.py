"""The ranking of a round: figures with their doubts, for people who decide."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.models import ScoreRun
from hub.accounts.models import User
from hub.core.database import db
from tests.accelerator.reviews.panels import COMPANY, Panel, a_panel, handed_in
from tests.accelerator.reviews.test_scoring import a_marked_panel
from tests.api import Caller
from tests.counting import asked_for
from tests.factories.programme import a_programme_manager
from tests.signing_in import sign_in_as


@pytest.fixture
def panel(client: FlaskClient) -> Panel:
    panel = a_marked_panel()
    sign_in_as(client, manager_of(panel))
    return panel


def manager_of(panel: Panel) -> User:
    return a_programme_manager(panel.cohort.programme)


def address(panel: Panel) -> str:
    return f"/admin/rounds/{panel.round.id}/ranking"


def test_marks_become_a_ranking_when_somebody_asks_for_it(
    client: FlaskClient, panel: Panel
) -> None:
    before = client.get(address(panel))
    answer = client.post(address(panel))
    after = client.get(answer.location).text

    assert "12 reviews are in" in before.text
    assert answer.status_code == 303
    assert COMPANY in after
    assert "below the panel" in after
    assert "Nothing is decided here" in after
    assert '<svg class="interval"' in after
    places = [after.index(each.reference) for each in panel.applications]
    assert places == sorted(places)


def test_trying_other_weights_changes_nothing(client: FlaskClient, panel: Panel) -> None:
    client.post(address(panel))

    page = client.get(f"{address(panel)}?weight-need=80&seats=1").text

    assert "What if: nothing is changed" in page
    assert "In the best 1" in page
    assert db.session.query(ScoreRun).count() == 1


def test_what_was_tried_can_be_kept_and_compared(client: FlaskClient, panel: Panel) -> None:
    client.post(address(panel))
    client.post(
        address(panel), data={"weight-need": "80", "seats": "1", "note": "Need counts more"}
    )

    page = client.get(address(panel)).text
    compared = client.get(f"{address(panel)}/compare?one=1&other=2").text

    assert "Need counts more" in page
    assert "Need 80" in compared
    assert "falls out" in compared, "with one seat instead of three"
    assert client.get(f"{address(panel)}/compare?one=1&other=9").status_code == 404


def test_nonsense_is_refused_in_words(client: FlaskClient, panel: Panel) -> None:
    answer = client.post(
        address(panel), data={"weight-need": "0", "weight-evidence": "0"}, follow_redirects=True
    )

    assert "cannot be worked out" in answer.text
    assert client.get(f"{address(panel)}?seats=-4&weight-need=x&page=0").status_code == 200


def test_new_marks_make_the_run_old(client: FlaskClient, panel: Panel) -> None:
    client.post(address(panel))
    review = panel.read(0, 0).review
    assert review is not None
    assert "Marks have changed" not in client.get(address(panel)).text

    from hub.core.database import transaction

    with transaction():
        review.scores = {"need": 1, "evidence": 1}

    assert "Marks have changed" in client.get(address(panel)).text


def test_groups_that_never_meet_are_named_with_what_would_join_them(client: FlaskClient) -> None:
    panel = a_panel(applications=2, readers=2)
    for number in (0, 1):
        handed_in(panel.read(number, number), {"need": 4, "evidence": 4})
    sign_in_as(client, manager_of(panel))
    client.post(address(panel))

    page = client.get(address(panel)).text

    assert "the readers never meet" in page
    assert re.search(r"A-000\d, read by Person \d+", page)


def test_why_an_application_stands_where_it_does(client: FlaskClient, panel: Panel) -> None:
    client.post(address(panel))

    page = client.get(f"{address(panel)}/{panel.applications[0].id}").text

    assert "Its readers" in page
    assert "With 3 seats it is among the best" in page
    assert page.count("the panel</p>") >= 1
    for reader in panel.readers:
        assert reader.user.name in page


def test_it_can_be_taken_along(client: FlaskClient, panel: Panel) -> None:
    client.post(address(panel))

    table = client.get(f"{address(panel)}.csv", buffered=True)
    book = client.get(f"{address(panel)}.xlsx", buffered=True)
    rows = client.get(f"{address(panel)}.json", buffered=True).json

    read = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["Application"] for row in read] == [a.reference for a in panel.applications]
    assert book.data[:2] == b"PK"
    assert rows[0]["reference"] == "A-0001"
    assert client.get(f"{address(panel)}.exe").status_code == 404


def test_a_long_ranking_asks_no_more_than_a_short_one(client: FlaskClient) -> None:
    counts = []
    for size in (2, 30):
        panel = a_marked_panel(applications=size, readers=2)
        sign_in_as(client, manager_of(panel))
        client.post(address(panel))
        counts.append(asked_for(client, address(panel))[0])

    assert counts[0] == counts[1]


def test_the_same_by_api(app: Flask, panel: Panel) -> None:
    caller = Caller(app, manager_of(panel))
    runs = f"/rounds/{panel.round.id}/score-runs"

    made = caller.post(runs, {"seats": 2, "note": "By a program"})
    again = caller.post(runs, {"seats": 2})
    ranking = caller.get(f"/cohorts/{panel.cohort.id}/ranking").json
    tried = caller.get(f"/cohorts/{panel.cohort.id}/ranking?weights=need:90&seats=1").json

    assert (made.status_code, made.json["number"]) == (201, 1)
    assert again.json["number"] == 1
    assert [run["note"] for run in caller.get(runs).json["items"]] == ["By a program"]
    assert (ranking["run"], ranking["seats"], ranking["joint"]) == (1, 2, True)
    first = ranking["items"][0]
    assert (first["rank"], first["reference"]) == (1, "A-0001")
    assert first["interval"][0] < first["calibrated"] < first["interval"][1]
    assert first["raw_mean"] == pytest.approx(4.667, abs=0.001)
    assert (tried["run"], tried["weights"]) == (None, {"evidence": 50, "need": 90})


def test_the_api_asks_for_sense(app: Flask, panel: Panel) -> None:
    caller = Caller(app, manager_of(panel))
    path = f"/cohorts/{panel.cohort.id}/ranking"

    for query in ("?weights=need", "?weights=size:3", "?weights=need:0,evidence:0", "?seats=0"):
        assert caller.get(path + query).status_code == 422, query
    assert caller.get(f"{path}?run=7").status_code == 404


def test_the_marks_on_one_application_by_api(app: Flask, panel: Panel) -> None:
    caller = Caller(app, manager_of(panel))
    path = f"/rounds/{panel.round.id}/applications/{panel.applications[0].id}/marks"

    items = caller.get(path).json["items"]

    assert sorted(item["total"] for item in items) == [4.0, 5.0, 5.0]
