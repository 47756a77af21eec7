"""Days and their panels: made, changed, taken away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.conflicts.services import detect
from accelerator.interviews.errors import DayMoved
from accelerator.interviews.models import (
    DayState,
    InterviewDay,
    Invited,
    Meeting,
    Panel,
    PanelMember,
)
from accelerator.interviews.permissions import can_arrange_for
from accelerator.interviews.rules.times import is_wall
from accelerator.interviews.services.holding import expect, free_jurors, settle, take_day
from accelerator.interviews.services.links import end_links_but
from accelerator.interviews.services.rooms import free_room
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Reviewer, Round, RoundKind
from accelerator.vocabulary.words import Words, in_words
from booking.spaces.queries import get_space
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import is_zone
from hub.history.services import record

LONGEST_MEETING = 240


@dataclass(frozen=True)
class DayDraft:
    """Minutes for presentation, questions and buffer. `round_id`: an interview round of the
    cohort, whose rubric the panels mark by."""

    name: Words
    held_on: date
    zone: str
    presentation: int = 10
    questions: int = 15
    buffer: int = 5
    note: Words = field(default_factory=dict)
    round_id: UUID | None = None
    pick_until: datetime | None = None


@dataclass(frozen=True)
class PanelDraft:
    """Wall times of the day's zone; `breaks` are pairs of them. A room, a link, or both."""

    name: str
    starts_local: str
    ends_local: str
    breaks: tuple[tuple[str, str], ...] = ()
    space_id: UUID | None = None
    online_url: str = ""
    track: str = ""
    reviewer_ids: tuple[UUID, ...] = ()


def make_day(cohort: Cohort, draft: DayDraft, *, by: User) -> InterviewDay:
    """Raises: NotAllowed for somebody else's programme; Invalid."""
    if not can_arrange_for(by, cohort):
        raise NotAllowed(_("You can only arrange days in your own programmes."))
    _check(cohort, draft)
    made = InterviewDay(cohort=cohort, state=DayState.DRAFT, version=1, **vars(draft))
    db.session.add(made)
    db.session.flush()
    record("interview-day.made", made, after=_told(made))
    return made


def change_day(day: InterviewDay, draft: DayDraft, *, by: User) -> None:
    """Its date, zone and lengths stay while times are given out.

    Raises: NotAllowed, Invalid; DayMoved when meetings would move with it.
    """
    take_day(day, by=by)
    _check(day.cohort, draft)
    fixed = ("held_on", "zone", "presentation", "questions", "buffer")
    moves = any(getattr(day, name) != getattr(draft, name) for name in fixed)
    if moves and (_meetings(day) or day.state not in (DayState.DRAFT, DayState.SCHEDULED)):
        raise DayMoved(_("Times are given out already. Take them back before you move the day."))
    before = _told(day)
    for name, value in vars(draft).items():
        setattr(day, name, value)
    db.session.flush()
    db.session.expire(day, ["round"])
    after = _told(day)
    if before != after:
        record("interview-day.changed", day, before=before, after=after)
    settle(day, by=by)


def add_panel(day: InterviewDay, draft: PanelDraft, *, by: User) -> Panel:
    """Raises: NotAllowed, DayMoved, Invalid; SlotTaken and Refused for its room, if booked now."""
    take_day(day, by=by)
    _check_panel(draft)
    count = db.session.scalar(select(func.count()).where(Panel.day_id == day.id)) or 0
    panel = Panel(day=day, position=count, **_fields(draft))
    db.session.add(panel)
    db.session.flush()
    _seat(panel, draft.reviewer_ids)
    record("interview-panel.made", panel, after=_panel_told(panel))
    settle(day, by=by)
    return panel


def change_panel(panel: Panel, draft: PanelDraft, *, by: User) -> None:
    """Meetings that no longer fit stay until a new plan or a hand moves them; the day says so.

    Raises: as `add_panel`.
    """
    take_day(panel.day, by=by)
    _check_panel(draft)
    before = _panel_told(panel)
    for name, value in _fields(draft).items():
        setattr(panel, name, value)
    db.session.flush()
    db.session.expire(panel, ["space"])
    _seat(panel, draft.reviewer_ids)
    record("interview-panel.changed", panel, before=before, after=_panel_told(panel))
    settle(panel.day, by=by)


def remove_panel(panel: Panel, *, by: User) -> None:
    """Raises: NotAllowed; DayMoved while it still has meetings."""
    day = panel.day
    take_day(day, by=by)
    if db.session.scalar(select(Meeting.id).where(Meeting.panel_id == panel.id).limit(1)):
        raise DayMoved(_("This panel still meets teams. Move them first."))
    free_room(panel)
    _seat(panel, ())
    record("interview-panel.removed", panel, before=_panel_told(panel))
    db.session.delete(panel)
    db.session.flush()
    settle(day, by=by)


