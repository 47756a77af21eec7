"""Work is marked while others mark it, and while its learner hands in something newer."""

from typing import Any

import pytest
from flask import Flask

from hub.core.database import db, transaction
from hub.learning.study.errors import AlreadyPassed, MarkedMeanwhile, NewerWork
from hub.learning.study.models import Submission
from hub.learning.study.queries import study_of
from hub.learning.study.services.assignments import Verdict, hand_in_work, mark_work
from tests.factories import a_person
from tests.factories.learning import an_instructor
from tests.hub.learning.study.stories import Scene, signed_in
from tests.hub.learning.study.test_pages import subjects_to

GOOD: dict[str, Any] = {"clarity": {"points": 4}, "evidence": {"points": 5}}
POOR: dict[str, Any] = {"clarity": {"points": 1}, "evidence": {"points": 0}}


def hands_in(scene: Scene, text: str = "One street") -> Submission:
    with transaction():
        return hand_in_work(scene.enrolment, "essay", text=text, by=scene.siti)


def marked(scene: Scene, work: Submission, marks: dict[str, Any] = GOOD) -> Submission:
    with transaction():
        return mark_work(work, Verdict(marks), version=work.version, by=scene.budi)


def as_fields(points: dict[str, Any], **more: str) -> dict[str, str]:
    return {f"points-{id_}": str(each["points"]) for id_, each in points.items()} | more


def test_of_two_who_mark_the_second_reads_what_the_first_said(app: Flask) -> None:
    scene = Scene(app)
    dewi = signed_in(app, an_instructor(scene.run, a_person(name="Dewi")))
    work = hands_in(scene)
    path = f"/teach/{scene.run.id}/marking/{work.id}"

    scene.teacher.post(path, data=as_fields(GOOD, version="1", feedback="Well seen."))
    second = dewi.post(path, data=as_fields(POOR, version="1", feedback="Where is the street?"))
    db.session.expire_all()
    first = (work.points, work.feedback)
    again = dewi.post(path, data=as_fields(POOR, version="2", feedback="Where is the street?"))
    db.session.expire_all()

    assert second.status_code == 409
    assert "Somebody has marked this work since you opened it." in second.text
    assert "Where is the street?" in second.text, "what was written is not lost"
    assert 'name="version" type="hidden" value="2"' in second.text
    assert first == (9, "Well seen.")
    assert again.status_code == 303
    assert (work.points, work.graded_by_id != scene.budi.id) == (1, True)
    assert subjects_to(scene.siti.id) == ["Your work is marked: An essay"] * 2


def test_marks_go_to_what_was_handed_in_last(app: Flask) -> None:
    scene = Scene(app)
    old = hands_in(scene)
    path = f"/teach/{scene.run.id}/marking/{old.id}"
    scene.teacher.get(path)
    new = hands_in(scene, "Two streets")

    late = scene.teacher.post(path, data=as_fields(GOOD, version="1", feedback="Well seen."))
    listed = scene.teacher.get(f"/teach/{scene.run.id}/marking")

    assert late.status_code == 409
    assert "Newer work was handed in since." in late.text
    assert "Well seen." in late.text
    assert f"/marking/{new.id}" in listed.text
    assert f"/marking/{old.id}" not in listed.text
    assert subjects_to(scene.siti.id) == []
    with pytest.raises(NewerWork):
        marked(scene, old)


def test_the_version_that_was_seen_decides_also_in_the_service(app: Flask) -> None:
    scene = Scene(app)
    work = hands_in(scene)
    marked(scene, work)

    with pytest.raises(MarkedMeanwhile), transaction():
        mark_work(work, Verdict(POOR), version=1, by=scene.budi)
    assert study_of(scene.enrolment).assignments == {"essay": True}


def test_marked_anew_it_can_be_taken_back_and_handed_in_again(app: Flask) -> None:
    scene = Scene(app)
    work = hands_in(scene)
    marked(scene, work)

    with pytest.raises(AlreadyPassed):
        hands_in(scene, "Once more")
    marked(scene, work, POOR)
    second = hands_in(scene, "Better")

    assert second.number == 2
    assert study_of(scene.enrolment).assignments == {"essay": False}
    assert study_of(scene.enrolment).handed_in == {"essay"}


@pytest.mark.parametrize("typed", ["5", "-1", "", "4.5", "vier", "99999"])
def test_points_that_do_not_fit_are_told_beside_their_line(app: Flask, typed: str) -> None:
    scene = Scene(app)
    work = hands_in(scene)
    path = f"/teach/{scene.run.id}/marking/{work.id}"
    data = {"points-clarity": typed, "points-evidence": "6", "version": "1"}

    answer = scene.teacher.post(path, data=data)

    assert answer.status_code == 422
    assert 'id="why-clarity"' in answer.text
    assert 'id="why-evidence"' not in answer.text
    assert work.points is None


def test_work_that_is_too_long_stays_in_its_field(app: Flask) -> None:
    scene = Scene(app)
    text = "x" * 20_001

    answer = scene.learner.post(f"{scene.at}/learn/assignments/essay", data={"text": text})

    assert answer.status_code == 422
    assert text in answer.text
    assert db.session.query(Submission).count() == 0
