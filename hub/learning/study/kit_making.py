"""The offline kit of a class: one ZIP that opens from a disk by its `index.html`. Lessons with
their pictures and files, work to do, quizzes as forms; nothing in it is fetched from the web, and
nothing in it says which answers are right."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from flask import current_app, render_template

from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.i18n import language
from hub.files import storage
from hub.files.models import File
from hub.files.words import about
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import Lesson
from hub.learning.courses.queries import Item, is_picture, kind_of, version_items
from hub.learning.courses.rules.outline import Kind
from hub.learning.enrolments.models import Enrolment
from hub.web.addresses import public_url
from hub.web.markdown import Picture, markdown

FOLDERS = {Kind.LESSON: "lessons", Kind.QUIZ: "quizzes", Kind.ASSIGNMENT: "work"}
STATIC = ("css/kit.css", "js/kit.js")
#: Of an entry that is stored as it is: its two headers, without the name that stands in both.
_HEADERS = 30 + 46


@dataclass(frozen=True)
class Kit:
    """Texts by their names in the ZIP, and what is put in as it is."""

    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)


def kit_of(enrolment: Enrolment, token: str, *, with_files: bool = True) -> Kit:
    """In the language now spoken. Without files it has the pictures all the same."""
    kit = Kit()
    items = version_items(enrolment.run.of_version)
    names = {item.key: _page_name(n, item) for n, item in enumerate(items, start=1)}
    told = {"run": enrolment.run, "items": items, "names": names, "kinds": _kinds(items)}
    told |= {"token": token, "language": language(), "made_at": now(), "zone": enrolment.user.zone}
    told |= {"answers_url": public_url("study.kit_answers"), "about_file": about}
    told |= {"hub_url": partial(_hub_url, enrolment.run)}
    kit.texts["index.html"] = render_template("hub/learning/study/kit/index.html", root="", **told)
    for n, item in enumerate(items):
        page = f"hub/learning/study/kit/{kind_of(item).value}.html"
        around = {"before": items[n - 1] if n else None, "after": _at(items, n + 1)}
        kit.texts[names[item.key]] = render_template(
            page,
            root="../",
            item=item,
            **_lesson(kit, item, with_files=with_files),
            **around,
            **told,
        )
    for name in STATIC:
        path = Path(str(current_app.static_folder)) / name
        kit.texts[path.name] = path.read_text(encoding="utf-8")
    return kit


def write_kit(kit: Kit, to: IO[bytes]) -> None:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, text in kit.texts.items():
            packed.writestr(name, text)
        for name, file in _there(kit):
            packed.write(storage.path_of(file.id), name, compress_type=zipfile.ZIP_STORED)


def size_of(kit: Kit) -> int:
    """In bytes, as the ZIP will have them, without reading the files."""
    texts = io.BytesIO()
    write_kit(Kit(kit.texts), texts)
    return len(texts.getvalue()) + sum(
        file.size + _HEADERS + 2 * len(name.encode()) for name, file in _there(kit)
    )


def _there(kit: Kit) -> Iterator[tuple[str, File]]:
    """Those whose bytes are still on the disk; `flask doctor` tells of others."""
    return ((name, file) for name, file in kit.files.items() if storage.path_of(file.id).is_file())


def _lesson(kit: Kit, item: Item, *, with_files: bool) -> dict[str, object]:
    """Its text, and its files where they are: in the kit, or on the hub if they are left out."""
    if not isinstance(item, Lesson):
        return {}
    pictures: dict[str, Picture] = {}
    files: dict[str, str] = {}
    for each in item.files:
        if is_picture(each.file):
            name = f"pictures/{item.key}/{each.name}.webp"
            pictures[each.name] = Picture(f"../{name}", each.file.width, each.file.height)
        elif with_files:
            name = f"files/{item.key}/{each.name}"
            files[each.name] = f"../{name}"
        else:
            files[each.name] = public_url("files.document", file_id=str(each.file_id))
            continue
        kit.files[name] = each.file
    body = markdown(in_words(item.body), pictures=pictures, files=files)
    others = [each for each in item.files if not is_picture(each.file)]
    return {"body": body, "offered": [(each, files[each.name], with_files) for each in others]}


def _page_name(number: int, item: Item) -> str:
    return f"{FOLDERS[kind_of(item)]}/{number:02d}-{item.key}.html"


def _kinds(items: list[Item]) -> dict[str, Kind]:
    return {item.key: kind_of(item) for item in items}


def _hub_url(run: ClassRun, item: Item) -> str:
    """Of its page, for what cannot be done on a disk."""
    return public_url(f"study.{kind_of(item).value}", slug=run.slug, key=item.key)


def _at(items: list[Item], n: int) -> Item | None:
    return items[n] if n < len(items) else None
