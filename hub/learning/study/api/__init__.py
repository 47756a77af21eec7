"""Learning by API."""

from hub.learning.study.api import assignments, feedback, kits, lessons, marking, quizzes, talking
from hub.learning.study.api.groups import endpoints

__all__ = [
    "assignments",
    "endpoints",
    "feedback",
    "kits",
    "lessons",
    "marking",
    "quizzes",
    "talking",
]
