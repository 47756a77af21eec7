"""Pages of learning, as who learns and who teaches use them."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from hub.core.clock import frozen_at, now
from hub.core.database import db
from hub.learning.study.models import Announcement, Post, Submission
from hub.learning.study.queries import study_of
from hub.outbox.models import Message
from tests.counting import asked_for
from tests.factories import a_person, kept, slot
from tests.factories.learning import a_class_session, an_enrolment
from tests.hub.files.papers import a_pdf
from tests.hub.learning.study.stories import RIGHT, Scene, as_form, signed_in

MINUTE = timedelta(minutes=1)


def test_a_learner_reads_answers_and_sees_what_is_next(app: Flask) -> None:
    scene = Scene(app)
    session = a_class_session(scene.run, slot(15), recording_url="https://films.example/secret")

    first = scene.learner.get(f"{scene.at}/learn")
    read = scene.learner.get(f"{scene.at}/learn/lessons/one")
    onward = scene.learner.post(f"{scene.at}/learn/lessons/one")
    then = scene.learner.get(f"{scene.at}/learn")
    with frozen_at(session.ends_at + MINUTE):
        after = scene.learner.get(f"{scene.at}/learn")

    assert "0 % · 0 of 3 required parts" in first.text
    assert f"/go/{session.id}" in first.text
    assert "I have read it" in read.text
    assert "Cities <strong>count</strong>" in read.text
    assert onward.location.endswith("/learn/quizzes/check")
    assert "33 % · 1 of 3 required parts" in then.text
    assert f"/go/{session.id}/recording" in after.text
    assert "films.example" not in after.text


def test_a_quiz_is_one_form_saved_and_handed_in_once(app: Flask) -> None:
    scene = Scene(app, attempts=2)
    at = f"{scene.at}/learn/quizzes/check"

    before = scene.learner.get(at)
    scene.learner.post(at)
    going_on = scene.learner.post(f"{at}/answers", data={"answer-q1": "b", "save": "yes"})
    saved = scene.learner.get(going_on.location)
    result = scene.learner.post(
        f"{at}/answers", data=as_form(RIGHT | {"q1": "b"}), follow_redirects=True
    )
    again = scene.learner.post(f"{at}/answers", data=as_form(RIGHT), follow_redirects=True)

    assert "2 left" in before.text
    assert going_on.location.endswith("#answer-q2"), "the first that is not answered"
    assert "Saved: 1 of 4 questions. It is not handed in yet." in saved.text
    assert "4 of 5 points, 80 %" in result.text
    assert "Six, after Giffinger" in result.text
    assert "Right is:" in result.text, "passed, so what is right is told"
    assert "cannot be changed any more" in again.text
    assert study_of(scene.enrolment).quizzes["check"].best == 80


def test_what_is_right_is_kept_back_while_there_are_tries(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/learn/quizzes/check"
    scene.learner.post(at)

    result = scene.learner.post(f"{at}/answers", data={"answer-q1": "b"}, follow_redirects=True)

    assert "Not passed" in result.text
    assert "Right is:" not in result.text
    assert "What is right is shown once you have passed" in result.text


def test_after_the_time_what_was_saved_is_marked_when_somebody_looks(app: Flask) -> None:
    scene = Scene(app, time_limit_minutes=10)
    at, begun = f"{scene.at}/learn/quizzes/check", now()
    with frozen_at(begun):
        scene.learner.post(at)
        page = scene.learner.post(
            f"{at}/answers", data={"answer-q1": "a", "save": "1"}, follow_redirects=True
        )
    with frozen_at(begun + 11 * MINUTE):
        late = scene.learner.get(at)
        sent = scene.learner.post(f"{at}/answers", data=as_form(RIGHT), follow_redirects=True)

    assert "10 minutes are left." in page.text
    assert "What you had saved until then was marked." in late.text
    assert "1 of 5" in late.text
    assert "1 of 5 points" in sent.text


def test_work_goes_with_files_to_its_mark_and_back(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/learn/assignments/essay"
    form: dict[str, Any] = {"text": "One **street**", "files": (io.BytesIO(a_pdf()), "street.pdf")}

    empty = scene.learner.post(at, data={"text": ""})
    handed = scene.learner.post(at, data=form, follow_redirects=True)
    work = db.session.scalars(select(Submission)).one()
    marking = f"/teach/{scene.run.id}/marking"
    to_mark = scene.teacher.get(marking)
    looked = scene.teacher.get(f"{marking}/{work.id}")
    incomplete = scene.teacher.post(f"{marking}/{work.id}", data={"version": "1"})
    marks = {"points-clarity": "4", "points-evidence": "5", "note-evidence": "Counted!"}
    done = scene.teacher.post(
        f"{marking}/{work.id}",
        data=marks | {"version": "1", "feedback": "Well seen."},
        follow_redirects=True,
    )
    back = scene.learner.get(at)

    assert empty.status_code == 422
    assert "Please write something, or choose a file." in empty.text
    assert "street.pdf" in handed.text
    assert "Waits for a mark" in handed.text
    assert "Siti" in to_mark.text
    assert "<strong>street</strong>" in looked.text
    assert incomplete.status_code == 422
    assert "Some points are missing" in incomplete.text
    assert "Siti is told by mail." in done.text
    assert "No work waits for a mark." in done.text
    assert "9 of 10 points" in back.text
    assert "Counted!" in back.text
    assert "Well seen." in back.text
    assert subjects_to(scene.siti.id) == ["Your work is marked: An essay"]


def test_files_of_work_are_for_its_learner_and_who_teaches(app: Flask) -> None:
    scene = Scene(app)
    other = an_enrolment(scene.run, a_person())
    data = {"files": (io.BytesIO(a_pdf()), "street.pdf")}
    page = scene.learner.post(
        f"{scene.at}/learn/assignments/essay", data=data, follow_redirects=True
    )
    path = "/files/" + page.text.partition('href="/files/')[2][:36]

    assert scene.learner.get(path, buffered=True).status_code == 200
    assert scene.teacher.get(path, buffered=True).status_code == 200
    assert scene.stranger.get(path).status_code == 404
    assert signed_in(app, other.user).get(path).status_code == 404


def test_the_class_talks_and_who_teaches_can_hide(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/discussion"
    asked = {"title": "Which data?", "text": "Where do I *find* it?"}

    listed = scene.learner.post(at, data=asked, follow_redirects=True)
    thread = f"{at}/{listed.text.partition(f'{at}/')[2][:36]}"
    answered = scene.teacher.post(thread, data={"text": "On the portal."}, follow_redirects=True)
    edited = scene.learner.post(f"{thread}/edit", data={"text": "Where?"}, follow_redirects=True)
    not_mine = scene.teacher.post(f"{thread}/edit", data={"text": "Mine"})
    hidden = scene.teacher.post(f"{thread}/hide", follow_redirects=True)
    gone = scene.learner.get(thread)
    with frozen_at(now() + 31 * MINUTE):
        scene.teacher.post(f"{thread}/show")
        late = scene.learner.post(f"{thread}/edit", data={"text": "Again"})

    assert "Which data?" in listed.text
    assert "On the portal." in answered.text
    assert "edited" in edited.text
    assert not_mine.status_code == 403
    assert "Show again" in hidden.text
    assert gone.status_code == 404
    assert late.status_code == 409


def test_an_announcement_reaches_everybody_once(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/announcements"
    said = {"title": "Bring a map", "text": "Of your own street."}

    form = scene.teacher.get(at).text
    said["once"] = form.partition('name="once" type="hidden" value="')[2][:36]
    told = scene.teacher.post(at, data=said, follow_redirects=True)
    scene.teacher.post(at, data=said)
    refused = scene.learner.post(at, data=said)
    seen = scene.learner.get(f"{scene.at}/learn")

    assert "on its way by mail" in told.text
    assert refused.status_code == 403
    assert "Bring a map" in seen.text
    assert db.session.query(Announcement).count() == 1
    for person in (scene.siti, scene.budi):
        assert len([each for each in subjects_to(person.id) if "Bring a map" in each]) == 1


def test_feedback_is_given_once_and_read_where_one_teaches(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/feedback"
    said = {"content": "5", "teaching": "4", "usefulness": "3", "liked": "The maps"}

    scene.learner.post(at, data=said | {"content": "1"})
    changed = scene.learner.post(at, data=said, follow_redirects=True)
    one = scene.teacher.get(at, follow_redirects=True)
    for _number in range(2):
        signed_in(app, an_enrolment(scene.run).user).post(at, data=said)
    three = scene.teacher.get(at, follow_redirects=True)

    assert "Thank you." in changed.text
    assert "What learners say" not in changed.text
    assert one.request.path == f"/teach/{scene.run.id}/survey"
    assert "The maps" not in one.text
    assert "3 of 3 people answered" in three.text
    assert "What was taught" in three.text, "in the words in which it was asked"
    assert "The maps" in three.text
    assert "Siti" not in three.text
    assert study_of(scene.enrolment).feedback_given


def test_others_are_told_how_to_get_a_place(app: Flask) -> None:
    scene = Scene(app)

    for path in ("learn", "learn/lessons/one", "discussion", "announcements", "kit", "kit.zip"):
        answer = scene.stranger.get(f"{scene.at}/{path}")
        assert answer.status_code == 403, path
        assert "people who have a place" in answer.text
        assert f'href="{scene.at}"' in answer.text
    assert scene.stranger.get(f"/teach/{scene.run.id}/marking").status_code == 404
    assert scene.teacher.get(f"{scene.at}/learn/quizzes/check").status_code == 200
    assert scene.teacher.post(f"{scene.at}/learn/quizzes/check").status_code == 403


def test_thirty_of_anything_take_as_many_questions_as_one(app: Flask) -> None:
    scene = Scene(app)
    pages = [
        (scene.learner, f"{scene.at}/learn"),
        (scene.learner, "/learning"),
        (scene.learner, f"{scene.at}/discussion"),
        (scene.learner, f"{scene.at}/announcements"),
        (scene.teacher, f"/teach/{scene.run.id}/marking"),
    ]
    fill(scene, 1)
    few = [asked_for(client, path)[0] for client, path in pages]
    fill(scene, 12)

    assert [asked_for(client, path)[0] for client, path in pages] == few


def fill(scene: Scene, many: int) -> None:
    for n in range(many):
        other = an_enrolment(scene.run, a_person(name=f"Learner {n}"))
        kept(Submission(enrolment_id=other.id, assignment_key="essay", number=1))
        kept(Post(run_id=scene.run.id, author_id=other.user_id, title=f"Q {n}", text="Why?"))
        kept(Announcement(run_id=scene.run.id, author_id=scene.budi.id, title=f"N {n}", text="So."))


def subjects_to(person_id: UUID) -> list[str]:
    query = select(Message.subject).where(Message.user_id == person_id).order_by(Message.id)
    return list(db.session.scalars(query))
