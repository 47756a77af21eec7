"""What can be done with courses."""

from hub.learning.courses.services.courses import (
    CourseDraft,
    archive_course,
    change_course,
    course_draft_of,
    make_course,
    publish_course,
    restore_course,
    set_prerequisites,
)
from hub.learning.courses.services.documents import (
    put_document,
    understood,
    understood_part,
)
from hub.learning.courses.services.files import (
    PICTURE_ENDINGS,
    add_file,
    file_name,
    remove_file,
    store_file,
    stored_files,
)
from hub.learning.courses.services.items import add_item, change_item, move_item, remove_item
from hub.learning.courses.services.questions import (
    move_question,
    remove_question,
    set_question,
)
from hub.learning.courses.services.versions import (
    change_version,
    discard_version,
    new_version,
    publish_version,
)

__all__ = [
    "PICTURE_ENDINGS",
    "CourseDraft",
    "add_file",
    "add_item",
    "archive_course",
    "change_course",
    "change_item",
    "change_version",
    "course_draft_of",
    "discard_version",
    "file_name",
    "make_course",
    "move_item",
    "move_question",
    "new_version",
    "publish_course",
    "publish_version",
    "put_document",
    "remove_file",
    "remove_item",
    "remove_question",
    "restore_course",
    "set_prerequisites",
    "set_question",
    "store_file",
    "stored_files",
    "understood",
    "understood_part",
]
