"""How learners get on, as their instructor sees it."""

from datetime import timedelta

import pytest
from flask import Flask

from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.learning.certificates.services.completing import judge_all, set_rule
from hub.learning.teaching.queries.learners import Learner, Order, learners_of
from hub.learning.teaching.rules.behind import Sign
from tests.api import Caller
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, an_organisation, at_once
from tests.factories.learning import a_class_manager, an_enrolment
from tests.hub.learning.teaching.stories import (
    Scene,
    a_scene,
    as_,
    hands_in,
    learns,
    read,
    was_there,
)


def of(scene: Scene, name: str, *, days: int = 0) -> Learner:
    db.session.expire_all()
    with frozen_at(scene.after_two + timedelta(days=days)):
        (found,) = [each for each in learners_of(scene.run) if each.person.name == name]
    return found


def test_a_learner_is_shown_with_all_they_did(app: Flask) -> None:
    scene = a_scene()
    dewi = learns(scene, "Dewi", organisation_id=an_organisation(name="Warga Air").id)
    read(dewi, 3)
    hands_in(dewi)
    hands_in(dewi, number=2)
    was_there(dewi, *scene.sessions[:2], minutes=45)

    shown = of(scene, "Dewi")

    assert (shown.organisation, shown.progress) == ("Warga Air", 50)  # 3 of 6 parts
    assert (shown.minutes, shown.minutes_possible) == (90, 240)
    assert (shown.quizzes_passed, shown.works_passed, len(shown.study.handed_in)) == (0, 0, 1)
    assert shown.last_seen == scene.sessions[1].starts_at
    assert shown.behind == ()


def test_half_of_what_is_due_is_asked_for_and_no_more(app: Flask) -> None:
    """Two of four sessions are over, so that three of six parts are due: one is less than half."""
    scene = a_scene()
    one, two = learns(scene, "One"), learns(scene, "Two")
    read(one, 1)
    read(two, 2)
    for each in (one, two):
        was_there(each, scene.sessions[1])

    assert (of(scene, "One").behind, of(scene, "Two").behind) == ((Sign.SHARE,), ())


def test_missing_two_sessions_is_a_sign_but_not_where_nobody_kept_a_register(app: Flask) -> None:
    scene = a_scene()
    siti, other = learns(scene, "Siti"), learns(scene, "Other")
    for each in (siti, other):
        read(each, 4, at=scene.sessions[1].ends_at)
    before = of(scene, "Siti").behind
    was_there(other, *scene.sessions[:2])

    assert (before, of(scene, "Siti").behind) == ((), (Sign.ABSENT,))


def test_whoever_came_late_did_not_miss_what_was_before(app: Flask) -> None:
    scene = a_scene()
    was_there(learns(scene, "First"), *scene.sessions[:2])
    an_enrolment(scene.run, a_person(name="Late"), made_at=scene.sessions[0].ends_at)

    assert of(scene, "Late").pace.missed == 1


def test_ten_days_without_a_trace_are_a_sign_while_the_class_runs(app: Flask) -> None:
    scene = a_scene()
    here = learns(scene, "Budi")
    read(here, 4, at=scene.sessions[1].ends_at)
    was_there(here, *scene.sessions[:2])
    nine, ten = of(scene, "Budi", days=8), of(scene, "Budi", days=9)

    assert (nine.behind, ten.behind) == ((), (Sign.IDLE,))
    assert of(scene, "Budi", days=60).pace.idle_days is None  # it is over


def test_whoever_has_completed_falls_behind_in_nothing(app: Flask) -> None:
    scene = a_scene()
    done, manager = learns(scene, "Done"), a_class_manager()
    read(done, 1)
    with transaction():
        set_rule(scene.run, {"all": [{"lessons": 1}]}, by=manager, number=0)
        judge_all(scene.run, by=manager)

    shown = of(scene, "Done", days=12)

    assert shown.completed_at is not None
    assert shown.behind == ()


