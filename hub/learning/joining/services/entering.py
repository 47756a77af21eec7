"""Through the door to a session's video room."""

import hashlib
from dataclasses import dataclass

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassSession, Provider
from hub.learning.joining.models import JoinVisit
from hub.learning.joining.queries.people import standing_of
from hub.learning.joining.rules import providers
from hub.learning.joining.rules.providers import Guest, JitsiServer
from hub.learning.joining.rules.ways import Door, Session, Standing, door


@dataclass(frozen=True)
class Rooms:
    """The video servers of the house, from its settings; empty where there is none."""

    jitsi_url: str = ""
    jitsi_app_id: str = ""
    jitsi_secret: str = ""
    bigbluebutton_url: str = ""
    bigbluebutton_secret: str = ""


@dataclass(frozen=True)
class Way:
    """What the door says to somebody now. Only an open one has an address, which leaves the house
    in a redirect and in nothing else; `opened_by` is called first, where a provider wants that."""

    door: Door
    standing: Standing
    address: str = ""
    opened_by: str = ""


def way_in(session: ClassSession, person: User | None, *, rooms: Rooms) -> Way:
    standing = standing_of(person, session.run)
    facts = Session(
        session.slot, is_online=session.is_online, is_cancelled=session.cancelled_at is not None
    )
    told = door(facts, standing, now=now())
    if told is not Door.OPEN or person is None:
        return Way(told, standing)
    guest = _guest(person, session, leads=standing is Standing.TEACHES)
    address, opened_by = _room_of(session, guest, rooms=rooms)
    return Way(told if address else Door.NOT_ONLINE, standing, address, opened_by)


def way_to_recording(session: ClassSession, person: User | None) -> str:
    """Its address, for who has a place or teaches. Raises: NotFound, for anybody else."""
    known = standing_of(person, session.run) in (Standing.HAS_PLACE, Standing.TEACHES)
    if not known or not session.recording_url:
        raise NotFound(_("There is no recording for you here."))
    return session.recording_url


def note_visit(session: ClassSession, person: User) -> None:
    """Whoever goes in again was in already: one row for a person and a session."""
    visit = db.session.scalars(
        db.select(JoinVisit).where(
            JoinVisit.session_id == session.id, JoinVisit.user_id == person.id
        )
    ).one_or_none()
    if visit is None:
        db.session.add(JoinVisit(session_id=session.id, user_id=person.id))
    else:
        visit.last_at, visit.times = now(), visit.times + 1
    db.session.flush()


def _guest(person: User, session: ClassSession, *, leads: bool) -> Guest:
    """The id is another in each run, so that no provider can follow somebody through the hub."""
    told = hashlib.sha256(f"{session.run_id}:{person.id}".encode()).hexdigest()[:16]
    return Guest(told, person.name, leads=leads, language=person.language)


def _room_of(session: ClassSession, guest: Guest, *, rooms: Rooms) -> tuple[str, str]:
    settings = session.provider_settings
    if session.provider is Provider.JITSI and rooms.jitsi_url:
        address = providers.jitsi_address(
            JitsiServer(rooms.jitsi_url, rooms.jitsi_app_id, rooms.jitsi_secret),
            settings.get("room") or _room_name(session),
            guest=guest,
            now=now(),
        )
        return address, ""
    if session.provider is Provider.BIGBLUEBUTTON and rooms.bigbluebutton_url:
        base, secret = rooms.bigbluebutton_url, rooms.bigbluebutton_secret
        meeting_id = settings.get("meeting_id") or _room_name(session)
        minutes = int((session.ends_at - session.starts_at).total_seconds() // 60) + 30
        opened_by = providers.bigbluebutton_create(
            base, meeting_id=meeting_id, name=session.run.slug, secret=secret, minutes=minutes
        )
        address = providers.bigbluebutton_join(
            base, meeting_id=meeting_id, guest=guest, secret=secret
        )
        return address, opened_by
    return settings.get("url", ""), ""


def _room_name(session: ClassSession) -> str:
    return f"class-{session.id.hex}"
