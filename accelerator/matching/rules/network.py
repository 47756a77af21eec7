"""The problem as arrays. Everything is sorted by id, so that the order of the question is lost.

A pair counts at its startup, at its startup's limit for the mentor's organisation, at its mentor
and at its mentor's organisation. Two chains, each widening: the rows of the linear program over
them form a network, and its corners are whole (see docs/decisions/0016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from accelerator.matching.rules.problem import Pair, Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: No organisation, no limit.
NONE = -1
#: More than any number of mentors.
ANY = 1 << 30

_Order = tuple[dict[str, int], dict[str, int]]


@dataclass(frozen=True, eq=False)
class Network:
    """Arrays over startups (lower, upper), mentors (places, home: position of the organisation or
    NONE), organisations (room), groups of startup and organisation (limit), and possible pairs:
    positions of startup, mentor, organisation and group (NONE without organisation), fits, whether
    locked and published. Pairs are sorted by startup, then mentor."""

    problem: Problem
    startup_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    lower: Ints
    upper: Ints
    places: Ints
    home: Ints
    room: Ints
    startup: Ints
    mentor: Ints
    organisation: Ints
    group: Ints
    group_startup: Ints
    group_organisation: Ints
    limit: Ints
    fit: Ints
    locked: Bools
    published: Bools

    @property
    def size(self) -> int:
        return len(self.fit)

    @cached_property
    def gain(self) -> Ints:
        """Fit, and the bonus for what has been published."""
        return self.fit + self.problem.bonus * self.published

    def pair(self, position: int) -> Pair:
        return (
            self.startup_ids[self.startup[position]],
            self.mentor_ids[self.mentor[position]],
        )

    def pairs(self) -> list[Pair]:
        """All, by position."""
        startups = map(self.startup_ids.__getitem__, self.startup.tolist())
        return list(
            zip(startups, map(self.mentor_ids.__getitem__, self.mentor.tolist()), strict=True)
        )

    def position(self, pair: Pair) -> int:
        """Raises KeyError when the pair is not possible."""
        startups, mentors = self._numbers
        key = startups[pair[0]] * len(mentors) + mentors[pair[1]]
        at = int(self.keys.searchsorted(key))
        if at == self.size or self.keys[at] != key:
            raise KeyError(pair)
        return at

    @cached_property
    def keys(self) -> Ints:
        """Of startup and mentor together; sorted."""
        return self.startup * len(self.mentor_ids) + self.mentor

    def where(self, pairs: Iterable[Pair]) -> Bools:
        """Which of the possible pairs these are; what is not possible is left out."""
        marks = np.zeros(self.size, dtype=bool)
        marks[self.positions(pairs)] = True
        return marks

    def positions(self, pairs: Iterable[Pair]) -> Ints:
        asked = _keys(pairs, self._numbers)
        at = np.searchsorted(self.keys, asked)
        there = at < self.size
        there[there] = self.keys[at[there]] == asked[there]
        return at[there]

    @cached_property
    def _numbers(self) -> _Order:
        return (
            {id_: n for n, id_ in enumerate(self.startup_ids)},
            {id_: n for n, id_ in enumerate(self.mentor_ids)},
        )

    def counted(self, chosen: Bools) -> tuple[Ints, Ints, Ints, Ints]:
        """How many of the chosen each startup, mentor, organisation and group has."""
        return (
            np.bincount(self.startup[chosen], minlength=len(self.startup_ids)),
            np.bincount(self.mentor[chosen], minlength=len(self.mentor_ids)),
            _counted(self.organisation[chosen], len(self.organisation_ids)),
            _counted(self.group[chosen], len(self.limit)),
        )

    def summed(self, chosen: Bools) -> Ints:
        """The sum of each startup's fits."""
        sums = np.bincount(
            self.startup[chosen], weights=self.fit[chosen], minlength=len(self.startup_ids)
        )
        return np.rint(sums).astype(np.int64)

    def lots(self) -> Ints:
        """A number for each pair, drawn from nothing but the two ids; it decides between equals."""
        startups = np.array([_drawn(id_) for id_ in self.startup_ids], dtype=np.uint64)
        mentors = np.array([_drawn(id_) for id_ in self.mentor_ids], dtype=np.uint64)
        mixed = startups[self.startup] ^ (mentors[self.mentor] * np.uint64(0x9E3779B97F4A7C15))
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)  # splitmix64
        lots: Ints = ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(40)).astype(np.int64) + 1
        return lots


