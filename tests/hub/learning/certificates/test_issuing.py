"""Certificates: given once, frozen, revoked with a reason, made anew under another name."""

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.learning.certificates import invariants, jobs
from hub.learning.certificates.errors import AlreadyIssued, ChangedMeanwhile, NotNow
from hub.learning.certificates.models import BatchState, Certificate, CertificateBatch
from hub.learning.certificates.queries.certificates import (
    State,
    looked_at,
    newest_batch,
    not_standing,
    verified,
)
from hub.learning.certificates.rules.tokens import fingerprint
from hub.learning.certificates.services import issuing
from hub.learning.certificates.services.issuing import LEFT_BEHIND, ask_for_all, issue
from hub.learning.certificates.services.keys import give_away, rotate
from hub.learning.certificates.services.standing import reissue, revoke
from tests.factories import MONDAY, an_organisation
from tests.hub.learning.certificates.stories import (
    TITLE,
    a_scene,
    another_learner,
    certified,
    completed,
    has_done,
    letters_to,
)


def all_certificates() -> list[Certificate]:
    db.session.expire_all()
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)).unique())


def test_a_certificate_keeps_what_was_true_when_it_was_printed(app: Flask) -> None:
    scene = a_scene()
    yayasan = an_organisation(name="Yayasan Kota Terbuka")
    with transaction():
        scene.enrolment.organisation_id = yayasan.id
        db.session.flush()
        db.session.expire(scene.enrolment)
    paper = certified(scene)
    with transaction():
        scene.course.title = {"en": "Renamed since"}
        scene.course.hours = 99
        yayasan.name = "Renamed too"
        scene.teacher.name = "Somebody Else"
    db.session.expire_all()
    printed = looked_at(paper).printed
    assert printed["name"] == "Suharti"
    assert printed["course"]["title"] == TITLE
    assert (printed["hours"], printed["mode"], printed["organisation"]) == (
        12, "online", "Yayasan Kota Terbuka",
    )  # fmt: skip
    assert (printed["starts_on"], printed["completed_on"]) == ("2026-11-24", "2026-11-23")
    assert printed["instructors"] == [{"name": "Budi Santoso", "title": ""}]
    assert "at least 70 % of the minutes attended" in printed["rule"]["en"]
    assert fingerprint(printed) == paper.sha256
    assert looked_at(paper).signature_ok


@pytest.mark.parametrize(
    "change",
    [
        "snapshot = '{}'", "number = 'AAAA'", "sha256 = ''", "credential = ''",
        "issued_at = revoked_at", "issued_at = '2020-01-01T00:00:00+00:00'", "status_index = 5",
        "issued_by_id = NULL", "replaces_id = id",
    ],
)  # fmt: skip
def test_the_database_lets_nobody_change_what_was_printed(app: Flask, change: str) -> None:
    certified(a_scene())
    with pytest.raises(DatabaseError), transaction():
        db.session.execute(text(f"UPDATE certificates SET {change}"))