def test_the_page_says_why_in_words_and_sorts_by_it(app: Flask) -> None:
    scene = a_scene()
    good, bad = learns(scene, "Agus"), learns(scene, "Zainal")
    read(good, 4)
    was_there(good, *scene.sessions[:2])
    teacher = as_(app, scene.teacher)
    path = f"/teach/{scene.run.id}"
    with frozen_at(scene.after_two):
        by_name = teacher.get(path).text
        by_need = teacher.get(f"{path}?order=behind").text
        only = teacher.get(f"{path}?behind=y").text
        table = teacher.get(f"{path}/learners.csv?behind=y").text

    assert by_name.index("Agus") < by_name.index("Zainal")
    assert by_need.index("Zainal") < by_need.index("Agus")
    assert ("Agus" in only, "Zainal" in only) == (False, True)
    assert "0 of the 3 parts due by now are done" in by_need
    assert "was not in the last 2 sessions" in by_need
    assert len(table.splitlines()) == 2
    assert bad.user.email in table
    assert "was not in the last 2 sessions" in table


def test_sixty_learners_stand_on_two_pages_in_the_order_asked_for(app: Flask) -> None:
    scene = a_scene()
    sixty_of(scene)
    teacher = as_(app, scene.teacher)
    path = f"/teach/{scene.run.id}?order=name"
    with frozen_at(scene.after_two):
        first = teacher.get(path).text
        second = teacher.get(f"{path}&page=2").text

    assert [first.count('name="person"'), second.count('name="person"')] == [50, 10]
    assert ("Learner 49" in first, "Learner 49" in second) == (True, False)
    assert ("Learner 50" in first, "Learner 50" in second) == (False, True)
    assert f"{path}&amp;page=2" in first
    assert "60 people have a place" in second


@at_once()
def sixty_of(scene: Scene) -> None:
    for n in range(60):
        learns(scene, f"Learner {n:02}")


def test_orders_put_those_first_who_need_a_word(app: Flask) -> None:
    scene = a_scene()
    read(learns(scene, "A most"), 4, at=MONDAY)
    read(learns(scene, "B some"), 2, at=MONDAY + timedelta(hours=1))
    learns(scene, "C none")
    with frozen_at(scene.after_two):
        found = {
            order: [each.person.name[0] for each in learners_of(scene.run, order=order)]
            for order in Order
        }

    assert found[Order.NAME] == ["A", "B", "C"]
    assert found[Order.PROGRESS] == ["C", "B", "A"]
    assert found[Order.SEEN] == ["C", "A", "B"]
    assert found[Order.BEHIND][0] == "C"


def test_a_program_reads_the_same(app: Flask) -> None:
    scene = a_scene()
    read(learns(scene, "Suharti"), 1)
    caller = Caller(app, scene.teacher)
    with frozen_at(scene.after_two):
        (shown,) = caller.get(f"/classes/{scene.run.id}/learners?behind=true").get_json()["items"]

    assert (shown["name"], shown["progress"], shown["behind"]) == ("Suharti", 16, ["share"])
    assert shown["reasons"] == ["1 of the 3 parts due by now are done"]
    assert caller.get(f"/classes/{scene.run.id}/learners?order=odd").status_code == 422


def test_another_instructor_sees_nothing_of_it(app: Flask) -> None:
    scene, other = a_scene(), a_scene()
    stranger = as_(app, other.teacher)
    learner = as_(app, learns(scene).user)
    path = f"/teach/{scene.run.id}"

    for client in (stranger, learner):
        for page in ("", "/learners.csv", "/message", "/survey", "/repeat"):
            assert client.get(path + page).status_code == 404
    assert as_(app, a_class_manager()).get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_a_roster_asks_as_often_for_one_as_for_thirty(app: Flask, number: int) -> None:
    scene = a_scene()
    for n in range(number):
        each = learns(scene, f"Learner {n}", organisation_id=an_organisation().id)
        read(each, 2)
        was_there(each, scene.sessions[0])
    teacher = as_(app, scene.teacher)
    with frozen_at(scene.after_two):
        asked, page = asked_for(teacher, f"/teach/{scene.run.id}")

    assert page.count('name="person"') == number
    assert asked <= MOST


MOST = 28
