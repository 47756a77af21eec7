"""Read a lesson, a quiz or an assignment that somebody wrote, and note what is wrong with it."""

import base64
import binascii
import re
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from hub.core.i18n import gettext as _
from hub.learning.courses.rules.drafts import (
    LONGEST_INTRO,
    LONGEST_LESSON,
    LONGEST_MINUTES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ATTEMPTS,
    MOST_FILES,
    MOST_LINES,
    AssignmentDraft,
    FileDraft,
    ItemDraft,
    LessonDraft,
    QuizDraft,
)
from hub.learning.courses.rules.outline import LONGEST_KEY, Kind, is_key
from hub.learning.courses.rules.questions import read_questions
from hub.learning.courses.rules.reading import Errors, Reader

LONGEST_NAME = 120
LONGEST_URL = 300
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_item(row: Reader, kind: Kind) -> ItemDraft:
    if kind is Kind.LESSON:
        return read_lesson(row)
    return read_quiz(row) if kind is Kind.QUIZ else read_assignment(row)


def checked(draft: ItemDraft) -> tuple[ItemDraft, Errors]:
    """The same, cleaned, and what is wrong with it by field."""
    errors: Errors = {}
    row = Reader(asdict(draft), errors)
    found = read_item(row, draft.kind)
    row.done()
    return found, errors


def read_lesson(row: Reader) -> LessonDraft:
    return LessonDraft(
        title=row.words("title", longest=LONGEST_TITLE, needed=True),
        key=_key(row),
        body=row.words("body", longest=LONGEST_LESSON),
        minutes=row.whole("minutes", low=1, high=LONGEST_MINUTES, default=10) or 10,
        is_required=row.flag("is_required", default=True),
        video_url=_address(row, "video_url"),
        video_minutes=row.whole("video_minutes", low=1, high=LONGEST_MINUTES, default=None),
    )


def read_quiz(row: Reader) -> QuizDraft:
    return QuizDraft(
        title=row.words("title", longest=LONGEST_TITLE, needed=True),
        key=_key(row),
        intro=row.words("intro", longest=LONGEST_INTRO),
        questions=read_questions(row),
        pass_percent=_percent(row, default=70),
        attempts=row.whole("attempts", low=1, high=MOST_ATTEMPTS, default=None),
        time_limit_minutes=row.whole(
            "time_limit_minutes", low=1, high=LONGEST_MINUTES, default=None
        ),
        is_required=row.flag("is_required", default=True),
    )


def read_assignment(row: Reader) -> AssignmentDraft:
    return AssignmentDraft(
        title=row.words("title", longest=LONGEST_TITLE, needed=True),
        key=_key(row),
        brief=row.words("brief", longest=LONGEST_TEXT),
        rubric=_rubric(row),
        pass_percent=_percent(row, default=60),
        takes_files=row.flag("takes_files", default=True),
        is_required=row.flag("is_required", default=True),
    )


def read_files(row: Reader) -> list[FileDraft]:
    """The pictures and files of a lesson, each with its bytes or the hash of what is there."""
    found: list[FileDraft] = []
    for each in row.rows("files", most=MOST_FILES):
        file = FileDraft(
            name=_name(each),
            title=each.words("title", longest=LONGEST_TITLE),
            sha256=each.line("sha256", longest=64).lower(),
            content=_content(each),
        )
        each.plain("size")  # told for people, and counted again from the bytes
        each.done()
        if file.sha256 and not _SHA256.fullmatch(file.sha256):
            each.wrong("sha256", _("This is not a SHA-256 in hexadecimal digits."))
        if file.content is None and not file.sha256:
            each.wrong("content", _("Please give the file's content, as base64."))
        if file.name in {other.name for other in found}:
            each.wrong("name", _("Another file of this lesson has this name."))
        found.append(file)
    return found


def is_file_name(name: str) -> bool:
    """What can stand in Markdown between brackets, and on anybody's disk."""
    return 0 < len(name) <= LONGEST_NAME and re.fullmatch(r"[\w][\w.+-]*", name) is not None


def _name(row: Reader) -> str:
    name = row.line("name", longest=LONGEST_NAME)
    if not is_file_name(name):
        row.wrong("name", _("Letters, digits, dots, hyphens and underscores, please: map.png"))
    return name


def _content(row: Reader) -> bytes | None:
    given = row.plain("content")
    if given is None:
        return None
    try:
        if not isinstance(given, str):
            raise ValueError
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        row.wrong("content", _("This is not base64."))
        return b""


def _key(row: Reader) -> str:
    key = row.line("key", longest=LONGEST_KEY)
    if key and not is_key(key):
        row.wrong("key", _("Lower-case letters, digits and hyphens, please: open-licences."))
    return key


def _percent(row: Reader, *, default: int) -> int:
    given = row.whole("pass_percent", low=0, high=100, default=default)
    return default if given is None else given


def _address(row: Reader, name: str) -> str:
    given = row.line(name, longest=LONGEST_URL)
    try:
        parts = urlsplit(given)
        fits = parts.scheme == "https" and "." in (parts.hostname or "") and " " not in given
    except ValueError:
        fits = False
    if given and not fits:
        row.wrong(name, _("Please give an address that begins with https://"))
        return ""
    return given


def _rubric(row: Reader) -> list[dict[str, Any]]:
    rows = row.rows("rubric", most=MOST_LINES)
    used = {str(each.given["id"]) for each in rows if each.has("id")}
    found: list[dict[str, Any]] = []
    for n, each in enumerate(rows, start=1):
        given = each.line("id", longest=20)
        if given and not is_key(given):
            each.wrong("id", _("Lower-case letters, digits and hyphens, please."))
        fresh = next(name for name in (f"c{k}" for k in range(n, 1000)) if name not in used)
        line = {
            "id": given or fresh,
            "title": each.words("title", longest=LONGEST_TITLE, needed=True),
            "about": each.words("about", longest=LONGEST_INTRO),
            "points": each.whole("points", low=1, high=100, default=1),
        }
        each.done()
        if line["id"] in {other["id"] for other in found}:
            each.wrong("id", _("Another line has this id."))
        used.add(str(line["id"]))
        found.append(line)
    return found
