"""Pictures and files of lessons. The bytes are stored before the transaction, for that takes its
time; the rows come with it."""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import exists, select

from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.files.models import File
from hub.files.rules import MEGABYTE, DocumentLimits, Limits
from hub.files.services import Stored, delete, keep, store, store_document
from hub.history.services import record
from hub.learning.courses.models import Course, Lesson, LessonFile
from hub.learning.courses.queries.files import file_with_hash
from hub.learning.courses.rules.drafts import LONGEST_TITLE, MOST_FILES, FileDraft
from hub.learning.courses.rules.items import LONGEST_NAME, is_file_name
from hub.learning.courses.services.checks import hold_draft

#: A lesson's picture is written anew, no longer than a page is wide on a large screen.
PICTURES = Limits(max_bytes=10 * MEGABYTE, longest_side=1400)
PAPERS = DocumentLimits()
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")


def store_file(name: str, content: bytes) -> Stored:
    """A picture by its name's ending, else a document.

    Raises:
        FileTooLarge, NotAPicture, TooManyPixels, WrongKind and others: see `hub.files.services`.
    """
    if name.lower().endswith(PICTURE_ENDINGS):
        return store(io.BytesIO(content), limits=PICTURES)
    return store_document(io.BytesIO(content), name, limits=PAPERS)


def file_name(given: str) -> str:
    """What a lesson's text may call a file that somebody's disk calls so: "Peta banjir (2).PNG" is
    peta-banjir-2.png."""
    plain = unicodedata.normalize("NFKD", given.rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    stem, dot, ending = plain.encode("ascii", "ignore").decode().lower().rpartition(".")
    stem = "-".join(re.findall(r"[a-z0-9_]+", stem if dot else ending)) or "file"
    ending = re.sub(r"[^a-z0-9]", "", ending) if dot else ""
    return f"{stem[: LONGEST_NAME - 20]}.{ending[:10]}" if ending else stem[:LONGEST_NAME]


def stored_files(course: Course, files: Iterable[FileDraft]) -> dict[str, Stored]:
    """All that bring bytes which the course does not have yet, by the SHA-256 of those bytes."""
    brought = {
        hashlib.sha256(each.content).hexdigest(): each for each in files if each.content is not None
    }
    return {
        sha256: store_file(each.name, each.content or b"")
        for sha256, each in brought.items()
        if file_with_hash(course, sha256) is None
    }


def put_files(
    lesson: Lesson, files: Iterable[FileDraft], *, stored: dict[str, Stored], by: User
) -> None:
    """The files of a lesson that has none yet; bytes that the course knows are kept once.

    Raises:
        Invalid: a file comes without its bytes, and the course has none with this hash.
    """
    course = lesson.of_version.course
    for position, draft in enumerate(files, start=1):
        file = _file_of(course, draft, stored=stored, by=by)
        _add(lesson, file, name=draft.name, title=draft.title, position=position)
    db.session.flush()


def add_file(
    lesson: Lesson, name: str, *, stored: Stored, title: Words | None = None, by: User
) -> LessonFile:
    """Put a picture or a file to a lesson of a draft; one of that name is replaced.

    Raises:
        NotAllowed, VersionFrozen, Conflict: see `hold_draft`.
        Invalid: a name that cannot stand in a text, too long a title, too many files.
    """
    hold_draft(lesson.of_version, by=by)
    _check(lesson, name, title=title or {})
    course = lesson.of_version.course
    before = next((each for each in lesson.files if each.name == name), None)
    position = before.position if before else len(lesson.files) + 1
    if before:
        _take_away(lesson, before)
    file = keep(stored, course, name=name, by_id=by.id)
    added = _add(lesson, file, name=name, title=title or {}, position=position)
    lesson.of_version.version += 1
    db.session.flush()
    db.session.expire(lesson, ["files"])
    record("course-version.file-added", lesson.of_version,
           after={"lesson": lesson.key, "file": name})  # fmt: skip
    return added


def remove_file(lesson: Lesson, name: str, *, by: User) -> None:
    """Raises: NotAllowed, VersionFrozen, Conflict; NotFound."""
    hold_draft(lesson.of_version, by=by)
    found = next((each for each in lesson.files if each.name == name), None)
    if found is None:
        raise NotFound(_("There is no such file."))
    _take_away(lesson, found)
    lesson.of_version.version += 1
    db.session.flush()
    record("course-version.file-removed", lesson.of_version,
           before={"lesson": lesson.key, "file": name})  # fmt: skip


def copy_files(lesson: Lesson, to: Lesson) -> None:
    """The same files for the next version's lesson."""
    for each in lesson.files:
        _add(to, each.file, name=each.name, title=each.title, position=each.position)


def let_go(course: Course) -> None:
    """Delete the files of the course that no lesson of any version shows."""
    shown = exists().where(LessonFile.file_id == File.id)
    query = select(File.id).where(
        File.owner_kind == Course.__tablename__,
        File.owner_id == course.id,
        File.deleted_at.is_(None),
        ~shown,
    )
    for file_id in db.session.scalars(query).all():
        delete(file_id)


def _file_of(course: Course, draft: FileDraft, *, stored: dict[str, Stored], by: User) -> File:
    sha256 = hashlib.sha256(draft.content).hexdigest() if draft.content is not None else ""
    known = file_with_hash(course, sha256 or draft.sha256)
    if known is not None:
        return known
    if sha256 not in stored:
        sentence = _("The course has no file with this hash. Please send its content.")
        raise Invalid(f"{draft.name}: {sentence}", errors={"files": [f"{draft.name}: {sentence}"]})
    return keep(stored[sha256], course, name=draft.name, by_id=by.id)


def _add(lesson: Lesson, file: File, *, name: str, title: Words, position: int) -> LessonFile:
    added = LessonFile(
        lesson_id=lesson.id, file_id=file.id, name=name, title=title, position=position
    )
    db.session.add(added)
    return added


def _take_away(lesson: Lesson, found: LessonFile) -> None:
    db.session.delete(found)
    db.session.flush()
    db.session.expire(lesson, ["files"])
    let_go(lesson.of_version.course)


def _check(lesson: Lesson, name: str, *, title: Words) -> None:
    if not is_file_name(name):
        sentence = _("Letters, digits, dots, hyphens and underscores, please: map.png")
        raise Invalid(sentence, errors={"name": [sentence]})
    if any(len(text) > LONGEST_TITLE for text in title.values()):
        sentence = _("Please use at most %(max)d characters.", max=LONGEST_TITLE)
        raise Invalid(sentence, errors={"title": [sentence]})
    others = [each for each in lesson.files if each.name != name]
    if len(others) >= MOST_FILES:
        raise Conflict(_("At most %(most)s files for a lesson.", most=MOST_FILES))
