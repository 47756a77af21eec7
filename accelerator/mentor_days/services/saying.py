"""What startups and mentors say themselves: whom they would like to meet, when they are there."""

from collections.abc import Sequence
from uuid import UUID

from accelerator.mentor_days.errors import WishesClosed
from accelerator.mentor_days.models import DayMentor, DayStartup, MentorDay, MentorDayState
from accelerator.mentor_days.permissions import can_see_mentor, can_wish
from accelerator.mentor_days.queries.mine import mentors_to_wish
from accelerator.mentor_days.services.coming import (
    MentorHours,
    StartupHours,
    set_mentor_hours,
    set_startup_hours,
)
from accelerator.mentor_days.services.holding import hold_day
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

#: Not all come true, so more wishes than meetings are welcome.
MOST_WISHES = 40


def wishes_are_open(day: MentorDay) -> bool:
    early = day.state in (MentorDayState.DRAFT, MentorDayState.PLANNED)
    return early and (day.wishes_until is None or day.wishes_until > now())


def wish(coming: DayStartup, wishes: Sequence[UUID], *, hours: StartupHours, by: User) -> None:
    """A startup's mentors, the most wanted first; its own word, which only the plan reads.

    Raises: NotAllowed, MentorDayMoved; WishesClosed; Invalid.
    """
    if not can_wish(by, coming):
        raise NotAllowed(_("Whoever leads the startup says whom it would like to meet."))
    _hold(coming.day)
    offered = {each.mentor_id for each in mentors_to_wish(coming)}
    chosen = list(dict.fromkeys(wishes))
    if not offered >= set(chosen) or len(chosen) > MOST_WISHES:
        sentence = _("Please choose among the mentors who come to the day.")
        raise Invalid(sentence, errors={"wishes": [sentence]})
    set_startup_hours(coming, hours)
    coming.wishes, coming.wished_at = [str(each) for each in chosen], now()
    coming.day.version += 1
    db.session.flush()
    # That they have wished, and for how many; whom is theirs.
    record("day-startup.wished", coming, after={"wishes": len(chosen)})


def confirm_hours(coming: DayMentor, hours: MentorHours, *, by: User) -> None:
    """A mentor says when they are there.

    Raises: NotAllowed, MentorDayMoved; WishesClosed; Invalid.
    """
    if not can_see_mentor(by, coming):
        raise NotAllowed(_("A mentor says this themselves."))
    _hold(coming.day)
    set_mentor_hours(coming, hours)
    coming.answered_at = now()
    coming.day.version += 1
    db.session.flush()
    record("day-mentor.confirmed", coming)


def _hold(day: MentorDay) -> None:
    hold_day(day)
    if not wishes_are_open(day):
        raise WishesClosed(_("The time for wishes is over. Please write to the team of the hub."))
