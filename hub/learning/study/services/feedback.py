"""A learner says how the class was: once, and changeable for a while."""

from dataclasses import dataclass

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.errors import SurveyNotOpen, TooLateToEdit
from hub.learning.study.facts import ProgressMade
from hub.learning.study.models import ClassFeedback
from hub.learning.study.queries.feedback import feedback_of, is_open
from hub.learning.study.rules.windows import can_change
from hub.learning.study.services.checks import hold_place, written

LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Answers:
    """From 1 (poor) to 5 (very good), and words."""

    content: int
    teaching: int
    usefulness: int
    liked: str = ""
    better: str = ""


def give_feedback(enrolment: Enrolment, answers: Answers, *, by: User) -> ClassFeedback:
    """Raises: NoPlaceInClass, SurveyNotOpen, TooLateToEdit, Invalid."""
    hold_place(enrolment, by=by)
    values = _checked(answers)
    lock(enrolment)
    given = feedback_of(enrolment)
    if given is None and not is_open(enrolment.run):
        raise SurveyNotOpen
    if given is not None and not can_change(given.given_at, now()):
        raise TooLateToEdit
    if given is None:
        given = ClassFeedback(enrolment_id=enrolment.id, **values)
        db.session.add(given)
    else:
        for name, value in values.items():
            setattr(given, name, value)
        given.version += 1
    db.session.flush()
    # What was said is told without a name, so the history does not keep it either.
    record("class-feedback.given", given)
    announce(ProgressMade(enrolment.id))
    return given


def _checked(answers: Answers) -> dict[str, int | str]:
    numbers = {name: getattr(answers, name) for name in ("content", "teaching", "usefulness")}
    wrong = [name for name, value in numbers.items() if not 1 <= value <= 5]
    if wrong:
        sentence = _("Please choose a number from 1 to 5.")
        raise Invalid(sentence, errors={name: [sentence] for name in wrong})
    words = {
        name: written(getattr(answers, name), field=name, longest=LONGEST_WORDS, needed=False)
        for name in ("liked", "better")
    }
    return {**numbers, **words}
