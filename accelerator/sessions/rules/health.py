"""How a mentor and a startup are getting on: what counts as silence, as trouble, as a heavy load.

Rules of thumb, not findings: in three weeks a pair that meets every second week has missed its
turn; two weeks are enough to arrange a first meeting over three time zones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import fmean

#: No session held, and none booked, for so long: silence.
SILENCE_AFTER = timedelta(days=21)
#: So long after both have said yes, with no meeting behind or before them: they never met.
FIRST_WITHIN = timedelta(days=14)
#: So many sessions in a row to which somebody did not come.
MISSED_IN_A_ROW = 2
#: Feedback is low when the mean of the last three is two or less (1 not at all useful, 5 very).
#: Fewer than three say too little to worry anybody.
LAST_RATINGS = 3
LOW_MEAN = 2.0
#: A mentor gives much with eight hours or more in the last four weeks: ask before asking for more.
LOAD_WINDOW = timedelta(days=28)
MUCH_MINUTES = 8 * 60


class Trouble(StrEnum):
    """What the checks find; the kinds of a case, the most pressing first."""

    MISSED = "missed"
    LOW_FEEDBACK = "low-feedback"
    NEVER_MET = "never-met"
    SILENCE = "silence"


class Met(StrEnum):
    """What became of a session that counts here; cancelled ones do not."""

    HELD = "held"
    #: Over, and nobody has said whether it took place: worth a question, never an alarm.
    UNKNOWN = "unknown"
    MISSED = "missed"
    BOOKED = "booked"


@dataclass(frozen=True)
class Meeting:
    starts_at: datetime
    ends_at: datetime
    state: Met


@dataclass(frozen=True)
class Rating:
    """What one side said of one session, 1 to 5."""

    given_at: datetime
    useful: int


@dataclass(frozen=True)
class Relation:
    """All that is known of a pair.

    Args:
        began_at: when both had said yes.
        meetings, ratings: in any order.
        seen_to: kind of trouble to when staff last closed a case of it: what was so before that is
            settled, and the same trouble has to come anew.
    """

    began_at: datetime
    meetings: Sequence[Meeting] = ()
    ratings: Sequence[Rating] = ()
    seen_to: Mapping[Trouble, datetime] = field(default_factory=dict)


def last_meeting(relation: Relation) -> datetime | None:
    """When they met last, for all that is known."""
    ends = [each.ends_at for each in relation.meetings if each.state in (Met.HELD, Met.UNKNOWN)]
    return max(ends, default=None)


def next_meeting(relation: Relation, now: datetime) -> datetime | None:
    """A session that is on right now counts as well."""
    starts = [
        each.starts_at
        for each in relation.meetings
        if each.state is Met.BOOKED and each.ends_at > now
    ]
    return min(starts, default=None)


def silent_days(relation: Relation, now: datetime) -> int:
    """Whole days since they met, or since they became a pair."""
    since = last_meeting(relation) or relation.began_at
    return max(0, (now - since).days)


def is_silent(relation: Relation, now: datetime) -> bool:
    if next_meeting(relation, now) is not None:
        return False
    since = last_meeting(relation) or relation.began_at
    return now - _anew(since, relation, kind=Trouble.SILENCE) >= SILENCE_AFTER


def never_met(relation: Relation, now: datetime) -> bool:
    if last_meeting(relation) is not None or next_meeting(relation, now) is not None:
        return False
    return now - _anew(relation.began_at, relation, kind=Trouble.NEVER_MET) >= FIRST_WITHIN


def misses(relation: Relation) -> bool:
    """Whether the last two sessions that were to be were missed, by either side."""
    over = sorted(
        (each for each in relation.meetings if each.state is not Met.BOOKED),
        key=lambda each: each.starts_at,
    )
    last = over[-MISSED_IN_A_ROW:]
    if len(last) < MISSED_IN_A_ROW or any(each.state is not Met.MISSED for each in last):
        return False
    return _is_newer(last[-1].ends_at, relation, kind=Trouble.MISSED)


def is_low(relation: Relation) -> bool:
    """Whether what both sides said last of how useful it was is low."""
    last = sorted(relation.ratings, key=lambda each: each.given_at)[-LAST_RATINGS:]
    if len(last) < LAST_RATINGS or fmean(each.useful for each in last) > LOW_MEAN:
        return False
    return _is_newer(last[-1].given_at, relation, kind=Trouble.LOW_FEEDBACK)


def troubles(relation: Relation, now: datetime) -> list[Trouble]:
    """All that is so now, the most pressing first."""
    found = {
        Trouble.MISSED: misses(relation),
        Trouble.LOW_FEEDBACK: is_low(relation),
        Trouble.NEVER_MET: never_met(relation, now),
        Trouble.SILENCE: is_silent(relation, now),
    }
    return [kind for kind in Trouble if found[kind]]


@dataclass(frozen=True)
class Satisfaction:
    """The mean of what both sides said; None of nothing."""

    mean: float | None
    count: int


def satisfaction(ratings: Sequence[Rating]) -> Satisfaction:
    if not ratings:
        return Satisfaction(None, 0)
    return Satisfaction(fmean(each.useful for each in ratings), len(ratings))


@dataclass(frozen=True)
class Load:
    """What a mentor gives in a cohort.

    Args:
        startups: that they mentor, of `places` that they promised.
        minutes: of sessions held, `lately` those of the last four weeks.
    """

    startups: int = 0
    places: int = 0
    minutes: int = 0
    lately: int = 0

    @property
    def is_full(self) -> bool:
        return self.places > 0 and self.startups >= self.places

    @property
    def is_much(self) -> bool:
        return self.lately >= MUCH_MINUTES


def _anew(since: datetime, relation: Relation, *, kind: Trouble) -> datetime:
    """From when the days are counted: again from zero when staff have seen to it."""
    seen = relation.seen_to.get(kind)
    return since if seen is None else max(since, seen)


def _is_newer(at: datetime, relation: Relation, *, kind: Trouble) -> bool:
    seen = relation.seen_to.get(kind)
    return seen is None or at > seen
