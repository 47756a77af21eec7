"""What the timetable does for proposals and pairs."""

from datetime import timedelta

from sqlalchemy import or_, select

from accelerator.matching.models import Matching, MatchingState
from accelerator.matching.services.pairing import lapse_due, remind_due
from accelerator.matching.services.proposing import begin, keep
from accelerator.matching.services.reckoning import reckoned
from hub.core.clock import now
from hub.core.database import db, transaction

#: One that runs for longer was left behind by a process that is gone: the solver has 20 seconds.
LEFT_BEHIND = timedelta(minutes=2)


def lapse_pairings() -> str:
    """Pairs that were not answered in time free their places."""
    with transaction():
        count = lapse_due()
    return f"{count} lapsed"


def remind_of_pairings() -> str:
    with transaction():
        count = remind_due()
    return f"{count} reminded"


def reckon_matchings() -> str:
    """Proposals that are too large to be reckoned while somebody waits; the oldest first."""
    left = (Matching.state == MatchingState.RUNNING) & (Matching.made_at < now() - LEFT_BEHIND)
    waiting = select(Matching.id).where(or_(Matching.state == MatchingState.QUEUED, left))
    ids = list(db.session.scalars(waiting.order_by(Matching.made_at)))
    done = 0
    for matching_id in ids:
        with transaction():
            matching = db.session.get_one(Matching, matching_id)
            claimed = begin(matching, also_running=matching.made_at < now() - LEFT_BEHIND)
        if not claimed:
            continue
        answer = reckoned(matching.problem, matching.mode, settings=matching.settings)
        with transaction():
            keep(db.session.get_one(Matching, matching_id), answer)
        done += 1
    return f"{done} reckoned"
