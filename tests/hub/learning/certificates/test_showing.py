"""How far one is, beside what has come of it."""

from flask import Flask

from hub.learning.certificates.models import Completion, CompletionRule
from tests.factories import a_person, kept
from tests.factories.learning import a_run, an_enrolment
from tests.hub.learning.study.stories import Scene, signed_in


def completed(scene: Scene) -> None:
    rule = CompletionRule(run_id=scene.run.id, number=1, tree={}, made_by_id=scene.budi.id)
    rule_id = kept(rule).id
    kept(Completion(enrolment_id=scene.enrolment.id, rule_id=rule_id, inputs={}))


def test_a_completed_class_is_not_called_undone(app: Flask) -> None:
    scene = Scene(app)
    before = [scene.learner.get(path).text for path in ("/learning", f"{scene.at}/learn")]

    completed(scene)
    mine, learn = [scene.learner.get(path).text for path in ("/learning", f"{scene.at}/learn")]

    assert "0 % done" in before[0]
    assert "0 % · 0 of 3 required parts" in before[1]
    assert "What is still missing" in before[1]
    assert "Completed" in mine
    assert "0 %" not in mine
    assert "You have completed this class." in learn
    assert "0 %" not in learn
    assert "/certificates" in learn


def test_where_nothing_has_to_be_done_nothing_is_counted(app: Flask) -> None:
    run = a_run(slug="walk")
    learner = signed_in(app, an_enrolment(run, a_person()).user)

    mine, learn = learner.get("/learning").text, learner.get("/classes/walk/learn").text

    assert "% done" not in mine
    assert "what counts is that you are there" in learn
    assert "<progress" not in learn
