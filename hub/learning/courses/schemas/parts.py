"""One part of a version as JSON, with all that learners and markers see of it."""

from pydantic import Field, JsonValue

from hub.learning.courses.models import CourseVersion, Lesson, LessonFile
from hub.learning.courses.queries import item_called, item_draft_of
from hub.learning.courses.rules.documents import written_part
from hub.web.api import Body, Line, Query, Shown

ABOUT_PART = "As in `items` of a document: `kind` and the fields of that kind; without `files`."


class PartSent(Body):
    part: dict[str, JsonValue] = Field(
        description=ABOUT_PART,
        examples=[{"kind": "lesson", "title": {"en": "Open licences"}, "minutes": 8}],
    )


class PartMoved(Body):
    steps: int = Field(ge=-200, le=200, description="Down the outline; negative: up.")


class FileSent(Body):
    name: Line = Field(max_length=120, examples=["map.png"], description="How the text calls it.")
    content: str = Field(description="Base64.")
    title: dict[str, Line] = Field(default_factory=dict)


class FileMeant(Query):
    name: Line = Field(max_length=120, description="How the text calls it.")


class ContentAsked(Query):
    content: bool = Field(default=False, description="With the bytes of pictures and files.")


class LessonFileShown(Shown):
    """A picture or a file of a lesson."""

    name: str = Field(description="How the text calls it.")
    title: dict[str, str]
    content_type: str
    size: int = Field(description="In bytes.")
    sha256: str

    @classmethod
    def of(cls, each: LessonFile) -> "LessonFileShown":
        file = each.file
        return cls(
            name=each.name,
            title=each.title,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
        )


class PartShown(Shown):
    """`version` counts the edits of the draft that it stands in."""

    part: dict[str, JsonValue] = Field(description=ABOUT_PART)
    files: list[LessonFileShown] = Field(description="Of a lesson.")
    version: int

    @classmethod
    def of(cls, version: CourseVersion, key: str) -> "PartShown":
        item = item_called(version, key)
        files = item.files if isinstance(item, Lesson) else []
        return cls(
            part=written_part(item_draft_of(item)),
            files=[LessonFileShown.of(each) for each in files],
            version=version.version,
        )
