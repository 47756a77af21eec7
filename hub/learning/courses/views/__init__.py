"""Pages of courses: for those who keep them. What everybody sees of a course is shown by classes,
which know its runs."""

from hub.learning.courses.views import courses, items, questions, versions
from hub.learning.courses.views.blueprint import bp
from hub.learning.courses.views.files import may_see_file

__all__ = ["bp", "courses", "items", "may_see_file", "questions", "versions"]
