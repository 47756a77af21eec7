"""After a run: what learners said, and the run once more."""

from datetime import timedelta

from flask import Flask

from hub.core.database import db
from hub.learning.classes.models import ClassRun, RunState
from tests.api import Caller
from tests.factories.learning import a_class_manager
from tests.hub.learning.teaching.stories import a_scene, as_, learns, says


def test_two_answers_tell_nothing_and_three_tell_no_names(app: Flask) -> None:
    scene = a_scene()
    people = [learns(scene, f"Name{n}") for n in range(4)]
    says(people[0], 5, liked="The maps", better="More time")
    says(people[1], 3, liked="")
    teacher, caller = as_(app, scene.teacher), Caller(app, scene.teacher)
    path = f"/teach/{scene.run.id}/survey"
    two = teacher.get(path).text
    empty = caller.get(f"/classes/{scene.run.id}/survey-results").get_json()
    says(people[2], 4, liked="A break")
    three = teacher.get(path).text
    told = caller.get(f"/classes/{scene.run.id}/survey-results").get_json()

    assert "The maps" not in two
    assert empty == {"answers": 2, "asked": 4, "marks": {}, "words": {}}
    assert "The maps" in three
    assert not any(each.name in three for each in people)
    assert told["marks"]["content"] == {"counts": [0, 0, 1, 1, 1], "mean": 4.0}
    assert told["words"] == {"liked": ["A break", "The maps"], "better": ["More time"]}


def test_a_run_is_given_again_so_many_weeks_later(app: Flask) -> None:
    scene, keeper = a_scene(), a_class_manager()
    answer = as_(app, keeper).post(f"/teach/{scene.run.id}/repeat", data={"weeks": "10"})
    db.session.expire_all()
    made = db.session.scalars(db.select(ClassRun).order_by(ClassRun.id.desc()).limit(1)).one()

    assert answer.location.endswith(f"/teach/{made.id}")
    assert (made.state, made.course_id) == (RunState.DRAFT, scene.run.course_id)
    assert [each.user_id for each in made.instructors] == [scene.teacher.id]
    moved = [each.starts_at + timedelta(weeks=10) for each in scene.sessions]
    assert [each.starts_at for each in made.sessions] == moved


def test_who_only_teaches_does_not_make_runs_and_odd_weeks_are_refused(app: Flask) -> None:
    scene = a_scene()
    path = f"/teach/{scene.run.id}/repeat"
    teacher, keeper = as_(app, scene.teacher), as_(app, a_class_manager())

    refused = teacher.post(path, data={"weeks": "1"}).status_code
    odd = [keeper.post(path, data={"weeks": weeks}).status_code for weeks in ("0", "105", "x", "")]

    assert (refused, odd) == (403, [422] * 4)
    assert "Give it again" not in teacher.get(f"/teach/{scene.run.id}").text
    assert db.session.query(ClassRun).count() == 1
