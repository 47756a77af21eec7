"""A course as one document, with one of everything, and a city that reads it."""

import base64
import copy
import io
from typing import Any

from PIL import Image

from hub.core.database import transaction
from hub.learning.courses import services
from hub.learning.courses.models import Course, CourseVersion
from tests.factories.learning import QUESTIONS, a_class_manager


def a_picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 360), colour).save(out, "PNG")
    return out.getvalue()


def a_document(**changes: Any) -> dict[str, Any]:
    """Two lessons (one with a picture), a quiz and an assignment."""
    return {
        "format": "future-city-hub/syllabus/1",
        "outcomes": [{"en": "Tell open data from others.", "id": "Membedakan data terbuka."}],
        "syllabus": {"en": "Two evenings."},
        "items": [
            {
                "kind": "lesson",
                "key": "what-a-city-counts",
                "title": {"en": "What a city counts", "id": "Apa yang dihitung kota"},
                "body": {"en": "# Counting\n\nA *city* counts.\n\n![A map](map.png)"},
                "minutes": 12,
                "files": [
                    {"name": "map.png", "title": {"en": "A map"},
                     "content": base64.b64encode(a_picture()).decode()},
                ],
            },
            {"kind": "quiz", "key": "check-1", "title": {"en": "Check yourself"},
             "questions": copy.deepcopy(QUESTIONS), "attempts": 3},
            {"kind": "lesson", "title": {"en": "Open licences"}, "body": {"en": "CC BY."},
             "minutes": 8, "video_url": "https://video.example/licences", "video_minutes": 6},
            {"kind": "assignment", "key": "data-sheet", "title": {"en": "Your data sheet"},
             "brief": {"en": "Describe one data set of your city."},
             "rubric": [{"id": "clarity", "title": {"en": "Clear"}, "points": 4},
                        {"title": {"en": "Complete"}, "about": {"en": "All."}, "points": 2}]},
        ],
    } | changes  # fmt: skip


def make_course(*, by: Any = None, slug: str = "open-data", **named: Any) -> Course:
    by = by or a_class_manager()
    draft = services.CourseDraft(slug=slug, title={"en": "Open data"}, hours=6, **named)
    with transaction():
        return services.make_course(draft, by=by)


def written(course: Course, *, by: Any, **changes: Any) -> CourseVersion:
    with transaction():
        return services.put_document(course, a_document(**changes), by=by)
