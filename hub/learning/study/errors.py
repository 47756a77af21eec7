"""Why something cannot be learnt, answered, handed in or said."""

from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _


class NoPlaceInClass(NotAllowed):
    """Lessons are for people with a place, and for those who teach."""

    code = "no-place-in-class"

    def __init__(self) -> None:
        super().__init__(_("This part of the class is for people who have a place in it."))


class NoTriesLeft(Conflict):
    code = "no-tries-left"

    def __init__(self) -> None:
        super().__init__(_("You have used all tries at this quiz."))


class TimeIsOver(Conflict):
    """What was saved until then has been, or will be, marked."""

    code = "quiz-time-over"

    def __init__(self) -> None:
        super().__init__(_("The time of this try is over. What you had saved until then counts."))


class AlreadyHandedIn(Conflict):
    code = "already-handed-in"

    def __init__(self) -> None:
        super().__init__(_("This try is handed in, and cannot be changed any more."))


class AlreadyPassed(Conflict):
    code = "assignment-passed"

    def __init__(self) -> None:
        super().__init__(_("Your work is marked as passed. There is nothing more to hand in."))


class NewerWork(Conflict):
    """Marks are given to what was handed in last."""

    code = "newer-work-handed-in"

    def __init__(self) -> None:
        super().__init__(_("Newer work was handed in since. Please mark that one."))


class MarkedMeanwhile(Conflict):
    code = "marked-meanwhile"

    def __init__(self) -> None:
        super().__init__(_("Somebody has marked this work since you opened it. Please look again."))


class NothingHandedIn(Invalid):
    code = "nothing-handed-in"

    def __init__(self) -> None:
        sentence = _("Please write something, or choose a file.")
        super().__init__(sentence, errors={"text": [sentence]})


class TooLateToEdit(Conflict):
    code = "too-late-to-edit"

    def __init__(self) -> None:
        super().__init__(_("You can mend this for a while after writing it, and that is over."))


class SurveyNotOpen(Conflict):
    code = "survey-not-open"

    def __init__(self) -> None:
        super().__init__(_("You can say how the class was from its last session on."))


class NoSuchKit(NotFound):
    code = "no-such-kit"

    def __init__(self) -> None:
        super().__init__(
            _("These answers come from no kit that we know. Please use the file from your own kit.")
        )


class NotInKit(Conflict):
    code = "quiz-not-in-kit"

    def __init__(self) -> None:
        super().__init__(_("This quiz has a time limit, so it is answered on the hub alone."))


class KitTooLarge(Conflict):
    code = "kit-too-large"

    def __init__(self) -> None:
        super().__init__(_("This kit is too large for an answer. Ask for one without its files."))