def test_what_does_not_stand_never_stands_again(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    with transaction():
        revoke(paper, reason="Issued by mistake", by=scene.manager, version=1)
    with pytest.raises(DatabaseError, match="as it was printed"), transaction():
        db.session.execute(update(Certificate).values(revoked_at=None, revoked_why=""))


def test_one_stands_at_a_time_for_who_has_completed(app: Flask) -> None:
    scene = a_scene()
    done = completed(scene)
    for stranger in (another_learner(scene).user, a_scene().teacher):
        with pytest.raises(NotAllowed), transaction():
            issue(done, by=stranger)
    with transaction():
        paper = issue(done, by=scene.learner)
    with pytest.raises(AlreadyIssued) as refused, transaction():
        issue(done, by=scene.teacher)
    assert refused.value.details == {"number": paper.number}
    assert letters_to(scene.learner) == ["class_completed"]  # who takes it needs no mail
    with pytest.raises(IntegrityError), transaction():
        columns = {
            name: getattr(paper, name)
            for name in ("completion_id", "user_id", "run_id", "snapshot", "sha256", "credential",
                         "key_id", "issued_at")
        }  # fmt: skip
        db.session.add(Certificate(**columns, number="TWIN", status_index=1))
        db.session.flush()


def test_a_certificate_is_revoked_with_a_reason_by_those_who_keep_the_class(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    for nobody in (scene.teacher, scene.learner):
        with pytest.raises(NotAllowed), transaction():
            revoke(paper, reason="Because", by=nobody, version=1)
    for empty in ("", "  ", "x" * 501):
        with pytest.raises(Invalid), transaction():
            revoke(paper, reason=empty, by=scene.manager, version=1)
    with pytest.raises(ChangedMeanwhile), transaction():
        revoke(paper, reason="Mixed up two people", by=scene.manager, version=7)
    with transaction():
        revoke(paper, reason="Mixed up two people", by=scene.manager, version=1)
    with pytest.raises(NotNow), transaction():
        revoke(paper, reason="Twice", by=scene.manager, version=2)
    found = verified(paper.number)
    assert (found.state, found.since, found.signature_ok) == (State.REVOKED, MONDAY, True)
    assert not_standing(0) == [paper.status_index]
    assert letters_to(scene.learner) == ["class_completed", "certificate", "revoked"]
    with pytest.raises(NotNow), transaction():
        issue(paper.completion, by=scene.learner)  # not by oneself
    with transaction():
        second = issue(paper.completion, by=scene.teacher)
    assert verified(second.number).state is State.VALID
    assert verified(paper.number).state is State.REVOKED


def test_a_new_name_makes_a_new_certificate_and_the_old_one_says_by_which(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    with pytest.raises(NotNow), transaction():
        reissue(paper, by=scene.learner, version=1)  # nothing has changed
    with transaction():
        scene.learner.name = "Suharti Wijaya"
        scene.course.title = {"en": "Renamed since"}
    with pytest.raises(NotAllowed), transaction():
        reissue(paper, by=scene.teacher, version=1)
    with transaction():
        fresh = reissue(paper, by=scene.learner, version=1)
    old, new = verified(paper.number), verified(fresh.number)
    assert (old.state, old.replaced_by, old.printed["name"]) == (
        State.SUPERSEDED, fresh.number, "Suharti",
    )  # fmt: skip
    assert (new.state, new.printed["name"], new.signature_ok) == (
        State.VALID, "Suharti Wijaya", True,
    )  # fmt: skip
    same = ("course", "class", "rule", "starts_on", "completed_on", "hours", "instructors")
    assert all(new.printed[name] == old.printed[name] for name in same)
    assert not_standing(0) == [paper.status_index]
    with pytest.raises(NotNow), transaction():
        revoke(paper, reason="The old one", by=scene.manager, version=2)
    assert list(invariants.problems()) == []


def test_nobody_makes_certificates_under_ever_new_names(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    for n in range(3):
        with transaction():
            scene.learner.name = f"Name {n}"
            paper = reissue(paper, by=scene.learner, version=1)
    with transaction():
        scene.learner.name = "One more"
    with pytest.raises(NotNow, match="several times"), transaction():
        reissue(paper, by=scene.learner, version=1)
    with transaction():
        reissue(paper, by=scene.manager, version=1)


def test_a_job_makes_all_of_a_class_a_piece_at_a_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "AT_A_TIME", 2)
    scene = a_scene()
    for enrolment in [another_learner(scene) for _n in range(4)]:
        has_done(enrolment)
    revoked = certified(scene)
    with transaction():
        revoke(revoked, reason="By mistake", by=scene.manager, version=1)
        batch = ask_for_all(scene.run, by=scene.teacher)  # looks who has completed
        assert ask_for_all(scene.run, by=scene.teacher) is batch
    assert (batch.state, batch.done, batch.total) == (BatchState.QUEUED, 0, 4)
    with transaction():
        assert issuing.go_on(batch)
    assert (batch.state, batch.done) == (BatchState.RUNNING, 2)
    assert jobs.issue_certificates() == "0 batches"  # somebody is at it
    with frozen_at(MONDAY + 2 * LEFT_BEHIND):
        assert jobs.issue_certificates() == "1 batches"
    db.session.expire_all()
    found = newest_batch(scene.run)
    assert found is not None and (found.state, found.done) == (BatchState.DONE, 4)
    assert len(all_certificates()) == 5
    assert len({each.completion_id for each in all_certificates()}) == 5
    with pytest.raises(NotNow), transaction():
        ask_for_all(scene.run, by=scene.teacher)
    with pytest.raises(NotAllowed), transaction():
        ask_for_all(scene.run, by=scene.learner)
    assert db.session.query(CertificateBatch).count() == 1


def test_the_doctor_finds_a_record_that_was_touched(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    assert list(invariants.problems()) == []
    facts = paper.snapshot | {"name": "Somebody Else"}
    paper.snapshot = facts
    with db.session.no_autoflush:
        assert [line.split(" ", 2)[2] for line in invariants.problems()] == [
            "does not have the fingerprint of its record"
        ]
        paper.sha256 = fingerprint(facts)
        assert "another record" in next(iter(invariants.problems()))
        assert not looked_at(paper).signature_ok
    db.session.rollback()


def test_a_key_that_was_given_away_vouches_for_nothing(app: Flask) -> None:
    scene = a_scene()
    first = certified(scene)
    with transaction():
        rotate()
    other = completed(scene, another_learner(scene))
    with transaction():
        second = issue(other, by=scene.teacher)
        assert second.key_id != first.key_id
        give_away(first.key.kid)
    assert not verified(first.number).signature_ok
    assert verified(second.number).signature_ok


def test_history_tells_what_was_done_with_certificates(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    with transaction():
        revoke(paper, reason="Mixed up", by=scene.manager, version=1)
    query = select(Entry.action).where(Entry.subject_id == paper.id).order_by(Entry.number)
    assert list(db.session.scalars(query)) == [
        "class-certificate.issued", "class-certificate.revoked",
    ]  # fmt: skip
