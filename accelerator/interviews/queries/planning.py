"""A day in the words of the rules: what the schedule is made of."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from accelerator.applications.models import HANDED_IN, Application, ApplicationMember
from accelerator.conflicts.queries import conflicts_between
from accelerator.interviews.models import InterviewDay, Invited, Meeting, Panel, PanelMember
from accelerator.interviews.rules import days as rules
from accelerator.reviews.models import ReadingBan, Reviewer
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.core.walltime import NoSuchWallTime, to_instant


def instant(on: date, wall: str, *, zone: str) -> datetime:
    """Of "09:00" on that day. A time that the clocks skip is the first that exists again; of one
    that happens twice the first is meant."""
    meant = datetime.combine(on, time.fromisoformat(wall))
    try:
        return to_instant(meant, zone, fold=0)
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, zone, fold=0)


def slot_of(day: InterviewDay, starts: str, *, ends: str) -> TimeSlot | None:
    start, end = (instant(day.held_on, wall, zone=day.zone) for wall in (starts, ends))
    return TimeSlot(start, end) if start < end else None


def window_of(panel: Panel) -> TimeSlot:
    found = slot_of(panel.day, panel.starts_local, ends=panel.ends_local)
    if found is None:
        raise AssertionError("the database keeps panels that end after they start")
    return found


def panels_of(day: InterviewDay) -> list[Panel]:
    """With their people and rooms."""
    query = (
        select(Panel)
        .where(Panel.day_id == day.id)
        .options(
            selectinload(Panel.members).joinedload(PanelMember.reviewer),
            joinedload(Panel.space),
            joinedload(Panel.booking),
        )
        .order_by(Panel.position, Panel.id)
    )
    return list(db.session.scalars(query).unique())


def invited_to(day: InterviewDay) -> list[Invited]:
    """All of them, by number; not for eyes that may have a conflict."""
    query = (
        select(Invited)
        .join(Invited.application)
        .where(Invited.day_id == day.id)
        .options(joinedload(Invited.application), joinedload(Invited.meeting))
        .order_by(Application.number)
    )
    return list(db.session.scalars(query).unique())


def as_rules(day: InterviewDay, *, seed: int = 1) -> rules.Day:
    """The day with its panels, the teams that are to be heard, and who must not meet whom."""
    panels = panels_of(day)
    standing = [each for each in invited_to(day) if each.application.state in HANDED_IN]
    meetings = [(each.meeting, _meeting(each, each.meeting)) for each in standing if each.meeting]
    return rules.Day(
        panels=tuple(_panel(each) for each in panels),
        candidates=tuple(_candidate(day, each) for each in standing),
        timing=day.timing,
        conflicts=_conflicts(panels, standing),
        kept=frozenset(ruled for meeting, ruled in meetings if not meeting.kept),
        fixed=frozenset(ruled for meeting, ruled in meetings if meeting.kept),
        seed=seed,
    )


def _panel(panel: Panel) -> rules.Panel:
    breaks = [slot_of(panel.day, starts, ends=ends) for starts, ends in panel.breaks]
    return rules.Panel(
        id=str(panel.id),
        members=frozenset(str(member.reviewer.user_id) for member in panel.members),
        windows=(window_of(panel),),
        room=str(panel.space_id) if panel.space_id else None,
        online=bool(panel.online_url),
        breaks=tuple(each for each in breaks if each is not None),
        track=panel.track or None,
    )


def _candidate(day: InterviewDay, invited: Invited) -> rules.Candidate:
    return rules.Candidate(id=str(invited.application_id), available=availability(day, invited))


def availability(day: InterviewDay, invited: Invited) -> tuple[rules.Availability, ...]:
    """What a team's wishes mean: any way from `not_before` to `not_after`, and from `online_from`
    on only online. None said: any time, any way."""
    if not (invited.not_before or invited.not_after or invited.online_from):
        return ()
    start = instant(day.held_on, invited.not_before or "00:00", zone=day.zone)
    end = instant(day.held_on, "00:00", zone=day.zone) + timedelta(days=1)
    if invited.not_after:
        end = instant(day.held_on, invited.not_after, zone=day.zone)
    turn = instant(day.held_on, invited.online_from, zone=day.zone) if invited.online_from else end
    turn = max(start, min(turn, end))
    online = frozenset({rules.Way.ONLINE})
    parts = ((start, turn, rules.BOTH_WAYS), (turn, end, online))
    # A wish that leaves nothing is still a wish: an instant of the evening before.
    found = tuple(rules.Availability(TimeSlot(a, b), ways) for a, b, ways in parts if a < b)
    return found or (rules.Availability(TimeSlot(start - timedelta(minutes=1), start), online),)


def _meeting(invited: Invited, meeting: Meeting) -> rules.Meeting:
    return rules.Meeting(
        str(invited.application_id), str(meeting.panel_id), meeting.slot, meeting.way
    )


def _conflicts(panels: Iterable[Panel], invited: Iterable[Invited]) -> frozenset[tuple[str, str]]:
    """Conflicts, bans, and teams of which a juror is a member."""
    jurors = {m.reviewer.user_id for panel in panels for m in panel.members}
    by_startup = {each.application.startup_id: each.application_id for each in invited}
    found: set[tuple[UUID, UUID]] = {
        (by_startup[startup], person)
        for person, startup in conflicts_between(jurors, set(by_startup))
    }
    applications = set(by_startup.values())
    own = select(ApplicationMember.application_id, ApplicationMember.user_id).where(
        ApplicationMember.application_id.in_(applications), ApplicationMember.user_id.in_(jurors)
    )
    banned = (
        select(ReadingBan.application_id, Reviewer.user_id)
        .join(Reviewer, Reviewer.id == ReadingBan.reviewer_id)
        .where(ReadingBan.application_id.in_(applications), Reviewer.user_id.in_(jurors))
    )
    found |= {(a, p) for query in (own, banned) for a, p in db.session.execute(query)}
    return frozenset((str(application), str(person)) for application, person in found)
