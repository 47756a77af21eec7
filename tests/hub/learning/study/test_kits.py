"""A kit is taken along, and what was answered in it comes back once."""

import io
import posixpath
import re
import zipfile
from pathlib import Path

from flask import Flask

from hub.core.database import transaction
from hub.core.ids import new_secret
from hub.files import storage
from hub.learning.enrolments.services.answering import leave
from hub.learning.study.kit_making import kit_of, size_of, write_kit
from hub.learning.study.queries import study_of
from tests.hub.learning.study.stories import RIGHT, Scene, as_form, with_files

LINK = re.compile(r'(?:href|src)="([^"#]+)"')


def test_all_that_a_kit_points_to_is_in_it_or_on_the_hub(app: Flask) -> None:
    scene = Scene(app)
    with_files(scene.run)

    for query, names in (("", {"map.png.webp", "map.jpg.webp", "sheet.pdf"}),
                         ("?files=no", {"map.png.webp", "map.jpg.webp"})):  # fmt: skip
        packed = scene.learner.get(f"{scene.at}/kit.zip{query}", buffered=True).data
        kit = zipfile.ZipFile(io.BytesIO(packed))
        assert {Path(name).name for name in kit.namelist() if "/one/" in name} == names
        for name in kit.namelist():
            if name.endswith(".html"):
                there = {posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
                         for link in LINK.findall(kit.read(name).decode())
                         if "://" not in link}  # fmt: skip
                assert there <= set(kit.namelist()), name
    hub = f"{app.config['PUBLIC_URL']}/files/{left_out(scene)}"
    assert hub in kit.read("lessons/01-one.html").decode()


def left_out(scene: Scene) -> str:
    """What is not in the kit is on the hub."""
    files = scene.run.of_version.lessons[0].files
    return next(str(each.file_id) for each in files if each.name == "sheet.pdf")


def test_a_size_is_told_to_the_byte(app: Flask) -> None:
    scene = Scene(app)
    with_files(scene.run)
    with app.test_request_context():
        kit = kit_of(scene.enrolment, new_secret())
        packed = io.BytesIO()
        write_kit(kit, packed)

    assert size_of(kit) == len(packed.getvalue())


def test_a_kit_without_a_picture_that_the_disk_lost_is_made_all_the_same(app: Flask) -> None:
    scene = Scene(app)
    with_files(scene.run)
    lost = scene.run.of_version.lessons[0].files[0].file_id
    storage.path_of(lost).unlink()

    packed = scene.learner.get(f"{scene.at}/kit.zip", buffered=True).data

    assert "pictures/one/map.png.webp" not in zipfile.ZipFile(io.BytesIO(packed)).namelist()


def test_a_kit_opens_from_a_disk_and_its_answers_count_once(app: Flask) -> None:
    scene = Scene(app)
    told = scene.learner.get(f"{scene.at}/kit")
    packed = scene.learner.get(f"{scene.at}/kit.zip", buffered=True)
    kit = zipfile.ZipFile(io.BytesIO(packed.data))
    quiz = kit.read("quizzes/02-check.html").decode()
    token = re.search(r'name="kit" value="([^"]+)"', quiz)
    assert token
    sent = {"kit": token[1], "quiz": "check", "language": "en", "lesson": "one"}
    home = app.test_client()

    first = home.post("/kit-answers", data=sent | as_form(RIGHT))
    again = home.post("/kit-answers", data=sent | {"answer-q1": "b"})
    forged = home.post("/kit-answers", data=sent | {"kit": "x"})

    assert "Get the kit (" in told.text
    assert "Six, after Giffinger" not in quiz
    assert "correct" not in quiz
    assert "5 of 5 points" in first.text
    assert "they count once" in again.text
    assert forged.status_code == 404
    assert study_of(scene.enrolment).quizzes["check"].attempts == 1
    assert study_of(scene.enrolment).lessons == {"one"}


def test_what_no_kit_made_is_told_and_not_lost(app: Flask) -> None:
    home = app.test_client()

    nothing = home.post("/kit-answers", data={"answers": ""})
    nonsense = home.post("/kit-answers", data={"answers": "{not mine}"})
    half = home.post(
        "/kit-answers", data={"file": (io.BytesIO(b'{"kit": "x"}'), "check-answers.json")}
    )

    assert nothing.status_code == 422
    assert "Please paste the text, or choose a file." in nothing.text
    assert nonsense.status_code == 422
    assert "This is not what a kit makes." in nonsense.text
    assert "{not mine}" in nonsense.text
    assert half.status_code == 404
    assert "These answers come from no kit that we know." in half.text


def test_a_kit_of_who_lost_the_place_sends_in_vain(app: Flask) -> None:
    scene = Scene(app)
    kit = kit_in(scene)
    with transaction():
        leave(scene.enrolment, by=scene.siti)

    answer = app.test_client().post("/kit-answers", data={"kit": kit, "lesson": "one"})

    assert answer.status_code == 403
    assert study_of(scene.enrolment).lessons == frozenset()


def test_what_has_a_time_limit_is_not_answered_on_a_disk(app: Flask) -> None:
    scene = Scene(app, time_limit_minutes=10)
    packed = scene.learner.get(f"{scene.at}/kit.zip", buffered=True).data
    page = zipfile.ZipFile(io.BytesIO(packed)).read("quizzes/02-check.html").decode()
    sent = {"kit": kit_in(scene), "quiz": "check"} | as_form(RIGHT)

    answer = app.test_client().post("/kit-answers", data=sent)

    assert f"{scene.at}/learn/quizzes/check" in page, "the way to where it is answered"
    assert "answer-q1" not in page
    assert answer.status_code == 409
    assert study_of(scene.enrolment).quizzes["check"].attempts == 0


def kit_in(scene: Scene) -> str:
    """The token of one more kit."""
    packed = scene.learner.get(f"{scene.at}/kit.zip", buffered=True).data
    index = zipfile.ZipFile(io.BytesIO(packed)).read("index.html").decode()
    return index.partition('name="kit" value="')[2].partition('"')[0]
