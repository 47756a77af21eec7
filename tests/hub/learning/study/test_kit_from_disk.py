"""A kit opened from a disk: read and answered without a connection, sent once when there is one."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hub.core.database import db
from hub.learning.study.queries import StudyShown, study_of
from tests.browser import PATIENCE, chromium_path
from tests.hub.learning.study.stories import Scene, with_files
from tests.line import Line, a_line_to
from tests.live import prepared, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(400),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]
AWAY = "The hub cannot be reached now."


@dataclass
class Disk:
    """Siti's kit, unpacked; `line` leads to the hub that made it."""

    folder: Path
    line: Line
    scene: Scene
    asked: list[str] = field(default_factory=list)

    def study(self) -> StudyShown:
        db.session.rollback()
        found = study_of(self.scene.enrolment)
        db.session.rollback()
        return found


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with (
        prepared(tmp_path) as (app, environment),
        a_line_to(environment["PUBLIC_URL"]) as line,
        serving(app, environment, workers=1),
    ):
        app.config["PUBLIC_URL"] = line.url
        scene = Scene(app)
        with_files(scene.run)
        packed = scene.learner.get(f"{scene.at}/kit.zip", buffered=True).data
        db.session.rollback()
        zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path / "kit")
        yield Disk(tmp_path / "kit", line, scene)


def a_page(chromium: Any, disk: Disk, **how: Any) -> Any:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, **how)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: disk.asked.append(request.url))
    page.on("pageerror", lambda error: disk.asked.append(f"error: {error}"))
    page.goto((disk.folder / "index.html").as_uri())
    return page


def answer_all(page: Any) -> None:
    page.get_by_label("Six").check()
    page.get_by_label("CC BY 4.0").check()
    page.get_by_label("ODbL").check()
    page.locator("[name=answer-q3]").fill("0.25")
    page.locator("[name=answer-q4]").fill("wib")


def test_a_kit_is_read_and_answered_on_a_disk_and_sent_once(chromium: Any, disk: Disk) -> None:
    page = a_page(chromium, disk)
    page.get_by_role("link", name="What a city counts").click()
    picture = page.get_by_role("img", name="A map")
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 60
    sheet = page.get_by_role("link", name="The sheet").first.get_attribute("href")
    assert (disk.folder / "lessons" / sheet).resolve().read_bytes().startswith(b"%PDF")
    page.get_by_label("I have read it").check()
    page.get_by_role("link", name="Quiz").click()
    answer_all(page)
    page.reload()
    assert page.get_by_label("ODbL").is_checked()
    assert page.locator("[name=answer-q4]").input_value() == "wib"
    assert {url.partition(":")[0] for url in disk.asked} == {"file"}

    disk.line.cut()
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text(AWAY).wait_for()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    saved = disk.folder / "saved.json"
    saving.value.save_as(saved)
    assert disk.study().quizzes["check"].attempts == 0

    disk.line.mend()
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text("5 of 5 points").wait_for()
    page.go_back()
    page.get_by_text("Sent to the hub:").wait_for()
    page.get_by_label("Three").check()
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text("they count once").wait_for()
    page.goto(f"{disk.line.url}/kit-answers")
    page.get_by_label("Or the files that it saved").set_input_files(saved)
    page.get_by_role("button", name="Send the answers").click()
    page.get_by_text("they count once").wait_for()

    page.goto((disk.folder / "index.html").as_uri())
    assert page.get_by_role("checkbox").first.is_checked(), "ticked in the lesson itself"
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text("1 lesson is noted as read").wait_for()
    found = disk.study()
    assert (found.quizzes["check"].best, found.quizzes["check"].attempts) == (100, 1)
    assert found.lessons == {"one"}
    assert not [each for each in disk.asked if each.startswith("error")]
    page.context.close()


def test_a_kit_works_without_any_script(chromium: Any, disk: Disk) -> None:
    page = a_page(chromium, disk, java_script_enabled=False)

    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text("1 lesson is noted as read").wait_for()
    page.goto((disk.folder / "index.html").as_uri())
    page.get_by_role("link", name="What a city counts").click()
    assert not page.get_by_label("I have read it").is_visible(), "it would be forgotten"
    page.get_by_role("link", name="Quiz").click()
    assert page.get_by_role("button", name="Save as a file").count() == 0
    answer_all(page)
    page.get_by_role("button", name="Send to the hub").click()
    page.get_by_text("5 of 5 points").wait_for()

    assert disk.study().lessons == {"one"}
    page.context.close()
