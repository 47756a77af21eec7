"""Who comes: mentors and startups on the day, and when they are there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.services import detect
from accelerator.interviews.rules.times import is_wall
from accelerator.mentor_days.emails import plans as emails
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import DayMeeting, DayMentor, DayStartup, MentorDay
from accelerator.mentor_days.queries.days import mentors_to_add, startups_to_add
from accelerator.mentor_days.queries.planning import meetings_of, mentors_of, startups_of
from accelerator.mentor_days.services.holding import meetings_with, settle, take_day, tell
from accelerator.mentor_days.services.writing import drop
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

Spans = Sequence[Sequence[str]]
MOST_SPANS = 12


@dataclass(frozen=True)
class MentorHours:
    """When a mentor is there (`windows`, pairs of wall times; none: all day), how many meetings at
    most, and whether on video."""

    windows: Spans = ()
    most: int | None = None
    on_video: bool = False
    video_url: str = ""


@dataclass(frozen=True)
class StartupHours:
    """When a startup cannot (`away`), how many mentors it meets (None: as many as everybody)."""

    away: Spans = ()
    wanted: int | None = None
    on_video: bool = False


def add_mentors(day: MentorDay, mentor_ids: Iterable[UUID], *, by: User) -> list[DayMentor]:
    """Raises: NotAllowed, MentorDayMoved; Invalid for who gives no places in the cohort."""
    take_day(day, by=by)
    offered = {each.mentor_id for each in mentors_to_add(day)}
    chosen = _chosen(mentor_ids, offered)
    made = [DayMentor(day=day, mentor_id=id_) for id_ in chosen]
    return _added(day, made, counted={"mentors": len(made)}, by=by)


def add_startups(day: MentorDay, startup_ids: Iterable[UUID], *, by: User) -> list[DayStartup]:
    """Raises: NotAllowed, MentorDayMoved; Invalid for who is not in the cohort, or not theirs."""
    take_day(day, by=by)
    offered = {each.startup_id for each in startups_to_add(day, by)}
    chosen = _chosen(startup_ids, offered)
    made = [DayStartup(day=day, startup_id=id_) for id_ in chosen]
    return _added(day, made, counted={"startups": len(made)}, by=by)


def change_mentor(coming: DayMentor, hours: MentorHours, *, by: User) -> None:
    """By staff, who heard it. Meetings that no longer fit stay until the plan is mended.

    Raises: NotAllowed, MentorDayMoved, Invalid.
    """
    take_day(coming.day, by=by)
    set_mentor_hours(coming, hours)
    settle(coming.day, by=by)


def change_startup(coming: DayStartup, hours: StartupHours, *, by: User) -> None:
    """Raises: NotAllowed, MentorDayMoved, Invalid."""
    take_day(coming.day, by=by)
    set_startup_hours(coming, hours)
    settle(coming.day, by=by)


def set_away(coming: DayMentor | DayStartup, *, away: bool, by: User) -> None:
    """Ill, or never came: from now on, or from the beginning when the day has not begun. Their
    meetings stand until the plan is mended.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(coming.day, by=by)
    if away == (coming.away_at is not None):
        return
    coming.away_at = now() if away else None
    db.session.flush()
    if isinstance(coming, DayMentor):
        record("day-mentor.left" if away else "day-mentor.came-back", coming)
    else:
        record("day-startup.left" if away else "day-startup.came-back", coming)
    settle(coming.day, by=by)


def remove(coming: DayMentor | DayStartup, *, by: User) -> None:
    """Off the day; their meetings end, and whoever knew of them is told.

    Raises: NotAllowed; MentorDayMoved when they have met somebody already.
    """
    day = coming.day
    take_day(day, by=by)
    mine = meetings_with(coming, meetings_of(day))
    if any(each.starts_at <= now() for each in mine):
        raise MentorDayMoved(_("They have met somebody already. Say that they are away instead."))
    for meeting in mine:
        drop(meeting)
    tell(day)
    # By id: a colleague with a conflict reads this history too.
    record("mentor-day.taken-off", day, before=_party(coming))
    db.session.delete(coming)
    db.session.flush()
    settle(day, by=by)


