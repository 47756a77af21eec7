"""A word to learners: to those chosen, each once."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.models import Entry
from hub.learning.study.models import Announcement
from hub.learning.teaching.rules.messages import Word
from hub.learning.teaching.services.writing import write_to
from hub.outbox.models import Message
from tests.api import Caller
from tests.factories import a_person
from tests.factories.learning import an_enrolment
from tests.hub.learning.teaching.stories import Scene, a_scene, as_, learns


def mails(template: str = "teaching/message") -> dict[str, Message]:
    db.session.expire_all()
    found = db.session.scalars(select(Message).where(Message.template == template))
    return {each.to_name: each for each in found}


def written(scene: Scene) -> list[Entry]:
    query = select(Entry).where(
        Entry.action == "class.message-sent", Entry.subject_id == scene.run.id
    )
    return list(db.session.scalars(query))


def test_those_ticked_get_it_once_in_their_language(app: Flask) -> None:
    scene = a_scene()
    dewi = an_enrolment(scene.run, a_person(name="Dewi", language="id"))
    learns(scene, "Budi")
    teacher = as_(app, scene.teacher)
    path = f"/teach/{scene.run.id}/message?person={dewi.user_id}"
    form = teacher.get(path).text
    once = re.search(r'name="once"[^>]*value="([^"]+)"', form)
    assert once
    sent = {"once": once[1], "title": "Tomorrow", "text": "Bring a map.\nAnd a <pen>."}

    answers = [teacher.post(path, data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert list(mails()) == ["Dewi"]
    mail = mails()["Dewi"]
    assert mail.subject == "Tomorrow · Lisensi data terbuka"
    assert "Bring a map." in mail.text
    assert "&lt;pen&gt;" in (mail.html or "")
    assert "Budi Santoso" in mail.text  # who wrote it
    assert len(written(scene)) == 1
    assert "Tomorrow" in teacher.get(f"/teach/{scene.run.id}").text


def test_what_is_for_all_is_announced_once(app: Flask) -> None:
    scene = a_scene(seats=2)
    for name in ("Dewi", "Budi", "In line"):
        learns(scene, name)
    caller = Caller(app, scene.teacher)
    body = {"id": str(uuid4()), "title": "Hello", "text": "See you."}

    first = caller.post(f"/classes/{scene.run.id}/messages", body)
    again = caller.post(f"/classes/{scene.run.id}/messages", body)

    assert (first.status_code, len(first.get_json()["written_to"])) == (200, 2)
    assert again.get_json()["written_to"] == []
    assert sorted(mails("study/announced")) == ["Budi", "Budi Santoso", "Dewi"]
    assert mails() == {}
    announced = db.session.scalars(select(Announcement)).one()
    assert (announced.title, announced.text) == ("Hello", "See you.")


def test_two_classes_never_share_an_announcement(app: Flask) -> None:
    first, second = a_scene(), a_scene()
    learns(first), learns(second)
    word = Word("Hello", "See you.", uuid4())
    with transaction():
        write_to(first.run, word, by=first.teacher)

    with pytest.raises(Conflict), transaction():
        write_to(second.run, word, by=second.teacher)


def test_nothing_is_written_that_nobody_can_read(app: Flask) -> None:
    scene = a_scene()
    learns(scene)
    stranger = a_person()
    cases = [
        (Word(" ", "Text", uuid4()), None, Invalid),
        (Word("Title", "x" * 4001, uuid4()), None, Invalid),
        (Word("Title", "Text", uuid4()), [stranger.id], Invalid),
    ]
    for word, people, refusal in cases:
        with pytest.raises(refusal), transaction():
            write_to(scene.run, word, by=scene.teacher, people=people)
    with pytest.raises(NotAllowed), transaction():
        write_to(scene.run, Word("Title", "Text", uuid4()), by=stranger)

    assert (mails(), written(scene)) == ({}, [])


def test_whoever_ticks_nobody_writes_to_nobody(app: Flask) -> None:
    scene = a_scene()
    learns(scene)
    teacher = as_(app, scene.teacher)
    path = f"/teach/{scene.run.id}/message"

    page = teacher.get(path).text
    answer = teacher.post(path, data={"title": "All?", "text": "No."})

    assert "Nobody is chosen." in page
    assert answer.status_code == 422
    assert mails() == {}
