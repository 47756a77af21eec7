"""Finals by pairs: two at a time, and what is unknown stays unknown."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.errors import ReadEnded
from accelerator.reviews.models import (
    Commitment,
    CommitmentState,
    Comparison,
    Preferred,
    RoundKind,
    RoundState,
)
from accelerator.reviews.queries.pairwise import finals_of, get_final, next_for, standings_in
from accelerator.reviews.rules.pairwise import Relation
from accelerator.reviews.services.pairwise import decide
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotFound
from tests.accelerator.reviews.panels import Panel, a_panel
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_programme_manager
from tests.signing_in import sign_in_as


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_panel(applications=3, kind=RoundKind.PAIRWISE)


@dataclass
class Juror:
    panel: Panel
    number: int = 0

    @property
    def user(self):  # type: ignore[no-untyped-def]
        return self.panel.readers[self.number].user

    def say(self, first: int, second: int, preferred: Preferred) -> Comparison:
        pair = self.panel.applications[first].id, self.panel.applications[second].id
        with transaction():
            final = get_final(self.panel.round.id, self.user)
            return decide(final, pair, preferred=preferred, by=self.user)


def test_every_pair_is_asked_once(panel: Panel) -> None:
    juror, asked = Juror(panel), []

    for _pair in range(3):
        pair = next_for(get_final(panel.round.id, juror.user), juror.user)
        assert pair is not None
        numbers = [panel.applications.index(each) for each in pair]
        asked.append(frozenset(numbers))
        juror.say(*numbers, Preferred.FIRST)

    assert len(set(asked)) == 3
    assert next_for(get_final(panel.round.id, juror.user), juror.user) is None
    assert [(final.compared, final.pairs) for final in finals_of(juror.user)] == [(3, 3)]


def test_a_pair_is_kept_in_one_order_whichever_way_it_was_shown(panel: Panel) -> None:
    made = Juror(panel).say(1, 0, Preferred.FIRST)

    ids = sorted(panel.applications[n].id for n in (0, 1))
    winner = made.first_id if made.preferred is Preferred.FIRST else made.second_id
    assert [made.first_id, made.second_id] == ids
    assert winner == panel.applications[1].id


def test_saying_it_again_replaces_it(panel: Panel) -> None:
    juror = Juror(panel)
    juror.say(0, 1, Preferred.FIRST)
    juror.say(1, 0, Preferred.EQUAL)

    assert [c.preferred for c in db.session.query(Comparison)] == [Preferred.EQUAL]


def test_who_wins_is_before_and_what_was_never_compared_is_unknown(panel: Panel) -> None:
    for number in (0, 1):
        Juror(panel, number).say(0, 1, Preferred.FIRST)
    manager = a_programme_manager(panel.cohort.programme)

    known, _applications = standings_in(panel.round, manager)

    first, second, third = (str(each.id) for each in panel.applications)
    assert known.groups == 2
    assert known.relation(first, second) is Relation.ORDERED
    assert known.relation(first, third) is Relation.UNKNOWN
    ranks = {row.application: row.rank for row in known.strengths}
    assert (ranks[first], ranks[second], ranks[third]) == (1, 2, None)


def test_i_cannot_tell_says_nothing_and_is_not_asked_again(panel: Panel) -> None:
    juror = Juror(panel)
    for pair in ((0, 1), (0, 2), (1, 2)):
        juror.say(*pair, Preferred.SKIPPED)
    manager = a_programme_manager(panel.cohort.programme)

    known, _applications = standings_in(panel.round, manager)

    assert all(row.compared == 0 for row in known.strengths)
    assert next_for(get_final(panel.round.id, juror.user), juror.user) is None


def test_a_juror_with_a_conflict_never_meets_it(panel: Panel) -> None:
    juror = Juror(panel)
    a_conflict(juror.user, panel.applications[0].startup)

    pair = next_for(get_final(panel.round.id, juror.user), juror.user)

    assert pair is not None
    assert panel.applications[0] not in pair
    with pytest.raises(NotFound):
        juror.say(0, 1, Preferred.FIRST)


def test_only_jurors_who_have_promised_compare(panel: Panel) -> None:
    with transaction():
        db.session.query(Commitment).filter_by(reviewer_id=panel.readers[0].id).update(
            {"state": CommitmentState.DECLINED}
        )

    for person in (panel.readers[0].user, a_person()):
        with pytest.raises(NotFound):
            get_final(panel.round.id, person)


def test_nothing_is_compared_once_the_round_is_over(panel: Panel) -> None:
    with transaction():
        panel.round.state = RoundState.CLOSED

    with pytest.raises(ReadEnded):
        Juror(panel).say(0, 1, Preferred.FIRST)


def test_an_application_is_not_compared_with_itself(panel: Panel) -> None:
    with pytest.raises(Invalid):
        Juror(panel).say(0, 0, Preferred.FIRST)


def test_the_page_asks_until_all_is_said(client: FlaskClient, panel: Panel) -> None:
    sign_in_as(client, panel.readers[0].user)
    address = f"/reviews/finals/{panel.round.id}"
    assert "Compare pairs" in client.get("/reviews").text

    for _pair in range(3):
        pair = next_for(get_final(panel.round.id, panel.readers[0].user), panel.readers[0].user)
        assert pair is not None
        sent = {"first": pair[0].id, "second": pair[1].id, "preferred": "second"}
        assert client.post(address, data=sent).status_code == 303

    page = client.get(address).text
    assert "every pair" in page
    assert "3 of 3 pairs" in page


def test_a_form_made_by_hand_is_refused(client: FlaskClient, panel: Panel) -> None:
    sign_in_as(client, panel.readers[0].user)
    address = f"/reviews/finals/{panel.round.id}"

    for sent in ({}, {"first": "x", "second": "y", "preferred": "first"}):
        answer = client.post(address, data=sent, follow_redirects=True)
        assert answer.status_code == 200
        assert "choose one of the two" in answer.text


def test_the_managers_see_who_stands_where(client: FlaskClient, panel: Panel) -> None:
    Juror(panel).say(0, 1, Preferred.FIRST)
    sign_in_as(client, a_programme_manager(panel.cohort.programme))

    page = client.get(f"/admin/rounds/{panel.round.id}/ranking").text

    assert "Not everything can be compared" in page
    assert page.index("A-0001") < page.index("A-0002") < page.index("A-0003")


def test_the_same_by_api(app: Flask, panel: Panel) -> None:
    caller = Caller(app, panel.readers[0].user)
    path = f"/finals/{panel.round.id}"

    pair = caller.get(f"{path}/pair").json
    body = {
        "first": pair["first"]["application"],
        "second": pair["second"]["application"],
        "preferred": "first",
    }
    made = caller.post(f"{path}/comparisons", body)

    assert made.status_code == 201
    assert (made.json["compared"], made.json["pairs"]) == (1, 3)
    assert len(caller.get("/finals").json["items"]) == 1
    manager = Caller(app, a_programme_manager(panel.cohort.programme))
    items = manager.get(f"/rounds/{panel.round.id}/standings").json["items"]
    assert items[0]["rank"] == 1
    assert caller.get(f"/rounds/{panel.round.id}/standings").status_code == 403


def test_the_round_has_to_be_one_of_pairs(app: Flask) -> None:
    panel = a_panel(applications=1, readers=1)

    with pytest.raises(NotFound):
        get_final(panel.round.id, panel.readers[0].user)
