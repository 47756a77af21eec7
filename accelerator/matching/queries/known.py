"""What a matching starts from, read from the database in a few questions: the two sides, their
weeks, what stands between them, and the rules. Nothing here is of pairs times pairs."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import conflicted_startups, conflicts_between
from accelerator.matching.models import TAKES_A_PLACE, Pairing, PairingState, PairRule, RuleKind
from accelerator.matching.rules.fit import MentorSide, Scale, StartupSide, Weights
from accelerator.matching.rules.problem import (
    HardReason,
    Mentor,
    Organisation,
    Pair,
    Problem,
    Startup,
)
from accelerator.mentors.models import (
    GivingState,
    Mentoring,
    MentoringWish,
    MentorPlaces,
    Preference,
    Side,
)
from accelerator.mentors.queries.availability import usual_weeks
from accelerator.mentors.queries.mentors import (
    organisation_places_in,
    places_in,
    ready_places,
    wishes_in,
)
from accelerator.mentors.rules.availability import Week
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup as StartupRow
from accelerator.vocabulary.terms import ConflictKind
from accelerator.vocabulary.topics import AREAS
from hub.accounts.models import User
from hub.core.database import db

#: Everybody speaks the languages they name well enough; levels are for hubs that ask for more.
SPOKEN_WELL = 3
#: Places of an organisation that has set none: more than there can be pairs.
UNBOUND = 1_000_000
#: (startup, mentor) to ratings of 1 to 5: what both said of meetings that they have had.
Ratings = dict[tuple[UUID, UUID], list[int]]
RatingSource = Callable[[Cohort], Ratings]
_ratings: list[RatingSource] = []


def let_rate(source: RatingSource) -> None:
    """A capability knows how meetings of a cohort's startups and mentors were."""
    if source not in _ratings:
        _ratings.append(source)


@dataclass(frozen=True)
class Known:
    """Ids are the rows' ids as text. `outline` is the problem without its candidates; `kept` pairs
    have been accepted by both."""

    outline: Problem
    startups: tuple[StartupSide, ...]
    mentors: tuple[MentorSide, ...]
    weeks: Mapping[UUID, Week]
    conflicts: frozenset[Pair]
    ratings: Mapping[Pair, tuple[int, ...]]
    declined: Mapping[Pair, HardReason]
    kept: frozenset[Pair]
    weights: Weights
    scale: Scale


@dataclass
class _Sides:
    """What was read, by id."""

    cohort: Cohort
    mentoring: Mentoring
    startups: dict[UUID, StartupRow]
    places: dict[UUID, MentorPlaces]
    ready: set[UUID]
    wishes: dict[UUID, MentoringWish]
    pairings: list[Pairing]
    words: list[Preference] = field(default_factory=list)

    def has(self, pair: tuple[UUID, UUID]) -> bool:
        return pair[0] in self.startups and pair[1] in self.places


def known(cohort: Cohort, mentoring: Mentoring, *, by: User) -> Known:
    """Of the cohort's startups that this manager may see, and all mentors who gave it places.
    Places that startups take which the manager may not see are taken off beforehand."""
    sides = _sides(cohort, mentoring, by=by)
    kept = frozenset(_pairs(sides, {PairingState.ACTIVE}))
    return Known(
        outline=_outline(sides, kept=kept),
        startups=tuple(_startup_side(id_, sides) for id_ in sides.startups),
        mentors=tuple(_mentor_side(id_, sides) for id_ in sides.places),
        weeks=usual_weeks(cohort, {*sides.startups, *sides.places}),
        conflicts=_conflicts(sides),
        ratings=_all_ratings(sides),
        declined=_declined(sides),
        kept=kept,
        weights=Weights(**mentoring.weights),
        scale=Scale(
            parents={str(topic): str(area) for topic, area in AREAS.items()},
            hours_target=mentoring.target_minutes,
            hours_least=mentoring.least_minutes,
        ),
    )


def _sides(cohort: Cohort, mentoring: Mentoring, *, by: User) -> _Sides:
    seen = (
        select(Participation)
        .where(
            Participation.cohort_id == cohort.id,
            Participation.state.not_in(OVER),
            Participation.startup_id.not_in(conflicted_startups(by.id)),
        )
        .order_by(Participation.startup_id)
    )
    startups = {each.startup_id: each.startup for each in db.session.scalars(seen)}
    places = {p.mentor_id: p for p in places_in(cohort, states={GivingState.ACCEPTED})}
    words = select(Preference).where(Preference.cohort_id == cohort.id)
    pairings = select(Pairing).where(Pairing.cohort_id == cohort.id)
    return _Sides(
        cohort=cohort,
        mentoring=mentoring,
        startups=startups,
        places=places,
        ready={place.mentor_id for place in ready_places(cohort)},
        wishes=wishes_in(cohort),
        pairings=list(db.session.scalars(pairings)),
        words=list(db.session.scalars(words.order_by(Preference.rank))),
    )


