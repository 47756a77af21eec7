"""What services ask first."""

from hub.accounts.models import User
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun
from hub.learning.classes.permissions import can_teach
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.study.errors import NoPlaceInClass


def hold_place(enrolment: Enrolment, *, by: User) -> None:
    """Raises: NoPlaceInClass, for anybody but its person while they have the place."""
    if enrolment.user_id != by.id or enrolment.state is not Standing.CONFIRMED:
        raise NoPlaceInClass


def hold_teaching(run: ClassRun, *, by: User) -> None:
    """Raises: NotAllowed."""
    if not can_teach(by, run):
        raise NotAllowed(_("Only those who teach this class do this."))


def written(text: str, *, field: str, longest: int, needed: bool = True) -> str:
    """As it is kept: without space around it. Raises: Invalid, with the field."""
    clean = text.replace("\r\n", "\n").strip()
    sentence = ""
    if needed and not clean:
        sentence = _("Please write something.")
    elif len(clean) > longest:
        sentence = _("Please use at most %(max)d characters.", max=longest)
    if sentence:
        raise Invalid(sentence, errors={field: [sentence]})
    return clean
