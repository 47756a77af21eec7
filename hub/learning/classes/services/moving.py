"""A session at another time or place, with other words, or cancelled. Moved is moved whole, with
its room, or not at all; who is told, and how, is `joining`'s."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accelerator.vocabulary.words import Words
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.history.services import record
from hub.learning.classes.errors import NotNow
from hub.learning.classes.facts import ClassSessionCancelled, ClassSessionMoved
from hub.learning.classes.models import ClassSession, Provider
from hub.learning.classes.rules.video import LONGEST_URL, is_secure_address
from hub.learning.classes.services.asking import changed, hold_session
from hub.learning.classes.services.planning import (
    check_slot,
    checked_settings,
    checked_title,
    follow,
    length_of,
    told,
)
from hub.learning.classes.services.rooms import give_room_back, people_in, take_room
from hub.learning.classes.services.seats import hold_seats

LONGEST_REASON = 500


@dataclass(frozen=True)
class Move:
    """Where a session goes.

    Args:
        starts_local: wall time in the session's zone.
        minutes: None keeps its length.
        space: None for no room.
        people: for how many the room is; None for the run's seats.
    """

    starts_local: datetime
    minutes: int | None = None
    space: Space | None = None
    people: int | None = None
    fold: int | None = None


@dataclass(frozen=True)
class SessionChange:
    """What a session says about itself. `settings` None keeps the video room as it is."""

    title: Words
    is_required: bool
    provider: Provider
    settings: Mapping[str, str] | None = None


def move_session(
    session: ClassSession, move: Move, *, by: User, expected: int | None = None
) -> ClassSession:
    """To another time, another room, or both, under the same UID; nothing moved tells nobody.

    Raises:
        NotAllowed, NotNow (begun or cancelled), ClassChanged.
        NoSuchTime, TimeHappensTwice, BadTime, SameTime, Invalid.
        SlotTaken, Refused: the room cannot be had, with alternatives; nothing is moved.
    """
    hold_session(session, by=by, expected=expected)
    if session.starts_at <= now():
        raise NotNow(_("Only a session that is still to come can be moved."))
    slot = _slot(session, move)
    old = session.booking
    same_room = (old.space_id if old else None) == (move.space.id if move.space else None)
    same_people = move.people is None or (old is not None and old.people == move.people)
    if slot == session.slot and same_room and same_people:
        return session
    pool = hold_seats(session.run)
    check_slot(session.run, slot, but=session)
    _must_be_somewhere(session, room=move.space, provider=session.provider)
    before = told(session)
    give_room_back(session)
    if move.space is not None:
        said = move.people or (old.people if old and same_room else None)
        people = people_in(move.space, session.run, seats=pool.seats, said=said)
        session.booking = take_room(move.space, slot, people=people, run=session.run, by=by)
        session.lost_room_at = None
    session.slot = slot
    session.starts_local = f"{to_wall(slot.start, session.zone):%Y-%m-%dT%H:%M}"
    _moved(session)
    record("class-session.moved", session, before=before, after=told(session))
    follow(session.run, by=by)
    return session


def change_session(
    session: ClassSession, change: SessionChange, *, by: User, expected: int | None = None
) -> ClassSession:
    """Its title, whether it counts, and who runs the video room. People are told only if it comes
    to video or leaves it: where the room is they never see.

    Raises: NotAllowed, NotNow, ClassChanged, Invalid.
    """
    hold_session(session, by=by, expected=expected)
    _must_be_somewhere(session, room=session.booking, provider=change.provider)
    was_online = session.is_online
    values = {
        "title": checked_title(change.title),
        "is_required": change.is_required,
        "provider": change.provider,
    }
    if change.settings is not None or change.provider is not session.provider:
        said = change.settings or {}
        values["provider_settings"] = checked_settings(change.provider, said)
    before, after = changed(session, values)
    if not after:
        return session
    if session.is_online != was_online and session.starts_at > now():
        _moved(session)
    else:
        session.version += 1
        db.session.flush()
    for told_of in (before, after):
        if told_of.pop("provider_settings", None) is not None:
            told_of["video_room"] = "given"
    record("class-session.changed", session, before=before, after=after)
    return session


def cancel_session(
    session: ClassSession, *, by: User, reason: str, expected: int | None = None
) -> ClassSession:
    """It does not take place; its room is free. Raises: NotAllowed, NotNow (over, or cancelled),
    ClassChanged, Invalid (no reason)."""
    clean = reason_of(reason)
    hold_session(session, by=by, expected=expected)
    if session.ends_at <= now():
        raise NotNow(_("This session is over. What has been cannot be cancelled."))
    hold_seats(session.run)
    call_off(session, reason=clean)
    announce(ClassSessionCancelled(session.run_id, session.id, session.ical_sequence, clean))
    follow(session.run, by=by)
    return session


def call_off(session: ClassSession, *, reason: str) -> None:
    """It and its room; who is told is the caller's."""
    before = told(session)
    session.cancelled_at, session.cancel_reason = now(), reason
    session.ical_sequence += 1
    session.version += 1
    db.session.flush()
    give_room_back(session)
    record("class-session.cancelled", session, before=before, reason=reason)


def set_recording(
    session: ClassSession, url: str, *, by: User, expected: int | None = None
) -> ClassSession:
    """Where its recording is, for those who have a place; empty takes it away.

    Raises: NotAllowed, NotNow (not begun, or cancelled), ClassChanged, Invalid.
    """
    hold_session(session, by=by, expected=expected)
    clean = url.strip()
    if session.starts_at > now():
        raise NotNow(_("There is no recording of what has not begun."))
    if clean and (not is_secure_address(clean) or len(clean) > LONGEST_URL):
        sentence = _("Please give an address that begins with https://.")
        raise Invalid(sentence, errors={"recording_url": [sentence]})
    if clean != session.recording_url:
        had, session.recording_url = bool(session.recording_url), clean
        session.version += 1
        db.session.flush()
        record("class-session.recording-set", session, before={"has": had},
               after={"has": bool(clean)})  # fmt: skip
    return session


def reason_of(reason: str) -> str:
    """Raises: Invalid."""
    clean = " ".join(reason.split())[:LONGEST_REASON]
    if len(clean) < 3:
        message = _("Please say why, in a few words. Everybody who has a place reads it.")
        raise Invalid(message, errors={"reason": [message]})
    return clean


def _slot(session: ClassSession, move: Move) -> TimeSlot:
    at = instant_of(move.starts_local, session.zone, fold=move.fold, field="starts_local")
    length: timedelta = session.slot.length if move.minutes is None else length_of(move.minutes)
    return TimeSlot(at, at + length)


def _must_be_somewhere(session: ClassSession, *, room: object, provider: Provider) -> None:
    if session.run.published_at is not None and room is None and provider is Provider.NONE:
        sentence = _("Say where it is: in a room, on video, or both.")
        raise Invalid(sentence, errors={"space": [sentence], "provider": [sentence]})


def _moved(session: ClassSession) -> None:
    session.ical_sequence += 1
    session.version += 1
    db.session.flush()
    announce(ClassSessionMoved(session.run_id, session.id, session.ical_sequence))
