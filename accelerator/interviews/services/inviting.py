"""Which teams are heard, and what suits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accelerator.interviews.errors import DayMoved
from accelerator.interviews.models import DayState, InterviewDay, Invited
from accelerator.interviews.permissions import can_answer, can_arrange
from accelerator.interviews.queries.days import offered_to
from accelerator.interviews.rules.times import is_wall
from accelerator.interviews.services.days import look_for_conflicts
from accelerator.interviews.services.holding import settle, take_day, tell_team
from accelerator.interviews.services.picking import ask_to_choose
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NOTE = 500


@dataclass(frozen=True)
class Wishes:
    """Wall times in the day's zone, or nothing. `online_from` "00:00": only online, all day."""

    not_before: str = ""
    not_after: str = ""
    online_from: str = ""
    note: str = ""


def invite(day: InterviewDay, application_ids: Iterable[UUID], *, by: User) -> list[Invited]:
    """Put teams on the day's list. While times are being chosen they are asked at once.

    Raises: NotAllowed, DayMoved; Invalid for what is not eligible or not theirs to see.
    """
    take_day(day, by=by)
    offered = {each.id: each for each in offered_to(day, by)}
    chosen = list(dict.fromkeys(application_ids))
    if not offered.keys() >= set(chosen):
        raise Invalid(_("One of these applications cannot be invited. Please choose again."))
    made = [Invited(day=day, application=offered[id_]) for id_ in chosen]
    db.session.add_all(made)
    db.session.flush()
    if made:
        record("interview-day.invited", day, after={"applications": len(made)})
        look_for_conflicts(day)
        settle(day, by=by)
    if day.state is DayState.PICKING:
        ask_to_choose(made)
    return made


def uninvite(invited: Invited, *, by: User) -> None:
    """Take a team off the list; its time is free again, and it is told if it knew."""
    day = invited.day
    take_day(day, by=by)
    if invited.meeting is not None:
        db.session.delete(invited.meeting)
        db.session.flush()
        db.session.expire(invited, ["meeting"])
        tell_team(invited)
    # By id: a colleague with a conflict reads this history too.
    record("interview-day.uninvited", day, before={"application": invited.application_id})
    db.session.delete(invited)
    db.session.flush()
    settle(day, by=by)


def say_wishes(invited: Invited, wishes: Wishes, *, by: User) -> None:
    """What suits a team: said by itself until the limit, or by staff who heard it.

    Raises: NotAllowed, DayMoved, Invalid.
    """
    day = invited.day
    lock(day)
    if not can_arrange(by, day):
        if not can_answer(by, invited):
            raise NotAllowed(_("Those who write for the team say what suits it."))
        if day.pick_until is not None and day.pick_until <= now():
            raise DayMoved(_("The time to choose is over. Please write to the team of the hub."))
    if day.state is DayState.DONE:
        raise DayMoved(_("This day is over."))
    times = (wishes.not_before, wishes.not_after, wishes.online_from)
    if not all(is_wall(text) for text in times if text):
        raise Invalid(_("Please give times such as 09:30."))
    if wishes.not_before and wishes.not_after and wishes.not_before >= wishes.not_after:
        sentence = _("This has to be later than the first.")
        raise Invalid(sentence, errors={"not_after": [sentence]})
    invited.not_before, invited.not_after, invited.online_from = times
    invited.note = wishes.note.strip()[:LONGEST_NOTE]
    day.version += 1
    db.session.flush()
    record("interview.wishes-said", invited, after={"not_before": wishes.not_before,
           "not_after": wishes.not_after, "online_from": wishes.online_from})  # fmt: skip
