"""Where meetings are: rooms of the hub, or tables in one of them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import DayMeeting, DayRoom, MentorDay
from accelerator.mentor_days.queries.planning import meetings_of, rooms_of
from accelerator.mentor_days.services.holding import settle, take_day
from accelerator.mentor_days.services.rooms import free_room
from booking.spaces.queries import get_space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

MOST_ROOMS = 60


@dataclass(frozen=True)
class PlacesWanted:
    """Either spaces of the hub, one meeting at a time in each; or so many tables, in a space or
    wherever the day is held."""

    spaces: tuple[UUID, ...] = ()
    tables: int = 0
    hall: UUID | None = None


def add_rooms(day: MentorDay, wanted: PlacesWanted, *, by: User) -> list[DayRoom]:
    """Raises: NotAllowed, MentorDayMoved, Invalid; SlotTaken and Refused, if booked now."""
    take_day(day, by=by)
    known = rooms_of(day)
    if wanted.tables < 0 or len(known) + len(wanted.spaces) + wanted.tables > MOST_ROOMS:
        sentence = _("At most %(most)s rooms and tables.", most=MOST_ROOMS)
        raise Invalid(sentence, errors={"tables": [sentence]})
    if not wanted.spaces and not wanted.tables:
        sentence = _("Choose rooms, or say how many tables.")
        raise Invalid(sentence, errors={"spaces": [sentence]})
    here = {room.space_id for room in known if room.space_id}
    position = max((room.position for room in known), default=0) + 1
    spaces = [get_space(each) for each in dict.fromkeys(wanted.spaces) if each not in here]
    hall = get_space(wanted.hall).id if wanted.hall else None
    made = [DayRoom(day=day, name=each.name[:80], space_id=each.id) for each in spaces]
    number = _next_table(known)
    made += [
        DayRoom(day=day, name=_("Table %(number)s", number=number + n), space_id=hall)
        for n in range(wanted.tables)
    ]
    for n, room in enumerate(made):
        room.position = position + n
    db.session.add_all(made)
    db.session.flush()
    if made:
        record("mentor-day.gathered", day, after={"rooms": len(made)})
        settle(day, by=by)
    return made


def rename_room(room: DayRoom, name: str, *, by: User) -> None:
    """Raises: NotAllowed, MentorDayMoved, Invalid."""
    take_day(room.day, by=by)
    clean = " ".join(name.split())[:80]
    if not clean:
        sentence = _("Please give it a name.")
        raise Invalid(sentence, errors={"name": [sentence]})
    if clean != room.name:
        before, room.name = room.name, clean
        db.session.flush()
        record("day-room.renamed", room, before={"name": before}, after={"name": clean})
        settle(room.day, by=by)


def set_closed(room: DayRoom, *, closed: bool, by: User) -> None:
    """It cannot be used from now on; its meetings stand until the plan is mended.

    Raises: NotAllowed, MentorDayMoved; SlotTaken and Refused when it is to be had again.
    """
    take_day(room.day, by=by)
    if closed == (room.closed_at is not None):
        return
    room.closed_at = now() if closed else None
    db.session.flush()
    record("day-room.closed" if closed else "day-room.opened", room)
    settle(room.day, by=by)


def remove_room(room: DayRoom, *, by: User) -> None:
    """Raises: NotAllowed; MentorDayMoved while somebody meets in it."""
    day = room.day
    take_day(day, by=by)
    if any(meeting.room_id == room.id for meeting in meetings_of(day)):
        raise MentorDayMoved(_("Somebody meets in this room. Close it and plan around it instead."))
    free_room(room)
    db.session.execute(update(DayMeeting).where(DayMeeting.room_id == room.id).values(room_id=None))
    record("mentor-day.taken-off", day, before={"room": room.name})
    db.session.delete(room)
    db.session.flush()
    settle(day, by=by)


def _next_table(known: list[DayRoom]) -> int:
    """After the highest number that a name ends with."""
    ends = [room.name.rsplit(" ", 1)[-1] for room in known]
    return max((int(end) for end in ends if end.isascii() and end.isdigit()), default=0) + 1
