"""With whom hours in common shrink when the clocks change."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.mentors.queries.availability import in_common
from accelerator.mentors.queries.own import OVER as PAST
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.core.database import db


@dataclass(frozen=True)
class Drift:
    """`of` so many of a cohort with whom one has hours in common, `fewer` have less of them from
    `on` on. Nobody is named: hours may be private."""

    cohort: Cohort
    on: date
    fewer: int
    of: int


def drifts_of(owner: Mentor | Startup) -> list[Drift]:
    """For each cohort that runs or is to come: the first change of clocks that costs hours."""
    found = []
    for cohort in _cohorts_of(owner):
        startups, mentors = _sides(cohort, owner)
        together = in_common(cohort, startups=startups, mentors=mentors).values()
        known = [each for each in together if max(count for _day, count in each.spans)]
        losing = [(day, each) for each in known if (day := _first_loss(each.spans)) is not None]
        if losing:
            first = min(day for day, _each in losing)
            fewer = sum(day == first for day, _each in losing)
            found.append(Drift(cohort, first, fewer, len(known)))
    return found


def drift(cohort: Cohort, mentor: Mentor, *, startup: Startup) -> tuple[date, int, int] | None:
    """For two by themselves: (from when on, minutes a week before, minutes after), if they lose."""
    pair = (startup.id, mentor.id)
    found = in_common(cohort, startups=[startup.id], mentors=[mentor.id]).get(pair)
    day = _first_loss(found.spans) if found else None
    if found is None or day is None:
        return None
    counts = dict(found.spans)
    days = [each for each, _count in found.spans]
    return day, counts[days[days.index(day) - 1]], counts[day]


def _first_loss(spans: tuple[tuple[date, int], ...]) -> date | None:
    for (_day, before), (day, after) in pairwise(spans):
        if after < before:
            return day
    return None


def _cohorts_of(owner: Mentor | Startup) -> list[Cohort]:
    query = select(Cohort).where(Cohort.phase.not_in(PAST))
    if isinstance(owner, Mentor):
        query = query.join(MentorPlaces, MentorPlaces.cohort_id == Cohort.id).where(
            MentorPlaces.mentor_id == owner.id, MentorPlaces.state == GivingState.ACCEPTED
        )
    else:
        query = query.join(Participation, Participation.cohort_id == Cohort.id).where(
            Participation.startup_id == owner.id, Participation.state.not_in(OVER)
        )
    return list(db.session.scalars(query.order_by(Cohort.starts_on, Cohort.id)))


def _sides(cohort: Cohort, owner: Mentor | Startup) -> tuple[list[UUID], list[UUID]]:
    """(startups, mentors) of which one is the owner alone."""
    if isinstance(owner, Startup):
        asked = select(MentorPlaces.mentor_id).where(
            MentorPlaces.cohort_id == cohort.id, MentorPlaces.state == GivingState.ACCEPTED
        )
        return [owner.id], list(db.session.scalars(asked))
    inside = select(Participation.startup_id).where(
        Participation.cohort_id == cohort.id,
        Participation.state.not_in(OVER),
        Participation.startup_id.not_in(conflicted_startups(owner.user_id)),
    )
    return list(db.session.scalars(inside)), [owner.id]
