"""The names of what courses record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "course-version.changed": _l("changed the syllabus"),
    "course-version.discarded": _l("threw a draft of the syllabus away"),
    "course-version.file-added": _l("added a file to a lesson"),
    "course-version.file-removed": _l("removed a file from a lesson"),
    "course-version.made": _l("began a version of the syllabus"),
    "course-version.part-added": _l("added a part to the syllabus"),
    "course-version.part-changed": _l("changed a part of the syllabus"),
    "course-version.part-moved": _l("moved a part of the syllabus"),
    "course-version.part-removed": _l("removed a part from the syllabus"),
    "course-version.published": _l("published a version of the syllabus"),
    "course-version.written": _l("wrote the syllabus from a document"),
    "course.archived": _l("archived the course"),
    "course.changed": _l("changed the course"),
    "course.made": _l("made the course"),
    "course.prerequisites-set": _l("set what comes before the course"),
    "course.published": _l("published the course"),
    "course.restored": _l("restored the course"),
}
FIELDS: dict[str, Any] = {
    "attempts": _l("attempts"),
    "dimensions": _l("dimensions of a smart city"),
    "file": _l("file"),
    "hours": _l("hours"),
    "is_required": _l("required"),
    "kind": _l("kind"),
    "lesson": _l("lesson"),
    "level": _l("level"),
    "minutes": _l("minutes"),
    "number": _l("number"),
    "order": _l("order"),
    "part": _l("part"),
    "parts": _l("parts"),
    "pass_percent": _l("pass mark"),
    "position": _l("position"),
    "prerequisites": _l("comes after"),
    "programme_id": _l("programme"),
    "slug": _l("address"),
    "takes_files": _l("takes files"),
    "texts": _l("texts"),
    "time_limit_minutes": _l("time limit in minutes"),
    "title": _l("title"),
    "topics": _l("topics"),
    "trains_organisations": _l("trains support organisations"),
    "video_minutes": _l("minutes of film"),
    "video_url": _l("film"),
}
SUBJECTS: dict[str, Any] = {
    "course_versions": _l("version of a syllabus"),
    "courses": _l("course"),
}
STATES: dict[str, Any] = {
    "advanced": _l("advanced"),
    "assignment": _l("assignment"),
    "body": _l("text"),
    "brief": _l("task"),
    "first-steps": _l("first steps"),
    "intro": _l("introduction"),
    "lesson": _l("lesson"),
    "outcomes": _l("what one learns"),
    "practice": _l("practice"),
    "questions": _l("questions"),
    "quiz": _l("quiz"),
    "rubric": _l("rubric"),
    "syllabus": _l("syllabus"),
}
