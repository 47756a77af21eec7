"""What the timetable does for proposals and pairs."""

from sqlalchemy import select

from accelerator.matching.models import Matching, MatchingState
from accelerator.matching.services.pairing import lapse_due, remind_due
from accelerator.matching.services.proposing import begin, keep, reckoned
from hub.core.database import db, transaction


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
    waiting = select(Matching.id).where(Matching.state == MatchingState.QUEUED)
    ids = list(db.session.scalars(waiting.order_by(Matching.made_at)))
    done = 0
    for matching_id in ids:
        with transaction():
            matching = db.session.get_one(Matching, matching_id)
            claimed = begin(matching)
        if not claimed:
            continue
        answer = reckoned(matching.problem, matching.mode)
        with transaction():
            keep(db.session.get_one(Matching, matching_id), answer)
        done += 1
    return f"{done} reckoned"