def ask_everybody(day: MentorDay, *, by: User) -> int:
    """Write to mentors who have not confirmed and startups that have not wished; once a day.

    Returns: how many mails.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    waiting: list[DayMentor | DayStartup] = [
        *(each for each in mentors_of(day) if each.answered_at is None),
        *(each for each in startups_of(day) if each.wished_at is None),
    ]
    count = emails.ask(waiting)
    if count:
        record("mentor-day.asked", day, after={"asked": len(waiting)})
    return count


def set_mentor_hours(coming: DayMentor, hours: MentorHours) -> None:
    _check_spans("windows", hours.windows)
    _check_bound("most", hours.most)
    if hours.video_url and not hours.video_url.startswith("https://"):
        sentence = _("Please give a link that begins with https://.")
        raise Invalid(sentence, errors={"video_url": [sentence]})
    before = _hours_of(coming)
    coming.windows = sorted(list(span) for span in hours.windows)
    coming.most, coming.on_video = hours.most, hours.on_video
    coming.video_url = hours.video_url[:300]
    _keep(coming, before)


def set_startup_hours(coming: DayStartup, hours: StartupHours) -> None:
    _check_spans("away", hours.away)
    _check_bound("wanted", hours.wanted)
    before = _hours_of(coming)
    coming.away = sorted(list(span) for span in hours.away)
    coming.wanted, coming.on_video = hours.wanted, hours.on_video
    _keep(coming, before)


def look_for_conflicts(day: MentorDay) -> None:
    """Between all mentors and all startups of the day."""
    startups = db.session.scalars(select(DayStartup.startup_id).where(DayStartup.day_id == day.id))
    detect({each.mentor.user_id for each in mentors_of(day)}, set(startups))


def meets_nobody(coming: DayMentor | DayStartup, meetings: Iterable[DayMeeting]) -> bool:
    return not meetings_with(coming, meetings)


def _added(day: MentorDay, made: list[Any], *, counted: dict[str, int], by: User) -> list[Any]:
    db.session.add_all(made)
    db.session.flush()
    if made:
        record("mentor-day.gathered", day, after=counted)
        look_for_conflicts(day)
        settle(day, by=by)
    return made


def _chosen(ids: Iterable[UUID], offered: set[UUID]) -> list[UUID]:
    chosen = list(dict.fromkeys(ids))
    if not offered >= set(chosen):
        raise Invalid(_("One of these cannot come to the day. Please choose again."))
    return chosen


def _keep(coming: DayMentor | DayStartup, before: dict[str, Any]) -> None:
    db.session.flush()
    after = _hours_of(coming)
    if before != after:
        record(_hours_set(coming), coming, before=before, after=after)


def _hours_of(coming: DayMentor | DayStartup) -> dict[str, Any]:
    if isinstance(coming, DayMentor):
        return {"windows": coming.windows, "most": coming.most, "on_video": coming.on_video}
    return {"away": coming.away, "wanted": coming.wanted, "on_video": coming.on_video}


def _party(coming: DayMentor | DayStartup) -> dict[str, UUID]:
    if isinstance(coming, DayMentor):
        return {"mentor": coming.mentor_id}
    return {"startup": coming.startup_id}


def _hours_set(coming: DayMentor | DayStartup) -> str:
    is_mentor = isinstance(coming, DayMentor)
    return "day-mentor.hours-set" if is_mentor else "day-startup.hours-set"


def _check_spans(name: str, spans: Spans) -> None:
    good = len(spans) <= MOST_SPANS and all(
        len(span) == 2 and all(map(is_wall, span)) and span[0] < span[1] for span in spans
    )
    if not good:
        sentence = _("Please write times such as 09:00-12:00.")
        raise Invalid(sentence, errors={name: [sentence]})


def _check_bound(name: str, count: int | None) -> None:
    if count is not None and not 0 <= count <= 40:
        sentence = _("From %(least)s to %(most)s.", least=0, most=40)
        raise Invalid(sentence, errors={name: [sentence]})
