"""Pages of learning."""

from hub.learning.study import models
from hub.learning.study.views import assignments, feedback, kits, learning, quizzes, talking
from hub.learning.study.views.assignments import may_see_file
from hub.learning.study.views.blueprint import bp
from hub.learning.study.views.kits import take_kit_answers
from hub.learning.study.views.linking import links_of

__all__ = [
    "assignments",
    "bp",
    "feedback",
    "kits",
    "learning",
    "links_of",
    "may_see_file",
    "models",
    "quizzes",
    "take_kit_answers",
    "talking",
]
