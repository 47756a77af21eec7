"""Questions about learning. Nothing here changes anything."""

from hub.learning.study.queries.progress import (
    QuizTried,
    StudyShown,
    Syllabus,
    study_of,
    study_of_many,
)

__all__ = ["QuizTried", "StudyShown", "Syllabus", "study_of", "study_of_many"]
