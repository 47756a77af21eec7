"""Jurors' links: which there are, whose a secret is, what one opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application
from accelerator.interviews.models import DayState, InterviewDay, Invited, JuryLink, Meeting, Panel
from accelerator.interviews.queries.planning import instant
from accelerator.reviews.models import Reviewer
from accelerator.reviews.permissions import kept_from
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Juror:
    """On the panels of a day; `link` is the one that stands."""

    reviewer: Reviewer
    panels: tuple[str, ...]
    link: JuryLink | None


def window_of_links(day: InterviewDay) -> TimeSlot:
    """The whole day by its own clock, and not a minute more."""
    start = instant(day.held_on, "00:00", zone=day.zone)
    return TimeSlot(start, instant(day.held_on + timedelta(days=1), "00:00", zone=day.zone))


def jurors_of(day: InterviewDay, panels: Iterable[Panel]) -> list[Juror]:
    """Everybody on these panels of the day, by name."""
    query = select(JuryLink).where(JuryLink.day_id == day.id, JuryLink.ended_at.is_(None))
    links = {link.reviewer_id: link for link in db.session.scalars(query)}
    sits: dict[UUID, list[str]] = {}
    found: dict[UUID, Reviewer] = {}
    for panel in panels:
        for member in panel.members:
            found[member.reviewer_id] = member.reviewer
            sits.setdefault(member.reviewer_id, []).append(panel.name)
    jurors = [Juror(each, tuple(sits[id_]), links.get(id_)) for id_, each in found.items()]
    return sorted(jurors, key=lambda juror: (juror.reviewer.user.name, juror.reviewer.id.hex))


def get_juror(day: InterviewDay, panels: Iterable[Panel], *, reviewer_id: UUID) -> Juror:
    """Raises: NotFound, for whoever is on no panel of the day."""
    for juror in jurors_of(day, panels):
        if juror.reviewer.id == reviewer_id:
            return juror
    raise NotFound(_("There is no such juror on this day."))


def own_link(day: InterviewDay, person: User) -> JuryLink | None:
    """The one that stands for a juror of the day."""
    query = (
        select(JuryLink)
        .join(Reviewer, Reviewer.id == JuryLink.reviewer_id)
        .where(
            JuryLink.day_id == day.id, JuryLink.ended_at.is_(None), Reviewer.user_id == person.id
        )
    )
    return db.session.scalar(query)


def link_behind(secret: str) -> JuryLink | None:
    """Whose secret it is, unless the link has ended; whether it opens now is another question."""
    query = (
        select(JuryLink)
        .where(JuryLink.secret_hash == hashed(secret), JuryLink.ended_at.is_(None))
        .options(joinedload(JuryLink.day), joinedload(JuryLink.reviewer))
    )
    found = db.session.scalar(query)
    if found is None or not found.reviewer.user.is_active:
        return None
    return found


def is_open(link: JuryLink) -> bool:
    """Today is its day, and the day stands."""
    stands = link.ended_at is None and link.day.state in (DayState.PUBLISHED, DayState.DONE)
    window = window_of_links(link.day)
    return stands and window.start <= now() < window.end


def opens(link_id: UUID, *, day_id: UUID | None = None, meeting_id: UUID | None = None) -> bool:
    """Whether somebody who came in by this link may stand there: on their own panels of its day.
    Which teams they meet is asked behind the door, as of every juror."""
    link = db.session.get(JuryLink, link_id)
    if link is None or not is_open(link):
        return False
    if meeting_id is None:
        return day_id == link.day_id
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.panel.day_id != link.day_id:
        return False
    return any(member.reviewer_id == link.reviewer_id for member in meeting.panel.members)


def is_kept_from_a_team(day: InterviewDay, person: User) -> bool:
    """Of those that are invited, whoever hears them in the end."""
    query = (
        select(Invited.id)
        .join(Application, Application.id == Invited.application_id)
        .where(Invited.day_id == day.id, kept_from(person.id))
    )
    return db.session.scalar(query.limit(1)) is not None
