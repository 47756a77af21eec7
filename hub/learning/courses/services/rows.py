"""A part of a version as a row, as its draft wants it."""

from collections.abc import Mapping
from dataclasses import asdict

from hub.core.database import db
from hub.learning.courses.models import CourseAssignment, CourseVersion, Lesson, Quiz
from hub.learning.courses.queries.versions import Item
from hub.learning.courses.rules.drafts import ItemDraft
from hub.learning.courses.rules.outline import Kind

ROWS: Mapping[Kind, type[Item]] = {
    Kind.LESSON: Lesson,
    Kind.QUIZ: Quiz,
    Kind.ASSIGNMENT: CourseAssignment,
}


def new_row(version: CourseVersion, draft: ItemDraft, *, position: int) -> Item:
    row = ROWS[draft.kind](version_id=version.id, position=position, **asdict(draft))
    db.session.add(row)
    return row