def network_of(problem: Problem) -> Network:
    """Raises ValueError when a pair is of somebody unknown, or is there twice."""
    startups = sorted(problem.startups, key=lambda one: one.id)
    mentors = sorted(problem.mentors, key=lambda one: one.id)
    organisations = {
        one.id: one.places for one in sorted(problem.organisations, key=lambda o: o.id)
    }
    order = {id_: n for n, id_ in enumerate(organisations)}
    home = _whole(order[m.organisation_id] if m.organisation_id else NONE for m in mentors)
    at = {one.id: n for n, one in enumerate(startups)}, {one.id: n for n, one in enumerate(mentors)}
    keys, fits = _possible(problem, at)
    startup, mentor = np.divmod(keys, max(1, len(mentors)))
    organisation = home[mentor] if len(keys) else keys
    group, group_startup, group_organisation = _groups(
        startup, organisation, organisations=len(organisations)
    )
    limit = _limits(
        problem, group_startup, group_organisation=group_organisation, at=(at[0], order)
    )
    return Network(
        problem=problem,
        startup_ids=tuple(at[0]),
        mentor_ids=tuple(at[1]),
        organisation_ids=tuple(organisations),
        lower=_whole(one.lower for one in startups),
        upper=_whole(one.upper for one in startups),
        places=_whole(one.places for one in mentors),
        home=home,
        room=_whole(organisations.values()),
        startup=startup,
        mentor=mentor,
        organisation=organisation,
        group=group,
        group_startup=group_startup,
        group_organisation=group_organisation,
        limit=limit,
        fit=fits,
        locked=np.isin(keys, _keys(problem.locks, at)),
        published=np.isin(keys, _keys(problem.published, at)),
    )


def _possible(problem: Problem, at: _Order) -> tuple[Ints, Ints]:
    """Keys of the pairs that are neither ruled out nor banned, sorted, and their fits."""
    if not problem.candidates:
        return _whole(()), _whole(())
    startup_ids, mentor_ids, fits, reasons = zip(*problem.candidates, strict=True)
    try:
        startup = _whole(map(at[0].__getitem__, startup_ids))
        mentor = _whole(map(at[1].__getitem__, mentor_ids))
    except KeyError as unknown:
        raise ValueError(f"a candidate of somebody unknown: {unknown}") from None
    keys = startup * len(at[1]) + mentor
    order = np.argsort(keys)
    keys, fit = keys[order], _whole(fits)[order]
    if np.any(keys[1:] == keys[:-1]):
        raise ValueError("the same pair twice")
    free = np.fromiter((reason is None for reason in reasons), bool, len(reasons))[order]
    free &= ~np.isin(keys, _keys(problem.bans, at))
    if np.any(fit[free] < 0):
        raise ValueError("a fit is not negative")
    return keys[free], fit[free]


def _groups(startup: Ints, organisation: Ints, *, organisations: int) -> tuple[Ints, Ints, Ints]:
    homed = organisation != NONE
    keys = startup[homed] * max(1, organisations) + organisation[homed]
    different, its = np.unique(keys, return_inverse=True)
    group = np.full(len(startup), NONE, dtype=np.int64)
    group[homed] = its
    group_startup, group_organisation = np.divmod(different, max(1, organisations))
    return group, group_startup, group_organisation


def _limits(problem: Problem, group_startup: Ints, *, group_organisation: Ints, at: _Order) -> Ints:
    usual = ANY if problem.limit is None else problem.limit
    limit = np.full(len(group_startup), usual, dtype=np.int64)
    for (startup_id, organisation_id), most in problem.limits.items():
        if startup_id in at[0] and organisation_id in at[1]:
            its = group_startup == at[0][startup_id]
            limit[its & (group_organisation == at[1][organisation_id])] = most
    return limit


def _keys(pairs: Iterable[Pair], at: _Order) -> Ints:
    return _whole(at[0][s] * len(at[1]) + at[1][m] for s, m in pairs if s in at[0] and m in at[1])


def _whole(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)


def _counted(positions: Ints, size: int) -> Ints:
    return np.bincount(positions[positions != NONE], minlength=size)


def _drawn(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "big")
