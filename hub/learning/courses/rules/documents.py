"""A version of a course as one JSON document, for sharing between cities, for backups, and for
writing a course in an editor.

    {
      "format": "future-city-hub/syllabus/1",
      "outcomes": [{"en": "Tell open data from data that is only published.", "id": "…"}],
      "syllabus": {"en": "Markdown …"},
      "items": [
        {"kind": "lesson", "key": "what-a-city-counts", "title": {"en": "…", "id": "…", "de": "…"},
         "body": {"en": "Markdown, pictures by the names of its files: ![A map](map.png)"},
         "minutes": 12, "is_required": true,
         "video_url": "https://…", "video_minutes": 6,
         "files": [{"name": "map.png", "title": {"en": "…"}, "content": "<base64>"},
                   {"name": "sheet.pdf", "sha256": "<of a file that the course has already>"}]},
        {"kind": "quiz", "key": "check-1", "title": {"en": "…"}, "intro": {"en": "…"},
         "pass_percent": 70, "attempts": 3, "time_limit_minutes": null, "is_required": true,
         "questions": [
           {"id": "q1", "kind": "single", "text": {"en": "…"}, "points": 1,
            "options": [{"id": "a", "text": {"en": "…"}, "correct": true},
                        {"id": "b", "text": {"en": "…"}}],
            "feedback": {"en": "Shown once the quiz is handed in."}},
           {"kind": "multiple", "text": {"en": "…"}, "points": 2, "options": ["as above"]},
           {"kind": "numeric", "text": {"en": "…"}, "answer": "0.25", "tolerance": "0.01"},
           {"kind": "text", "text": {"en": "…"}, "accepted": ["WIB", "Waktu Indonesia Barat"]}]},
        {"kind": "assignment", "key": "your-data-sheet", "title": {"en": "…"},
         "brief": {"en": "Markdown"}, "pass_percent": 60, "takes_files": true, "is_required": true,
         "rubric": [{"id": "clarity", "title": {"en": "…"}, "about": {"en": "…"}, "points": 4}]}
      ]
    }

What may be left out: `format`; `key` and every `id` (made of the title, or counted: q1, a, c1);
`body`, `intro`, `brief`, `syllabus`, `outcomes`, `feedback`, `about`, `files`, and the films;
`minutes` (10), `points` (1), `correct` (false), `tolerance` (0), `pass_percent` (70, 60),
`attempts` and `time_limit_minutes` (no limit), `is_required` and `takes_files` (true). Texts are
by language: en, id, de, at least one where a title or question is. Fields that are not listed here
are refused, so that nothing is lost to a misspelling.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from accelerator.vocabulary.words import Words
from hub.core.i18n import gettext as _
from hub.learning.courses.rules.drafts import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ITEMS,
    MOST_OUTCOMES,
    FileDraft,
    ItemDraft,
    LessonDraft,
    VersionDraft,
)
from hub.learning.courses.rules.items import read_files, read_item
from hub.learning.courses.rules.outline import Kind, key_for
from hub.learning.courses.rules.reading import Errors, Reader

FORMAT = "future-city-hub/syllabus/1"


def read_document(document: Any) -> tuple[VersionDraft, Errors]:
    """What is wanted, and all that is wrong with it by its place; with errors the draft is only
    what could be understood."""
    errors: Errors = {}
    row = Reader(document, errors)
    if row.line("format", longest=60, default=FORMAT) != FORMAT:
        row.wrong("format", _("We read the format %(format)s only.", format=FORMAT))
    outcomes = _outcomes(row)
    syllabus = row.words("syllabus", longest=LONGEST_TEXT)
    rows = row.rows("items", most=MOST_ITEMS)
    taken = {str(each.given["key"]) for each in rows if each.has("key")}
    items: list[ItemDraft] = []
    files: dict[str, list[FileDraft]] = {}
    for each in rows:
        item, with_it = _item(each, taken, before={other.key for other in items})
        items.append(item)
        taken.add(item.key)
        if with_it:
            files[item.key] = with_it
    row.done()
    return VersionDraft(outcomes, syllabus, items, files), errors


def read_part(part: Any) -> tuple[ItemDraft, Errors]:
    """One of its `items` by itself, without files."""
    errors: Errors = {}
    row = Reader(part, errors)
    item = read_item(row, _kind(row))
    row.done()
    return item, errors


def write_document(draft: VersionDraft) -> dict[str, Any]:
    """The same, to be read again: reading what was written gives the same draft."""
    return {
        "format": FORMAT,
        "outcomes": draft.outcomes,
        "syllabus": draft.syllabus,
        "items": [_written(item, draft.files) for item in draft.items],
    }


def _outcomes(row: Reader) -> list[Words]:
    """Each is a line by language; empty ones are left out."""
    given = row.listed("outcomes", most=MOST_OUTCOMES)
    each = Reader({str(n): one for n, one in enumerate(given)}, row.errors, at="outcomes")
    lines = [each.words(str(n), longest=LONGEST_TITLE * 2) for n in range(len(given))]
    return [line for line in lines if line]


def _item(row: Reader, taken: set[str], *, before: set[str]) -> tuple[ItemDraft, list[FileDraft]]:
    kind = _kind(row)
    item = read_item(row, kind)
    files = read_files(row) if isinstance(item, LessonDraft) else []
    row.done()
    if item.key in before:
        row.wrong("key", _("Another part of this version has this key."))
    if not item.key:
        item = replace(item, key=key_for(item.title, taken, kind=kind))
    return item, files


def _kind(row: Reader) -> Kind:
    given = row.plain("kind")
    if given not in {kind.value for kind in Kind}:
        row.wrong("kind", _("The kinds are lesson, quiz and assignment."))
        return Kind.LESSON
    return Kind(given)


def written_part(item: ItemDraft) -> dict[str, Any]:
    return {"kind": item.kind.value} | asdict(item)


def _written(item: ItemDraft, files: Mapping[str, Iterable[FileDraft]]) -> dict[str, Any]:
    written = written_part(item)
    if with_it := [_written_file(each) for each in files.get(item.key, ())]:
        written["files"] = with_it
    return written


def _written_file(file: FileDraft) -> dict[str, Any]:
    written: dict[str, Any] = {"name": file.name, "title": file.title, "sha256": file.sha256}
    if file.content is not None:
        written["content"] = base64.b64encode(file.content).decode()
        written["size"] = len(file.content)
    return written
