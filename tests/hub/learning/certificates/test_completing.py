"""Who completes a class, and that nothing un-completes anybody."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import speaking
from hub.history.models import Entry
from hub.learning.certificates.errors import ChangedMeanwhile
from hub.learning.certificates.models import Completion
from hub.learning.certificates.queries.completions import (
    completion_of,
    has_completed,
    learners_of,
    standing_of,
)
from hub.learning.certificates.services.completing import judge, judge_all, set_rule
from hub.learning.certificates.wording import asked_by, missing_in, rule_in_words
from hub.learning.classes.facts import ClassPublished
from hub.places import services as places
from tests.counting import statements
from tests.factories import a_person
from tests.factories.learning import a_class_session, a_lesson, a_version, an_enrolment
from tests.hub.learning.certificates.stories import (
    a_scene,
    another_learner,
    completed,
    counted,
    has_done,
    letters_to,
    rules_of,
    told,
)


def test_the_last_thing_that_was_missing_completes_the_class_once(app: Flask) -> None:
    scene = a_scene()
    has_done(scene.enrolment, minutes=0)
    assert told(scene.enrolment) is None
    with transaction():
        db.session.execute(text("UPDATE attendances SET minutes = 42"))
    done = counted(scene)  # 42 of 60 minutes are 70 %
    assert done is not None
    assert (told(scene.enrolment), counted(scene)) == (done, done)
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1
    assert letters_to(scene.learner) == ["class_completed"]
    assert done.inputs["minutes_attended"] == 42
    actions = db.session.scalars(select(Entry.action).where(Entry.action == "class.completed"))
    assert len(actions.all()) == 1


def test_what_is_missing_is_said_in_words(app: Flask) -> None:
    scene = a_scene()
    has_done(scene.enrolment, lessons=1, percent=40, minutes=30)
    found = standing_of(scene.enrolment)
    assert found.judgement is not None
    lines = [(asked_by(p, found.steps), missing_in(p, found.steps)) for p in found.judgement.parts]
    assert lines == [
        ("At least 90 % of the steps done", "So far 33 % of the 90 %."),
        ("Every quiz passed", "Still missing: “Which licence?”."),
        ("At least 70 % of the minutes attended", "So far 50 % of the 70 %."),
    ]


def test_a_session_that_is_cancelled_or_does_not_count_is_not_asked_for(app: Flask) -> None:
    scene = a_scene({"all": [{"attended": 100}]})
    a_class_session(scene.run, is_required=False)
    assert told(scene.enrolment) is None
    has_done(scene.enrolment, minutes=60)
    assert told(scene.enrolment) is not None


def test_who_waits_or_has_left_completes_nothing(app: Flask) -> None:
    scene = a_scene(seats=1)
    waiting = another_learner(scene)
    has_done(waiting)
    assert told(waiting) is None
    has_done(scene.enrolment)
    with transaction():
        assert scene.enrolment.place is not None
        places.withdraw(scene.enrolment.place, by=scene.learner.id)
    assert told(scene.enrolment) is None


def test_later_lessons_later_rules_and_leaving_take_nothing_away(app: Flask) -> None:
    scene = a_scene()
    done = completed(scene)
    a_lesson(a_version(scene.course))
    with transaction():
        set_rule(scene.run, {"all": [{"attended": 100}, {"feedback": True}]}, by=scene.manager,
                 number=1)  # fmt: skip
        judge_all(scene.run, by=scene.manager)
        assert scene.enrolment.place is not None
        places.withdraw(scene.enrolment.place, by=scene.learner.id)
    found = completion_of(scene.enrolment)
    assert found is not None and found.id == done.id and found.rule.number == 1
    assert [row.completion for row in learners_of(scene.run)] == [found]
    assert has_completed(scene.learner.id, scene.course.id)
    assert not has_completed(a_person().id, scene.course.id)


@pytest.mark.parametrize("table", ["completions", "completion_rules"])
def test_the_database_lets_nobody_rewrite_a_completion_or_its_rule(app: Flask, table: str) -> None:
    completed(a_scene())
    column = "inputs" if table == "completions" else "tree"
    with pytest.raises(DatabaseError, match=r"as (it was|they were)"), transaction():
        db.session.execute(text(f"UPDATE {table} SET {column} = '{{}}'"))


def test_a_class_that_is_published_has_a_rule_and_keeps_the_one_it_has(app: Flask) -> None:
    scene = a_scene(None)
    for _twice in range(2):
        with transaction():
            announce(ClassPublished(scene.run.id))
    assert [rule.number for rule in rules_of(scene.run)] == [1]
    own = a_scene({"all": [{"feedback": True}]})
    with transaction():
        announce(ClassPublished(own.run.id))
    assert [rule.tree for rule in rules_of(own.run)] == [{"all": [{"feedback": True}]}]


def test_without_a_rule_nobody_completes(app: Flask) -> None:
    scene = a_scene(None)
    has_done(scene.enrolment)
    assert told(scene.enrolment) is None
    assert standing_of(scene.enrolment).judgement is None


def test_rules_are_numbered_and_set_by_those_who_keep_the_class(app: Flask) -> None:
    scene = a_scene()
    easier: dict[str, Any] = {"any": [{"lessons": 50}, {"quiz": "all", "percent": 80}]}
    for stranger in (scene.teacher, scene.learner):
        with pytest.raises(NotAllowed), transaction():
            set_rule(scene.run, easier, by=stranger, number=1)
    with pytest.raises(ChangedMeanwhile), transaction():
        set_rule(scene.run, easier, by=scene.manager, number=0)
    with pytest.raises(Invalid), transaction():
        set_rule(scene.run, {"all": [{"quiz": "none"}]}, by=scene.manager, number=1)
    with transaction():
        second = set_rule(scene.run, easier, by=scene.manager, number=1)
        assert set_rule(scene.run, easier, by=scene.manager, number=2) is second
    assert [rule.number for rule in rules_of(scene.run)] == [1, 2]


def test_a_rule_reads_as_a_sentence(app: Flask) -> None:
    scene = a_scene()
    found = standing_of(scene.enrolment)
    quiz = scene.run.of_version.quizzes[0].key
    tree = {"all": [{"attended": 70}, {"any": [{"quiz": quiz, "percent": 80}, {"feedback": True}]}]}
    with speaking("en"):
        assert rule_in_words(tree, found.steps)["en"] == (
            "at least 70 % of the minutes attended;"
            " (at least 80 % in the quiz “Which licence?” or feedback given)"
        )


def test_looking_at_all_of_a_class_finds_those_whom_an_easier_rule_completes(app: Flask) -> None:
    scene = a_scene()
    other = another_learner(scene)
    has_done(scene.enrolment, minutes=10)
    with pytest.raises(NotAllowed), transaction():
        judge_all(scene.run, by=scene.learner)
    with transaction():
        assert judge_all(scene.run, by=scene.teacher) == []
        set_rule(scene.run, {"lessons": 100}, by=scene.manager, number=1)
        (found,) = judge_all(scene.run, by=scene.teacher)
        assert judge_all(scene.run, by=scene.teacher) == []
    assert found.enrolment_id == scene.enrolment.id
    with transaction():
        assert judge(other) is None


def test_a_class_of_thirty_is_looked_at_with_as_many_questions_as_one(app: Flask) -> None:
    scene = a_scene()
    has_done(scene.enrolment, minutes=10)

    def asked() -> int:
        db.session.expunge_all()
        run = db.session.merge(scene.run)
        with statements() as sent:
            assert learners_of(run)
        return len(sent)

    before = asked()
    for _n in range(29):
        has_done(an_enrolment(scene.run), minutes=10)
    assert asked() == before
