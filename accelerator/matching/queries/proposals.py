"""Proposals: one, all of a cohort, and whether one is still up to date."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from accelerator.conflicts.queries import conflicted_startups
from accelerator.matching.freezing import fingerprint, thawed, thawed_answer
from accelerator.matching.models import (
    Matching,
    MatchingState,
    Mode,
    Pairing,
    PairingState,
    ProposedPair,
)
from accelerator.matching.permissions import can_see_matching
from accelerator.matching.queries.known import Known, known
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.problem import Problem
from accelerator.mentors.models import Preference, Side
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import belonging_to
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

#: Reckoned: there are pairs to look at.
SHOWS_PAIRS = frozenset({MatchingState.PROPOSED, MatchingState.PUBLISHED})


def get_matching(matching_id: UUID, *, seen_by: User | None) -> Matching:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(Matching, matching_id)
    if found is None or not can_see_matching(seen_by, found):
        raise NotFound(_("There is no such proposal."))
    return found


def matchings_in(cohort: Cohort, *, seen_by: User) -> list[Matching]:
    """Newest first; without those that tell of a startup one has a conflict with. Problems and
    results, which are large, are not read."""
    if not can_manage_mentoring(seen_by, cohort):
        return []
    query = (
        select(Matching)
        .where(Matching.cohort_id == cohort.id)
        .order_by(Matching.number.desc())
        .options(joinedload(Matching.made_by))
    )
    if set(db.session.scalars(conflicted_startups(seen_by.id))):
        return [each for each in db.session.scalars(query) if can_see_matching(seen_by, each)]
    light = query.options(defer(Matching.problem), defer(Matching.result), defer(Matching.settings))
    return list(db.session.scalars(light))


def published_matching(cohort: Cohort) -> Matching | None:
    """The newest that was published."""
    query = select(Matching).where(
        Matching.cohort_id == cohort.id, Matching.state == MatchingState.PUBLISHED
    )
    return db.session.scalars(query.order_by(Matching.published_at.desc()).limit(1)).first()


def cohorts_to_fill(*, until: datetime) -> list[Cohort]:
    """In which somebody declined, or did not answer, since the newest proposal was made; nobody any
    more after `until`."""
    newest = (
        select(Matching.cohort_id, func.max(Matching.made_at).label("made_at"))
        .group_by(Matching.cohort_id)
        .subquery()
    )
    said_no = (
        select(Pairing.cohort_id)
        .join(newest, newest.c.cohort_id == Pairing.cohort_id)
        .where(Pairing.state.in_((PairingState.DECLINED, PairingState.LAPSED)))
        .group_by(Pairing.cohort_id, newest.c.made_at)
        .having(func.max(Pairing.ended_at) >= newest.c.made_at)
        .having(func.max(Pairing.ended_at) <= until)
    )
    return list(
        db.session.scalars(select(Cohort).where(Cohort.id.in_(said_no)).order_by(Cohort.id))
    )


def next_best_of(cohort: Cohort, *, seen_by: User) -> Matching | None:
    """The newest proposal, where it fills what was declined and is still to be published."""
    newest = select(func.max(Matching.number)).where(Matching.cohort_id == cohort.id)
    found = db.session.scalar(
        select(Matching).where(
            Matching.cohort_id == cohort.id,
            Matching.number == newest.scalar_subquery(),
            Matching.state.not_in((MatchingState.PUBLISHED, MatchingState.STOPPED)),
        )
    )
    if found is None or not found.settings.get("keep_standing"):
        return None
    return found if can_see_matching(seen_by, found) else None


def explained_to(person: User) -> list[Participation]:
    """The startups somebody belongs to, in cohorts that pairs were published in; newest first."""
    published = select(Matching.cohort_id).where(Matching.state == MatchingState.PUBLISHED)
    query = belonging_to(person).where(Participation.cohort_id.in_(published))
    return list(db.session.scalars(query.order_by(Participation.joined_at.desc())))


def one_before(matching: Matching, *, seen_by: User) -> Matching | None:
    """What it was made from, or else the last one before it that shows pairs."""
    if matching.base_id is not None:
        base = db.session.get(Matching, matching.base_id)
        if base is not None and can_see_matching(seen_by, base):
            return base
    query = (
        select(Matching)
        .where(
            Matching.cohort_id == matching.cohort_id,
            Matching.number < matching.number,
            Matching.state.in_(SHOWS_PAIRS),
        )
        .order_by(Matching.number.desc())
        .limit(1)
    )
    found = db.session.scalars(query).first()
    return found if found is not None and can_see_matching(seen_by, found) else None


def pairs_of(matching: Matching) -> list[ProposedPair]:
    query = (
        select(ProposedPair)
        .where(ProposedPair.matching_id == matching.id)
        .options(selectinload(ProposedPair.startup), selectinload(ProposedPair.mentor))
    )
    return list(
        db.session.scalars(query.order_by(ProposedPair.startup_id, ProposedPair.fit.desc()))
    )


def problem_of(matching: Matching) -> Problem:
    """What it was made from, as it was then."""
    return thawed(matching.problem)


def answer_of(matching: Matching) -> Answer:
    """What the engine said. Raises: NotFound while it is not reckoned."""
    if "answer" not in matching.result:
        raise NotFound(_("This proposal is not ready yet."))
    return thawed_answer(matching.result["answer"])


def orders_of(cohort: Cohort, its: Known, *, mode: Mode) -> dict[str, Any]:
    """Both sides' own rankings where a proposal goes by them: read by the engine, nobody else."""
    return {"orders": _orders(cohort, its)} if mode is Mode.MUTUAL else {}


def fingerprints_now(cohort: Cohort, *, by: User) -> dict[Mode, str]:
    """By the kind of proposal, of what is known now."""
    its = known(cohort, get_mentoring(cohort), by=by)
    both = fingerprint(its)
    return {mode: fingerprint(both, orders_of(cohort, its, mode=mode)) for mode in Mode}


def is_outdated(matching: Matching, *, by: User) -> bool:
    """Whether needs, places, hours, words or rules have changed since."""
    return fingerprints_now(matching.cohort, by=by)[matching.mode] != matching.fingerprint


def _orders(cohort: Cohort, its: Known) -> dict[str, dict[str, list[str]]]:
    """The most wanted first."""
    query = (
        select(Preference)
        .where(Preference.cohort_id == cohort.id, Preference.rank.is_not(None))
        .order_by(Preference.rank, Preference.id)
    )
    startups: dict[str, list[str]] = {each.id: [] for each in its.startups}
    mentors: dict[str, list[str]] = {each.id: [] for each in its.mentors}
    for word in db.session.scalars(query):
        startup, mentor = str(word.startup_id), str(word.mentor_id)
        if startup in startups and mentor in mentors:
            order, wanted = (
                (startups[startup], mentor)
                if word.side is Side.STARTUP
                else (mentors[mentor], startup)
            )
            order.append(wanted)
    return {"startups": _said(startups), "mentors": _said(mentors)}


def _said(orders: dict[str, list[str]]) -> dict[str, list[str]]:
    return {id_: order for id_, order in orders.items() if order}
