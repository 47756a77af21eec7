"""Work that is handed in, and its marks, in JSON."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import Field

from hub.files.models import File
from hub.learning.courses.models import CourseAssignment
from hub.learning.study.models import Submission
from hub.learning.study.queries.assignments import WorkStands
from hub.learning.study.rules.rubric import LONGEST_NOTE, Marks, lines_of
from hub.learning.study.services.assignments import (
    LONGEST_FEEDBACK,
    LONGEST_WORK,
    MOST_FILES,
    WORK_LIMITS,
    Verdict,
)
from hub.web.api import Body, Instant, Line, Paged, Paragraph, Shown

Words = dict[str, str]
MOST_LINES = 100
MOST_POINTS = 9999


class RubricLineShown(Shown):
    """By what work is marked, and what was given for it."""

    id: str
    title: Words
    about: Words
    possible: int
    points: int | None = Field(description="Null: not marked yet.")
    note: str

    @classmethod
    def of(
        cls, line: Mapping[str, Any], given: Mapping[str, Any] | None = None
    ) -> "RubricLineShown":
        given = given or {}
        return cls(
            id=line["id"],
            title=line["title"],
            about=line.get("about") or {},
            possible=line["points"],
            points=given.get("points"),
            note=given.get("note", ""),
        )


class HandedInFileShown(Shown):
    id: UUID
    name: str
    content_type: str
    size: int = Field(description="In bytes.")

    @classmethod
    def of(cls, file: File) -> "HandedInFileShown":
        return cls(id=file.id, name=file.original_name, content_type=file.content_type,
                   size=file.size)  # fmt: skip


class WorkShown(Shown):
    """Work handed in for an assignment; each time anew, with its mark."""

    id: UUID
    class_id: UUID
    assignment: str = Field(description="Its key.")
    number: int
    submitted_at: Instant
    text: str = Field(description="Markdown.")
    files: list[HandedInFileShown]
    lines: list[RubricLineShown]
    feedback: str = Field(description="Markdown.")
    points: int | None
    points_possible: int | None
    passed: bool | None = Field(description="Null: it waits for its mark.")
    graded_at: Instant | None
    version: int

    @classmethod
    def of(
        cls, work: Submission, assignment: CourseAssignment, *, files: Sequence[File]
    ) -> "WorkShown":
        return cls(**_work(work, assignment, files=files))


class WorkInFullShown(WorkShown):
    """With whose it is, and for who teaches, what was handed in before or after it."""

    person: UUID
    name: str
    others: list[WorkShown] = Field(description="The learner's for the same, newest first.")

    @classmethod
    def in_full(cls, work: Submission, stands: WorkStands, *, teaches: bool) -> "WorkInFullShown":
        assignment, files = stands.assignment, stands.files
        others = [each for each in stands.works if teaches and each.id != work.id]
        return cls(
            **_work(work, assignment, files=files.get(work.id, ())),
            person=work.enrolment.user_id,
            name=work.enrolment.name,
            others=[WorkShown.of(o, assignment, files=files.get(o.id, ())) for o in others],
        )


class WorkLineShown(Shown):
    """Work in the list of who marks it."""

    id: UUID
    class_id: UUID
    assignment: str = Field(description="Its key.")
    title: Words = Field(description="Of the assignment.")
    person: UUID
    name: str
    number: int
    submitted_at: Instant
    file_count: int
    graded_at: Instant | None
    points: int | None
    points_possible: int | None
    passed: bool | None
    version: int

    @classmethod
    def of(cls, work: Submission, *, title: Words, files: Sequence[File]) -> "WorkLineShown":
        own = ("id", "number", "submitted_at", "graded_at", "points", "points_possible", "passed",
               "version")  # fmt: skip
        enrolment = work.enrolment
        return cls(
            **{name: getattr(work, name) for name in own},
            class_id=enrolment.run_id,
            assignment=work.assignment_key,
            title=title,
            person=enrolment.user_id,
            name=enrolment.name,
            file_count=len(files),
        )


class AssignmentShown(Shown):
    """An assignment, and what you have handed in for it, newest first."""

    class_id: UUID
    key: str
    title: Words
    brief: Words = Field(description="Markdown.")
    is_required: bool
    pass_percent: int
    takes_files: bool
    most_files: int
    largest_file: int = Field(description="In bytes.")
    rubric: list[RubricLineShown]
    passed: bool
    waits: bool = Field(description="For a mark.")
    works: list[WorkShown]

    @classmethod
    def of(
        cls, assignment: CourseAssignment, stands: WorkStands | None, *, class_id: UUID
    ) -> "AssignmentShown":
        own = ("key", "title", "brief", "is_required", "pass_percent", "takes_files")
        works = stands.works if stands else ()
        files = stands.files if stands else {}
        return cls(
            **{name: getattr(assignment, name) for name in own},
            class_id=class_id,
            most_files=MOST_FILES,
            largest_file=WORK_LIMITS.max_bytes,
            rubric=[RubricLineShown.of(line) for line in lines_of(assignment.rubric)],
            passed=stands.passed if stands else False,
            waits=stands.waits if stands else False,
            works=[WorkShown.of(w, assignment, files=files.get(w.id, ())) for w in works],
        )


class WorkFileSent(Body):
    name: Line = Field(min_length=1, max_length=300)
    content: str = Field(description="Base64 (RFC 4648).")


class WorkSent(Body):
    text: Paragraph = Field(
        default="",
        max_length=LONGEST_WORK,
        description="Markdown; links to other places, too.",
        examples=["I counted the cars of one **street**."],
    )
    files: list[WorkFileSent] = Field(default_factory=list, max_length=MOST_FILES)


class LineMarked(Body):
    points: int = Field(ge=0, le=MOST_POINTS)
    note: Paragraph = Field(default="", max_length=LONGEST_NOTE)


class WorkMarked(Body):
    marks: dict[str, LineMarked] = Field(
        max_length=MOST_LINES,
        description="By the rubric's lines, all of them.",
        examples=[{"clarity": {"points": 3, "note": "Well put."}}],
    )
    feedback: Paragraph = Field(default="", max_length=LONGEST_FEEDBACK)
    version: int = Field(ge=1, description="Of the work, as you saw it.", examples=[1])

    def verdict(self) -> Verdict:
        marks: Marks = {
            line: {"points": given.points, "note": given.note} for line, given in self.marks.items()
        }
        return Verdict(marks, self.feedback)


class WorksAsked(Paged):
    everything: bool = Field(default=False, description="Also what is marked; newest first.")


def _work(
    work: Submission, assignment: CourseAssignment, *, files: Sequence[File]
) -> dict[str, Any]:
    own = ("id", "number", "submitted_at", "text", "feedback", "points", "points_possible",
           "passed", "graded_at", "version")  # fmt: skip
    return {
        **{name: getattr(work, name) for name in own},
        "class_id": work.enrolment.run_id,
        "assignment": work.assignment_key,
        "files": [HandedInFileShown.of(file) for file in files],
        "lines": [
            RubricLineShown.of(line, work.marks.get(line["id"]))
            for line in lines_of(assignment.rubric)
        ],
    }
