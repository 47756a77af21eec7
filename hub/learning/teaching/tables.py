"""The roster with progress, and what an organisation learns, as tables to keep."""

from collections.abc import Iterator, Sequence

from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _
from hub.learning.enrolments.names import STANDINGS
from hub.learning.teaching.names import reasons
from hub.learning.teaching.queries.learners import Learner
from hub.learning.teaching.queries.organisations import Learning


def columns_of_learners() -> dict[str, str]:
    return {
        "name": _("Name"),
        "email": _("E-mail"),
        "organisation": _("Organisation"),
        "progress_percent": _("Progress in percent"),
        "lessons_done": _("Lessons done"),
        "lessons": _("Lessons"),
        "quizzes_passed": _("Quizzes passed"),
        "quizzes": _("Quizzes"),
        "works_passed": _("Work passed"),
        "works": _("Work"),
        "works_to_mark": _("Work to mark"),
        "minutes": _("Minutes attended"),
        "minutes_possible": _("Minutes that count"),
        "last_seen": _("Last seen"),
        "completed_at": _("Completed"),
        "falls_behind": _("Falls behind because"),
    }


def rows_of_learners(found: Sequence[Learner]) -> Iterator[list[object]]:
    for each in found:
        study = each.study
        yield [
            each.person.name, each.person.email, each.organisation, each.progress,
            study.lessons_done, study.lessons_required,
            each.quizzes_passed, len(study.quizzes),
            each.works_passed, len(study.assignments), len(study.handed_in),
            each.minutes, each.minutes_possible, each.last_seen, each.completed_at,
            "; ".join(reasons(each)),
        ]  # fmt: skip


def columns_of_organisation() -> dict[str, str]:
    return {
        "name": _("Name"),
        "course": _("Course"),
        "class": _("Class"),
        "state": _("State"),
        "progress_percent": _("Progress in percent"),
        "since": _("Since"),
        "completed_at": _("Completed"),
    }


def rows_of_organisation(found: Iterator[Learning]) -> Iterator[list[object]]:
    for each in found:
        run = each.enrolment.run
        yield [
            each.enrolment.name, in_words(run.course.title), run.slug,
            str(STANDINGS[each.standing][0]), each.progress,
            each.enrolment.made_at, each.completed_at,
        ]  # fmt: skip
