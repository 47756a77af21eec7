"""The way through a class and its lessons in JSON. Where one meets on video, and where a recording
lies, is in none of it: both have an address of our own, which asks who comes."""

import base64
from uuid import UUID

from pydantic import Field

from hub.files import storage
from hub.files.models import File
from hub.learning.classes.entries import place_of, way_url
from hub.learning.courses.models import Lesson, LessonFile
from hub.learning.courses.rules.outline import Kind
from hub.learning.study.queries.outline import Meeting, Outline, Step, StepState
from hub.learning.study.queries.reading import Reader
from hub.web.addresses import public_url
from hub.web.api import Instant, Shown

Words = dict[str, str]


class LearningStepShown(Shown):
    """A lesson, a quiz or an assignment on the way through a class."""

    kind: Kind
    key: str
    title: Words = Field(description="By language.")
    is_required: bool
    state: StepState = Field(description="`next`: the first that is required and not done.")
    minutes: int | None = Field(description="To read or answer; null for an assignment.")
    best: int | None = Field(description="Of a quiz: your best result in percent.")

    @classmethod
    def of(cls, step: Step) -> "LearningStepShown":
        item = step.item
        return cls(kind=step.kind, key=item.key, title=item.title, is_required=item.is_required,
                   state=step.state, minutes=step.minutes, best=step.best)  # fmt: skip


class MeetingShown(Shown):
    """A session of the class that is not cancelled."""

    session: UUID
    title: Words
    starts_at: Instant
    ends_at: Instant
    zone: str
    place: str = Field(description="The room with its site; empty on video alone.")
    is_over: bool
    way_in: str | None = Field(
        description="Opens a quarter of an hour before, in a browser in which you are signed in."
    )
    recording: str | None = Field(description="Likewise, when it is over and there is one.")

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingShown":
        session, over = meeting.session, meeting.is_over
        own = ("title", "starts_at", "ends_at", "zone")
        recording = public_url("joining.recording", session_id=str(session.id))
        return cls(
            **{name: getattr(session, name) for name in own},
            session=session.id,
            place=place_of(session),
            is_over=over,
            way_in=way_url(session) if session.is_online and not over else None,
            recording=recording if over and session.recording_url else None,
        )


class LearningShown(Shown):
    """The way through a class. Who teaches it and does not learn has no progress."""

    class_id: UUID
    class_slug: str
    title: Words
    learns: bool
    teaches: bool
    progress: int | None = Field(description="Percent of what is required, 0 to 100.")
    parts_done: int | None = Field(description="Required ones.")
    parts_required: int | None
    survey_open: bool
    feedback_given: bool
    steps: list[LearningStepShown]
    meetings: list[MeetingShown]

    @classmethod
    def of(
        cls, reader: Reader, outline: Outline, *, meetings: list[Meeting], survey_open: bool
    ) -> "LearningShown":
        run, study = reader.run, outline.study
        return cls(
            class_id=run.id,
            class_slug=run.slug,
            title=run.name,
            learns=study is not None,
            teaches=reader.teaches,
            progress=study.progress if study else None,
            parts_done=study.made.done if study else None,
            parts_required=study.made.required if study else None,
            survey_open=survey_open,
            feedback_given=study.feedback_given if study else False,
            steps=[LearningStepShown.of(step) for step in outline.steps],
            meetings=[MeetingShown.of(meeting) for meeting in meetings],
        )


class LessonPieceShown(Shown):
    """A picture or a file of a lesson; what is in it has an address of its own."""

    id: UUID
    name: str = Field(description="How the text calls it.")
    title: Words
    content_type: str
    size: int = Field(description="In bytes.")

    @classmethod
    def of(cls, each: LessonFile) -> "LessonPieceShown":
        file = each.file
        return cls(id=file.id, name=each.name, title=each.title, content_type=file.content_type,
                   size=file.size)  # fmt: skip


class LessonShown(Shown):
    """A lesson as learners read it."""

    class_id: UUID
    key: str
    title: Words
    text: Words = Field(description="Markdown, by language; pictures by the names of its files.")
    minutes: int
    is_required: bool
    video_url: str = Field(description="A film elsewhere, which needs much data; empty for none.")
    video_minutes: int | None
    files: list[LessonPieceShown]
    is_done: bool | None = Field(description="Null for who teaches and does not learn.")

    @classmethod
    def of(cls, lesson: Lesson, *, class_id: UUID, is_done: bool | None) -> "LessonShown":
        own = ("key", "title", "minutes", "is_required", "video_url", "video_minutes")
        return cls(
            **{name: getattr(lesson, name) for name in own},
            class_id=class_id,
            text=lesson.body,
            files=[LessonPieceShown.of(each) for each in lesson.files],
            is_done=is_done,
        )


class FileContentShown(Shown):
    """A file with what is in it."""

    id: UUID
    name: str
    content_type: str
    size: int = Field(description="In bytes.")
    sha256: str
    content: str = Field(description="Base64 (RFC 4648).")

    @classmethod
    def of(cls, file: File, *, name: str = "") -> "FileContentShown":
        own = ("id", "content_type", "size", "sha256")
        content = storage.path_of(file.id).read_bytes()
        return cls(
            **{each: getattr(file, each) for each in own},
            name=name or file.original_name,
            content=base64.b64encode(content).decode(),
        )
