"""The pool of reviewers: invited, in, changed, read in from a table."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.conflicts.models import Conflict as ConflictRow
from accelerator.programmes.models import Programme
from accelerator.reviews.models import Commitment, CommitmentState, Reviewer
from accelerator.reviews.queries.reviewers import Order, ReviewersSought, awaited, pool
from accelerator.reviews.rules.sheets import rows_in
from accelerator.reviews.services import reviewers as services
from accelerator.reviews.services.importing import import_reviewers
from accelerator.reviews.services.reviewers import Profile, ToInvite
from hub.accounts.models import Invitation, User
from hub.accounts.services.accepting import accept
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.outbox.models import Message
from tests.accelerator.reviews.intakes import an_intake
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, an_organisation
from tests.factories.programme import (
    a_programme,
    a_programme_manager,
    a_reviewer,
)
from tests.signing_in import sign_in_as

KNOWN = Profile(expertise=("finance", "legal"), languages=("id", "en"), capacity=12)


@pytest.fixture
def programme(app: Flask) -> Iterator[Programme]:
    yield a_programme()


@pytest.fixture
def manager(programme: Programme) -> User:
    return a_programme_manager(programme)


def invited(programme: Programme, manager: User, **named: object) -> Invitation:
    with transaction():
        return services.invite_reviewer(
            ToInvite("rini@reads.example", **named), KNOWN, programme=programme, by=manager
        )


def test_whoever_accepts_is_a_reviewer_with_what_was_known(programme, manager) -> None:
    sent = invited(programme, manager)
    assert [each.invitation_id for each in awaited()] == [sent.id]
    rini = a_person(email="rini@reads.example")

    with transaction():
        accept(sent, person=rini)

    reviewer = db.session.query(Reviewer).filter_by(user_id=rini.id).one()
    assert reviewer.expertise == ["finance", "legal"]
    assert reviewer.languages == ["en", "id"]
    assert reviewer.capacity == 12
    assert awaited() == []


def test_who_was_invited_for_a_round_is_asked_for_it_at_once(app: Flask) -> None:
    intake = an_intake(reviewers=0)
    sent = invited(intake.cohort.programme, intake.manager, round_=intake.round)
    rini = a_person(email="rini@reads.example")

    with transaction():
        accept(sent, person=rini)

    (promise,) = db.session.query(Commitment).filter_by(round_id=intake.round.id)
    assert promise.state is CommitmentState.INVITED
    assert db.session.query(Message).filter_by(template="reviews/asked").count() == 1


def test_nobody_invites_for_another_programme_or_twice(programme, manager) -> None:
    stranger = a_programme_manager(a_programme())
    with pytest.raises(NotAllowed), transaction():
        services.invite_reviewer(
            ToInvite("rini@reads.example"), KNOWN, programme=programme, by=stranger
        )
    invited(programme, manager)

    with pytest.raises(Conflict), transaction():
        services.invite_reviewer(
            ToInvite("rini@reads.example"), KNOWN, programme=programme, by=manager
        )


def test_who_is_in_the_pool_is_not_invited_again(programme, manager) -> None:
    reviewer = a_reviewer()

    with pytest.raises(Conflict), transaction():
        services.invite_reviewer(
            ToInvite(reviewer.user.email.upper()), KNOWN, programme=programme, by=manager
        )


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("expertise", Profile(expertise=("alchemy",))),
        ("languages", Profile(languages=("fr",))),
        ("capacity", Profile(capacity=0)),
        ("aliases", Profile(aliases=("not an address",))),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_at_its_field(
    app: Flask, field: str, wrong: Profile
) -> None:
    reviewer = a_reviewer()

    with pytest.raises(Invalid) as refused, transaction():
        services.change_reviewer(reviewer, wrong, by=reviewer.user)

    assert list(refused.value.errors) == [field]


def test_a_new_alias_is_looked_at_for_conflicts(app: Flask) -> None:
    intake = an_intake(reviewers=1)
    with transaction():
        intake.applications[0].startup.organisation.website = "https://banyu-kota.example"
    reviewer = intake.reviewers[0]

    with transaction():
        services.change_reviewer(
            reviewer, Profile(aliases=("me@banyu-kota.example",)), by=reviewer.user
        )

    (found,) = db.session.query(ConflictRow).filter_by(person_id=reviewer.user_id)
    assert found.startup_id == intake.applications[0].startup_id


def test_whom_they_work_for_is_looked_at_for_conflicts(app: Flask) -> None:
    intake = an_intake(reviewers=1)
    theirs = intake.applications[0].startup.organisation_id

    with transaction():
        services.change_reviewer(
            intake.reviewers[0], Profile(organisation_id=theirs), by=intake.manager
        )

    (found,) = db.session.query(ConflictRow).filter_by(person_id=intake.reviewers[0].user_id)
    assert found.state == "stands"


def test_their_own_profile_is_theirs_and_nobody_elses(client: FlaskClient) -> None:
    reviewer = a_reviewer()
    sign_in_as(client, reviewer.user)

    page = client.get("/reviews/profile")
    saved = client.post("/reviews/profile", data={"capacity": "7", "languages": ["de"]})

    assert page.status_code == 200
    assert saved.status_code == 302
    assert (reviewer.capacity, reviewer.languages) == (7, ["de"])
    sign_in_as(client, a_person())
    assert client.get("/reviews/profile").status_code == 404
    other = a_person()
    with pytest.raises(NotAllowed), transaction():
        services.change_reviewer(reviewer, KNOWN, by=other)


def test_the_pool_is_searched_and_sorted(app: Flask) -> None:
    bank = an_organisation(name="Bank Kota")
    rini = a_reviewer(person=a_person(name="Rini"), expertise=["finance"], capacity=5)
    ana = a_reviewer(person=a_person(name="Ana"), languages=["de"], organisation_id=bank.id)
    gone = a_reviewer(person=a_person(disabled_at=MONDAY))

    def found(**sought: object) -> list[Reviewer]:
        return [each.reviewer for each in pool(ReviewersSought(**sought))]

    assert found() == [ana, rini]
    assert gone not in found()
    assert found(text="bank") == [ana]
    assert found(expertise="finance") == [rini]
    assert found(expertise="fin") == []
    assert found(language="de") == [ana]
    assert found(order=Order.CAPACITY) == [ana, rini]


def test_the_pool_asks_as_often_for_thirty_as_for_one(client: FlaskClient, manager) -> None:
    sign_in_as(client, manager)
    a_reviewer()
    few, _page = asked_for(client, "/admin/reviewers")
    for _ in range(29):
        a_reviewer()

    many, page = asked_for(client, "/admin/reviewers")

    assert page.count("/admin/reviewers/0") >= 30
    assert few == many


def test_a_table_changes_known_reviewers_and_invites_others(programme, manager) -> None:
    known = a_reviewer(languages=["en"])
    raw = (
        "email,languages,expertise,capacity\n"
        f"{known.user.email},de,Finance,9\n"
        "new@reads.example,id;en,legal,\n"
        "odd@reads.example,fr,,\n"
        "no address,,,\n"
    )

    with transaction():
        done = import_reviewers(rows_in(raw.encode()), programme=programme, by=manager)

    assert (done.changed, done.invited) == (1, 1)
    assert [line for line, _reason in done.left_out] == [4, 5]
    assert (known.languages, known.capacity) == (["de"], 9)


def test_what_the_pool_exports_it_reads_back(client: FlaskClient, programme, manager) -> None:
    a_reviewer(languages=["en", "de"], expertise=["finance"], capacity=9)
    sign_in_as(client, manager)

    raw = client.get("/admin/reviewers.csv").data
    answer = client.post(
        "/admin/reviewers/import",
        data={"programme": str(programme.id), "file": (BytesIO(raw), "reviewers.csv")},
    )

    (row,) = rows_in(raw)
    assert (row.languages, row.expertise, row.capacity) == (("en", "de"), ("finance",), 9)
    assert "Invited: 0. Changed: 1." in answer.text


def test_paused_reviewers_are_marked_and_come_back(client: FlaskClient, manager) -> None:
    reviewer = a_reviewer()
    sign_in_as(client, manager)

    client.post(f"/admin/reviewers/{reviewer.id}/pause")
    assert "paused" in client.get("/admin/reviewers").text
    client.post(f"/admin/reviewers/{reviewer.id}/pause", data={"back": "1"})

    assert reviewer.paused_at is None


def test_an_invitation_is_sent_from_the_page(client: FlaskClient, programme, manager) -> None:
    sign_in_as(client, manager)

    answer = client.post(
        "/admin/reviewers/invite",
        data={"email": "rini@reads.example", "language": "id", "programme": str(programme.id),
              "capacity": "9", "languages": ["id"], "sectors": ["water"], "organisation": ""},
    )  # fmt: skip

    assert answer.status_code == 302, answer.text
    (one,) = awaited()
    assert (one.capacity, one.sectors) == (9, ["water"])
