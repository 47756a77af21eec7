"""What somebody teaches, and what waits for them."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.learning.classes.models import Entry
from hub.learning.enrolments import services
from hub.learning.study.models import Post
from hub.learning.teaching.queries.desk import Waiting, desk_of
from tests.api import Caller
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, kept, slot
from tests.factories.learning import a_class_manager, a_class_session, a_run, an_instructor
from tests.hub.learning.teaching.stories import a_scene, as_, hands_in, learns


def test_whoever_teaches_nothing_is_told_how_one_comes_to_it(app: Flask) -> None:
    page = as_(app, a_person()).get("/teach").text

    assert "You teach no class yet." in page


def test_runs_lie_on_their_shelves_and_the_next_session_comes_first(app: Flask) -> None:
    scene = a_scene()
    later, draft = a_run(), a_run(state="draft", published_at=None)
    a_class_session(later, slot(9, days=60))
    for run in (later, draft):
        an_instructor(run, scene.teacher)
    before, during, after = MONDAY, scene.after_two, scene.sessions[3].ends_at
    found = {}
    for at in (before, during, after):
        with frozen_at(at):
            desk = desk_of(scene.teacher)
        assert desk.next
        found[at] = [
            [each.run for each in shelf] for shelf in (desk.running, desk.coming, desk.past)
        ]
        assert desk.next.run is (scene.run if at < after else later)

    assert found[before] == [[], [scene.run, later, draft], []]
    assert found[during] == [[scene.run], [later, draft], []]
    assert found[after] == [[], [later, draft], [scene.run]]


def test_work_requests_and_questions_wait(app: Flask) -> None:
    scene = a_scene()
    dewi, budi = learns(scene, "Dewi"), learns(scene, "Budi")
    hands_in(dewi)
    hands_in(dewi, number=2)
    hands_in(budi)
    for author, answered in ((dewi.user, True), (budi.user, False), (scene.teacher, False)):
        thread = kept(Post(run_id=scene.run.id, author_id=author.id, title="?", text="Why?"))
        kept(Post(run_id=scene.run.id, author_id=author.id, thread_id=thread.id, text="And …"))
        if answered:
            answer = {"author_id": scene.teacher.id, "thread_id": thread.id}
            kept(Post(run_id=scene.run.id, text="So.", **answer))

    assert desk_of(scene.teacher).all[0].waiting == Waiting(works=2, questions=1)


def test_requests_are_counted_for_who_answers_them(app: Flask) -> None:
    run = a_run(entry=Entry.APPROVAL)
    a_class_session(run, slot(15, days=30))
    manager = an_instructor(run, a_class_manager())
    teacher = an_instructor(run)
    with transaction():
        services.enrol(run, by=a_person(), wish=services.Wish())

    counts = [desk_of(each).all[0].waiting.requests for each in (manager, teacher)]

    assert counts == [1, 0]
    assert f"/admin/classes/{run.id}/requests" in as_(app, manager).get("/teach").text


def test_a_program_reads_what_waits(app: Flask) -> None:
    scene = a_scene()
    hands_in(learns(scene))
    (shown,) = Caller(app, scene.teacher).get("/me/teaching").get_json()["items"]

    assert (shown["class_slug"], shown["stage"]) == (scene.run.slug, "coming")
    assert (shown["people"], shown["works_to_mark"]) == (1, 1)
    assert shown["next_session"] == str(scene.sessions[0].id)


def test_whoever_stopped_teaching_sees_it_no_more(app: Flask) -> None:
    scene = a_scene()
    with transaction():
        scene.run.instructors[0].left_at = MONDAY + timedelta(hours=1)

    assert desk_of(scene.teacher).all == []
    assert as_(app, scene.teacher).get(f"/teach/{scene.run.id}").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_desk_asks_as_often_for_one_run_as_for_thirty(app: Flask, number: int) -> None:
    teacher = a_person()
    for n in range(number):
        run = a_run()
        an_instructor(run, teacher)
        a_class_session(run, slot(9, days=n + 2))
    asked, page = asked_for(as_(app, teacher), "/teach")

    assert page.count('class="card card-pad stack gap-s"') == number
    assert asked <= MOST


MOST = 14


def test_the_video_room_comes_to_the_fore_when_it_opens(app: Flask) -> None:
    scene = a_scene()
    starts = scene.sessions[0].starts_at
    teacher = as_(app, scene.teacher)
    seen = []
    for before in (timedelta(days=2), timedelta(minutes=16), timedelta(minutes=15)):
        with frozen_at(starts - before):
            page = teacher.get("/teach").text
        (look,) = re.findall(r'class="btn ([^"]*)"[^>]*/go/', page)
        seen.append(look)

    assert seen == ["quiet", "quiet", ""]