def _outline(sides: _Sides, *, kept: frozenset[Pair]) -> Problem:
    mentoring = sides.mentoring
    unseen = [
        p for p in sides.pairings if p.state in TAKES_A_PLACE and p.startup_id not in sides.startups
    ]
    return Problem(
        startups=tuple(_startup(id_, sides) for id_ in sides.startups),
        mentors=tuple(
            Mentor(
                str(id_),
                max(0, place.places - sum(p.mentor_id == id_ for p in unseen)),
                str(place.organisation_id) if place.organisation_id else None,
            )
            for id_, place in sides.places.items()
        ),
        organisations=_organisations(sides, unseen),
        candidates=(),
        limit=mentoring.most_of_one_organisation,
        locks=frozenset(_rules(sides, RuleKind.LOCK)) | kept,
        bans=frozenset(_rules(sides, RuleKind.BAN)) - kept,
        published=frozenset(_pairs(sides, TAKES_A_PLACE)),
        bonus=mentoring.kept_bonus,
        floor=mentoring.floor_percent / 100,
        rankings=_rankings(sides),
    )


def _startup(id_: UUID, sides: _Sides) -> Startup:
    wish = sides.wishes.get(id_)
    least = wish.least if wish and wish.least is not None else sides.mentoring.least
    most = wish.most if wish and wish.most is not None else sides.mentoring.most
    return Startup(str(id_), least, most)


def _organisations(sides: _Sides, unseen: list[Pairing]) -> tuple[Organisation, ...]:
    """Where nobody set places, only those of its mentors bind."""
    given = {row.organisation_id: row.places for row in organisation_places_in(sides.cohort)}
    homes = {place.organisation_id for place in sides.places.values()} - {None}
    taken = [p.organisation_id for p in unseen]
    return tuple(
        Organisation(str(id_), max(0, given.get(id_, UNBOUND) - taken.count(id_)))
        for id_ in sorted(homes, key=str)
        if id_ is not None
    )


def _startup_side(id_: UUID, sides: _Sides) -> StartupSide:
    row, wish = sides.startups[id_], sides.wishes.get(id_)
    mine = [w for w in sides.words if w.side is Side.STARTUP and w.startup_id == id_]
    return StartupSide(
        id=str(id_),
        needs=tuple(need["topic"] for need in wish.needs) if wish else (),
        sectors=frozenset({str(row.sector)} if row.sector else ()),
        stage=str(row.stage) if row.stage else None,
        dimensions=frozenset({str(row.dimension)} if row.dimension else ()),
        languages=dict.fromkeys(wish.languages if wish else (), SPOKEN_WELL),
        ranking=tuple(str(w.mentor_id) for w in mine if w.rank),
        vetoes=frozenset(str(w.mentor_id) for w in mine if w.is_veto),
    )


def _mentor_side(id_: UUID, sides: _Sides) -> MentorSide:
    mentor = sides.places[id_].mentor
    mine = [w for w in sides.words if w.side is Side.MENTOR and w.mentor_id == id_]
    return MentorSide(
        id=str(id_),
        expertise=dict.fromkeys(mentor.topics, 100),
        sectors=frozenset(mentor.sectors),
        stages=frozenset(mentor.stages),
        dimensions=frozenset(mentor.dimensions),
        languages=dict.fromkeys(mentor.languages, SPOKEN_WELL),
        ranking=tuple(str(w.startup_id) for w in mine if w.rank),
        vetoes=frozenset(str(w.startup_id) for w in mine if w.is_veto),
        cleared=id_ in sides.ready,
    )


def _conflicts(sides: _Sides) -> frozenset[Pair]:
    people = {place.mentor.user_id: id_ for id_, place in sides.places.items()}
    found = conflicts_between(set(people), set(sides.startups), but=(ConflictKind.MENTOR,))
    return frozenset((str(startup_id), str(people[person_id])) for person_id, startup_id in found)


def _all_ratings(sides: _Sides) -> dict[Pair, tuple[int, ...]]:
    ratings: dict[Pair, list[int]] = defaultdict(list)
    for source in _ratings:
        for pair, given in source(sides.cohort).items():
            if sides.has(pair):
                ratings[str(pair[0]), str(pair[1])] += given
    return {pair: tuple(sorted(given)) for pair, given in ratings.items()}


def _declined(sides: _Sides) -> dict[Pair, HardReason]:
    """Who has declined the other in this cohort is not asked again."""
    by_side = {Side.STARTUP: HardReason.VETO_STARTUP, Side.MENTOR: HardReason.VETO_MENTOR}
    return {
        _pair(p): by_side[p.ended_side]
        for p in sides.pairings
        if p.ended_side is not None and p.state in (PairingState.DECLINED, PairingState.LAPSED)
    }


def _rankings(sides: _Sides) -> dict[str, tuple[str, ...]]:
    rankings: dict[str, list[str]] = defaultdict(list)
    for word in sides.words:
        if word.side is Side.STARTUP and word.rank and sides.has((word.startup_id, word.mentor_id)):
            rankings[str(word.startup_id)].append(str(word.mentor_id))
    return {startup: tuple(order) for startup, order in rankings.items()}


def _rules(sides: _Sides, kind: RuleKind) -> Iterable[Pair]:
    query = select(PairRule.startup_id, PairRule.mentor_id).where(
        PairRule.cohort_id == sides.cohort.id, PairRule.kind == kind
    )
    for startup_id, mentor_id in db.session.execute(query):
        if sides.has((startup_id, mentor_id)):
            yield str(startup_id), str(mentor_id)


def _pairs(sides: _Sides, states: Iterable[PairingState]) -> Iterable[Pair]:
    """Of startups and mentors who are both here."""
    wanted = set(states)
    return (
        _pair(p)
        for p in sides.pairings
        if p.state in wanted and sides.has((p.startup_id, p.mentor_id))
    )


def _pair(pairing: Pairing) -> Pair:
    return str(pairing.startup_id), str(pairing.mentor_id)
