"""The blueprint that all pages of classes are registered on."""

from typing import Any

from flask import Blueprint

from accelerator.vocabulary.terms import Dimension, label_of
from accelerator.vocabulary.topics import Topic
from hub.learning.classes.names import (
    ENROLLING,
    ENTRIES,
    GROUPS,
    LANGUAGES_SPOKEN,
    LEVELS,
    MODES,
    PROVIDERS,
    STAGES,
    city_name,
)

bp = Blueprint("classes", __name__)


@bp.context_processor
def said() -> dict[str, Any]:
    return {
        "stages": STAGES,
        "enrolling": ENROLLING,
        "modes": MODES,
        "levels": LEVELS,
        "entries": ENTRIES,
        "providers": PROVIDERS,
        "groups": GROUPS,
        "spoken": LANGUAGES_SPOKEN,
        "city_name": city_name,
        "topic_name": lambda value: label_of(Topic, value),
        "dimension_name": lambda value: label_of(Dimension, value),
    }
