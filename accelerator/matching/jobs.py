"""What the timetable does for proposals and pairs."""

import time
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select

from accelerator.conflicts.services import detect
from accelerator.matching.errors import NotNow
from accelerator.matching.models import Matching, MatchingState
from accelerator.matching.queries.judging import candidates_in
from accelerator.matching.queries.proposals import cohorts_to_fill
from accelerator.matching.rules.phases import Phase
from accelerator.matching.services import proposing
from accelerator.matching.services.pairing import lapse_due, remind_due
from accelerator.matching.services.proposing import begin, go_on, keep
from accelerator.matching.services.questions import freeze, question_of
from accelerator.matching.services.reckoning import reckoned
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.waiting import GivenUp, Watch
from hub.core.waiting import go_on as still_waited_for

#: One that runs for longer was left behind by a process that is gone: the solver has 20 seconds.
LEFT_BEHIND = timedelta(minutes=2)
#: How long nobody has declined before the next best is proposed.
QUIET = timedelta(minutes=5)
#: How often, in seconds, it is looked whether somebody has stopped it.
LOOK_EVERY = 1.0
#: Conflicts of so many startups are looked for at once: others who write wait no longer.
AT_A_TIME = 25


def lapse_pairings() -> str:
    """Pairs that were not answered in time free their places."""
    with transaction():
        count = lapse_due()
    return f"{count} lapsed"


def remind_of_pairings() -> str:
    with transaction():
        count = remind_due()
    return f"{count} reminded"


def propose_next_best() -> str:
    """Where somebody declined: once they have stopped coming in, one proposal for all of them."""
    done = 0
    for cohort in cohorts_to_fill(until=now() - QUIET):
        with suppress(NotNow), transaction():
            done += proposing.propose_next_best(cohort) is not None
    return f"{done} proposed"


def reckon_matchings() -> str:
    """Proposals that are too large to be reckoned while somebody waits; the oldest first."""
    left = (Matching.state == MatchingState.RUNNING) & (Matching.made_at < now() - LEFT_BEHIND)
    waiting = select(Matching.id).where(or_(Matching.state == MatchingState.QUEUED, left))
    ids = list(db.session.scalars(waiting.order_by(Matching.made_at)))
    return f"{sum(map(_reckon, ids))} reckoned"


def _reckon(matching_id: UUID) -> bool:
    """Whether it came to an end; nobody has stopped it then."""
    with transaction():
        matching = db.session.get_one(Matching, matching_id)
        if not begin(matching, also_running=matching.made_at < now() - LEFT_BEHIND):
            return False
    watch = Waiting(matching_id)
    try:
        if not matching.problem:
            watch.begins(Phase.READING)
            _read(matching, watch)
        plain, mode, settings = matching.problem, matching.mode, matching.settings
        db.session.rollback()
        answer = reckoned(plain, mode, settings=settings, watch=watch)
        watch.begins(Phase.WRITING)
    except GivenUp:
        return False
    except NotNow:
        answer = None
    with transaction():
        return keep(db.session.get_one(Matching, matching_id), answer)


def _read(matching: Matching, watch: Watch) -> None:
    """Freeze what is known now. Raises: GivenUp, NotNow."""
    people, startups = candidates_in(matching.cohort)
    ids = sorted(startups)
    for first in range(0, len(ids), AT_A_TIME):
        with transaction():
            detect(people, ids[first : first + AT_A_TIME])
        still_waited_for(watch)
    question = question_of(matching)
    with transaction():
        freeze(matching, question)


class Waiting(Watch):
    """Whoever made the proposal sees how far it is, and may stop it, which the solver hears within
    a second or so."""

    def __init__(self, matching_id: UUID) -> None:
        self._id = matching_id
        self._over = False
        self._looked = time.monotonic()

    def begins(self, phase: StrEnum) -> None:
        with transaction():
            self._over = not go_on(db.session.get_one(Matching, self._id), Phase(phase))
        if self._over:
            raise GivenUp

    def is_over(self) -> bool:
        if not self._over and time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            state = db.session.scalar(select(Matching.state).where(Matching.id == self._id))
            db.session.rollback()
            self._over = state is not MatchingState.RUNNING
        return self._over
