"""What becomes of a session that is booked: held, missed, cancelled, moved, or nobody says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from random import Random
from typing import Any

from accelerator.sessions.models import MentorSession, NoteSight, SessionMove, SessionState
from accelerator.sessions.queries.times import common_starts
from accelerator.sessions.services.attending import check_in, mark_missed
from accelerator.sessions.services.changing import cancel
from accelerator.sessions.services.moving import accept_move, ask_to_move, times_of
from accelerator.sessions.services.noting import Said, give_feedback, write_note
from hub.accounts.models import User
from hub.demo.accelerator.mentoring.asking import languages
from hub.demo.accelerator.mentoring.people import TEXTS
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import World

#: How useful it was, of five: what startups say, and what mentors say.
BY_STARTUPS = (5, 5, 5, 5, 4, 4, 4, 3)
BY_MENTORS = (5, 5, 4, 4, 4, 4, 3)
#: Of a hundred sessions: both sides say that they are there; who says how it was; with a note, and
#: with one that only its author reads.
BOTH_PERCENT, STARTUP_SAYS, MENTOR_SAYS, NOTED_PERCENT, PRIVATE_PERCENT = 55, 85, 70, 60, 6


class Fate(StrEnum):
    HELD = "held"
    #: Held, and of little use.
    LUKEWARM = "lukewarm"
    MISSED = "missed"
    CANCELLED = "cancelled"
    MOVED = "moved"
    ASKED_TO_MOVE = "asked-to-move"
    #: Nobody says anything.
    UNKNOWN = "unknown"


class Fates:
    def __init__(self, world: World, teams: Mapping[str, Team]) -> None:
        self.world, self._teams = world, teams

    def befall(self, session: MentorSession, fate: Fate) -> None:
        """Whatever of it lies before this morning is put into the story."""
        start = session.starts_at
        match fate:
            case Fate.HELD | Fate.LUKEWARM:
                self._at(start + timedelta(minutes=2), partial(self._hold, session, fate))
            case Fate.MISSED:
                self._at(start + timedelta(minutes=24), partial(self._miss, session))
            case Fate.CANCELLED:
                self._at(start - timedelta(hours=5), partial(self._cancel, session))
            case Fate.MOVED:
                self._at(start - timedelta(days=3), partial(self._move, session))
            case Fate.ASKED_TO_MOVE:
                evening = self.world.curtain - timedelta(hours=4)
                self._at(min(evening, start - timedelta(days=2)), partial(self._ask, session))
            case Fate.UNKNOWN:
                pass

    def _hold(self, session: MentorSession, fate: Fate) -> None:
        """They are there; later they say how it was and write down what it was about."""
        if session.state is not SessionState.BOOKED:
            return
        rng = _rng(session)
        people = [session.mentor.user]
        if rng.randrange(100) < BOTH_PERCENT:
            people.append(self._owner(session))
        for person in people:
            with by_hand_of(person):
                check_in(session, by=person)
        if rng.randrange(100) < NOTED_PERCENT:
            self._at(session.ends_at + timedelta(minutes=9), partial(self._note, session))
        for person, percent, marks in (
            (self._owner(session), STARTUP_SAYS, BY_STARTUPS),
            (session.mentor.user, MENTOR_SAYS, BY_MENTORS),
        ):
            if fate is Fate.LUKEWARM or rng.randrange(100) < percent:
                rating = 2 if fate is Fate.LUKEWARM else rng.choice(marks)
                later = session.ends_at + timedelta(hours=rng.uniform(0.2, 30))
                self._at(later, partial(self._say, session, person, rating=rating))

    def _say(self, session: MentorSession, person: User, *, rating: int) -> None:
        side = "mentor" if person.id == session.mentor.user_id else "startup"
        rng, texts = _rng(session, side), self._texts(session)
        words = texts[f"{side}_{'liked' if rating > 3 else 'lukewarm'}"]
        said = Said(
            rating,
            would_meet_again=rating > 2,
            text=rng.choice(words) if rng.random() < 0.8 else "",
            next_step=rng.choice(texts["steps"]) if rng.random() < 0.7 else "",
        )
        with by_hand_of(person):
            give_feedback(session, said, by=person)

    def _note(self, session: MentorSession) -> None:
        rng, texts = _rng(session), self._texts(session)
        person = session.mentor.user if rng.random() < 0.65 else self._owner(session)
        with by_hand_of(person):
            write_note(session, rng.choice(texts["notes"]), sight=NoteSight.SHARED, by=person)
        if rng.randrange(100) < PRIVATE_PERCENT:
            with by_hand_of(session.mentor.user):
                text = rng.choice(texts["private"])
                write_note(session, text, sight=NoteSight.PRIVATE, by=session.mentor.user)

    def _miss(self, session: MentorSession) -> None:
        """The mentor waits in vain."""
        person = session.mentor.user
        with by_hand_of(person):
            mark_missed(session, by=person)

    def _cancel(self, session: MentorSession) -> None:
        person = self._owner(session)
        with by_hand_of(person):
            cancel(session, by=person, reason=self._texts(session)["cancelled"])

    def _move(self, session: MentorSession) -> None:
        """The startup asks, the mentor takes one of the times the day after."""
        move = self._asked(session, by=self._owner(session))
        if move is not None:
            later = session.starts_at - timedelta(days=2, hours=2)
            self._at(later, partial(self._accept, move))

    def _ask(self, session: MentorSession) -> None:
        self._asked(session, by=session.mentor.user)

    def _asked(self, session: MentorSession, *, by: User) -> SessionMove | None:
        times = self._other_times(session)
        if not times or session.state is not SessionState.BOOKED:
            return None
        with by_hand_of(by):
            return ask_to_move(session, times, by=by, note=self._texts(session)["moved"])

    def _accept(self, move: SessionMove) -> None:
        session, mentor = move.session, move.session.mentor.user
        with by_hand_of(mentor):
            accept_move(move, times_of(move)[0].start, by=mentor)
        self.befall(session, Fate.HELD)

    def _other_times(self, session: MentorSession) -> Sequence[datetime]:
        """Two or three of the next days, the first soon."""
        found = common_starts(session.mentor, session.startup, minutes=60, but=session.id).starts
        later = [at for at in found if at > session.starts_at]
        days = {at.date(): at for at in reversed(later)}
        return [days[day] for day in sorted(days)[:3]]

    def _texts(self, session: MentorSession) -> dict[str, Any]:
        team = self._teams[session.startup.name]
        texts: dict[str, Any] = read(TEXTS)["sessions"][spoken(team, session.mentor.languages)]
        return texts

    def _owner(self, session: MentorSession) -> User:
        return self._teams[session.startup.name].its_owner

    def _at(self, at: datetime, act: Callable[[], object]) -> None:
        if at < self.world.curtain:
            self.world.story.at(at, act)


def spoken(team: Team, by_mentor: Sequence[str]) -> str:
    """The language in which the two work."""
    both = set(languages(team)) & set(by_mentor)
    return next((each for each in ("id", "de") if each in both), "en")


def _rng(session: MentorSession, side: str = "") -> Random:
    two = f"{session.startup.name}:{session.mentor.name}:{side}"
    return Random(f"session:{two}:{session.starts_local}")  # noqa: S311 - not for secrets