def finish(day: InterviewDay, *, by: User) -> None:
    """It has been held: nothing moves any more."""
    take_day(day, by=by)
    expect(day, DayState.PUBLISHED)
    day.state = DayState.DONE
    day.version += 1
    db.session.flush()
    record("interview-day.finished", day)


def _seat(panel: Panel, reviewer_ids: Iterable[UUID]) -> None:
    """Who leaves is told, if they knew; conflicts of who comes are looked for at once."""
    wanted = dict.fromkeys(reviewer_ids)
    free_jurors(panel, but=wanted)
    for member in list(panel.members):
        if member.reviewer_id not in wanted:
            panel.members.remove(member)
    seated = {member.reviewer_id for member in panel.members}
    end_links_but(panel.day, seated | set(wanted))
    for reviewer_id in wanted:
        if reviewer_id not in seated:
            panel.members.append(PanelMember(reviewer_id=reviewer_id))
    db.session.flush()
    look_for_conflicts(panel.day)


def look_for_conflicts(day: InterviewDay) -> None:
    """Between everybody on its panels and every team that is invited."""
    jurors = (
        select(Reviewer.user_id)
        .join(PanelMember, PanelMember.reviewer_id == Reviewer.id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.day_id == day.id)
    )
    invited = db.session.scalars(select(Invited).where(Invited.day_id == day.id))
    detect(set(db.session.scalars(jurors)), {each.application.startup_id for each in invited})


def _check(cohort: Cohort, draft: DayDraft) -> None:
    wrong: dict[str, list[str]] = {}
    if not in_words(draft.name):
        wrong["name"] = [_("Please give it a name, in one language at least.")]
    if not is_zone(draft.zone):
        wrong["zone"] = [_("There is no such time zone.")]
    for name in ("presentation", "questions", "buffer"):
        if not 0 <= getattr(draft, name) <= LONGEST_MEETING:
            wrong[name] = [_("From 0 to %(most)s minutes.", most=LONGEST_MEETING)]
    if draft.presentation + draft.questions < 1:
        wrong["presentation"] = [_("A meeting lasts more than nothing.")]
    if draft.round_id is not None:
        round_ = db.session.get(Round, draft.round_id)
        if (
            round_ is None
            or round_.cohort_id != cohort.id
            or round_.kind is not RoundKind.INTERVIEW
        ):
            wrong["round_id"] = [_("Please choose an interview round of this cohort.")]
    if wrong:
        raise Invalid(_("Please look at the day again."), errors=wrong)


def _check_panel(draft: PanelDraft) -> None:
    wrong: dict[str, list[str]] = {}
    if not draft.name.strip():
        wrong["name"] = [_("Please give it a name.")]
    walls = [draft.starts_local, draft.ends_local, *(w for pair in draft.breaks for w in pair)]
    if not all(map(is_wall, walls)) or draft.starts_local >= draft.ends_local:
        wrong["ends_local"] = [_("It has to end after it starts.")]
    elif any(starts >= ends for starts, ends in draft.breaks):
        wrong["breaks"] = [_("A break has to end after it starts.")]
    if draft.space_id is None and not draft.online_url:
        wrong["space_id"] = [_("A panel needs a room, a link, or both.")]
    if draft.online_url and not draft.online_url.startswith("https://"):
        wrong["online_url"] = [_("Please give a link that begins with https://.")]
    known = select(func.count()).where(Reviewer.id.in_(draft.reviewer_ids))
    if db.session.scalar(known) != len(set(draft.reviewer_ids)):
        wrong["reviewer_ids"] = [_("There is no such reviewer.")]
    if wrong:
        raise Invalid(_("Please look at the panel again."), errors=wrong)
    if draft.space_id is not None:
        get_space(draft.space_id)


def _fields(draft: PanelDraft) -> dict[str, Any]:
    return {
        "name": " ".join(draft.name.split())[:80],
        "starts_local": draft.starts_local,
        "ends_local": draft.ends_local,
        "breaks": sorted([starts, ends] for starts, ends in draft.breaks),
        "space_id": draft.space_id,
        "online_url": draft.online_url[:300],
        "track": " ".join(draft.track.split())[:40],
    }


def _meetings(day: InterviewDay) -> int:
    query = select(func.count()).select_from(Meeting).join(Invited)
    return db.session.scalar(query.where(Invited.day_id == day.id)) or 0


def _told(day: InterviewDay) -> dict[str, Any]:
    names = ("name", "held_on", "zone", "presentation", "questions", "buffer", "pick_until")
    return {name: getattr(day, name) for name in names}


def _panel_told(panel: Panel) -> dict[str, Any]:
    names = ("name", "starts_local", "ends_local", "breaks", "track")
    told = {name: getattr(panel, name) for name in names}
    return told | {"space": panel.space_id, "members": len(panel.members)}
