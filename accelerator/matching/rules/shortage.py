"""What is missing: a certificate that can be counted by hand, and the changes that would help.

Minimum places that stay empty after the fewest were left so are explained by a minimum cut (Ford
and Fulkerson 1956; for one place each it is Hall's condition): the startups that compete, and all
that they can get. Its parts have nothing to do with each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from accelerator.matching.rules.explanations import Clash, Fix, FixKind, OpenPlace
from accelerator.matching.rules.network import ANY, NONE, Bools, Ints, Network, network_of
from accelerator.matching.rules.problem import HardReason, Pair, Problem
from accelerator.matching.rules.residual import Reach, Residual, stuck, within_minimum
from accelerator.matching.rules.solver import Solver


def clashes(problem: Problem, pairs: Iterable[Pair] | None = None) -> tuple[Clash, ...]:
    """Empty when all minimum places can be filled. Locked pairs are counted on neither side.

    Args:
        pairs: those of a matching of this problem, to save the time to find out. If it leaves more
            empty than it must, it is not used.

    Raises NotSolvedInTime.
    """
    network = network_of(problem)
    chosen = None if pairs is None else network.where(pairs)
    if chosen is None or stuck(network, chosen).free:
        solver = Solver(network, seconds=problem.seconds)
        chosen = solver.solve(np.zeros_like(network.fit)).chosen
    cut = stuck(network, chosen)
    residual = Residual(network, within_minimum(network, chosen))
    near = residual.leading_to_free()
    parts = _Cut(network, cut).parts()
    return tuple(
        clash
        for part in parts
        if (clash := _clash(network, part, fixes=_Fixes(network, residual, near))).short
    )


def open_places(
    problem: Problem, pairs: Iterable[Pair], *, startup_ids: Iterable[str] | None = None
) -> tuple[OpenPlace, ...]:
    """Of startups (all, or these) with fewer mentors than they would take: what would fill one
    place more while nobody else gets fewer."""
    network = network_of(problem)
    chosen = network.where(pairs)
    residual = Residual(network, chosen)
    near = residual.leading_to_free()
    fixes = _Fixes(network, residual, near)
    has = network.counted(chosen)[0]
    asked = None if startup_ids is None else set(startup_ids)
    places = []
    for s in np.flatnonzero(has < network.upper).tolist():
        if asked is None or network.startup_ids[s] in asked:
            alone = np.arange(len(has)) == s
            reach = residual.reached_from(alone)
            places.append(
                OpenPlace(
                    startup_id=network.startup_ids[s],
                    open=int(network.upper[s] - has[s]),
                    below_minimum=max(0, int(network.lower[s] - has[s])),
                    fillable=reach.free,
                    fixes=() if reach.free else fixes.of(reach, lower=False),
                )
            )
    return tuple(places)


@dataclass(frozen=True, eq=False)
class _Part:
    """A part of the cut, and what its startups need and can get."""

    reach: Reach
    need: int
    supply: int
    full_mentors: Bools
    full_organisations: Bools
    full_groups: Bools
    single: Ints


class _Cut:
    """What lies on the border of what is reached, without what locked pairs take."""

    def __init__(self, network: Network, cut: Reach) -> None:
        self.network, self.cut = network, cut
        s, m, o, g = network.counted(network.locked)
        self._need = np.maximum(0, network.lower - s)
        homed = network.home != NONE
        onward = np.zeros(len(homed), dtype=bool)
        onward[homed] = cut.organisations[network.home[homed]]
        self._side = np.where(
            network.group == NONE,
            cut.startups[network.startup],
            np.append(cut.groups, False)[network.group],
        )
        self.mentors = cut.mentors & ~onward
        self.groups = cut.startups[network.group_startup] & ~cut.groups
        self.single = self._side & ~cut.mentors[network.mentor] & ~network.locked
        self._left = network.places - m, network.room - o, network.limit - g

    def parts(self) -> list[_Part]:
        labels = _Labels(self.network, self.cut)
        return [self._part(labels, label) for label in labels.all()]

    def _part(self, labels: "_Labels", label: int) -> _Part:
        network = self.network
        reach = labels.only(label)
        mentors, organisations = self.mentors & reach.mentors, reach.organisations
        groups = self.groups & reach.startups[network.group_startup]
        single = np.flatnonzero(self.single & reach.startups[network.startup])
        places, room, limit = self._left
        supply = int(
            places[mentors].sum() + room[organisations].sum() + limit[groups].sum() + len(single)
        )
        need = int(self._need[reach.startups].sum())
        return _Part(reach, need, supply, mentors, organisations, groups, single)


class _Labels:
    """Which part of the cut each startup, mentor and organisation in it belongs to."""

    def __init__(self, network: Network, cut: Reach) -> None:
        self.network, self.cut = network, cut
        startups, mentors = len(network.startup_ids), len(network.mentor_ids)
        self._roots = list(range(startups + mentors + len(network.organisation_ids)))
        side = np.where(
            network.group == NONE,
            cut.startups[network.startup],
            np.append(cut.groups, False)[network.group],
        )
        its = side & cut.mentors[network.mentor]
        for s, m in zip(network.startup[its].tolist(), network.mentor[its].tolist(), strict=True):
            self._join(s, startups + m)
        for m in np.flatnonzero(cut.mentors & (network.home != NONE)).tolist():
            if cut.organisations[network.home[m]]:
                self._join(startups + m, startups + mentors + int(network.home[m]))
        self._of = np.array([self._root(node) for node in range(len(self._roots))])

    def all(self) -> list[int]:
        return sorted(set(self._of[: len(self.cut.startups)][self.cut.startups].tolist()))

    def only(self, label: int) -> Reach:
        startups, mentors = len(self.cut.startups), len(self.cut.mentors)
        its = self._of == label
        s = its[:startups] & self.cut.startups
        return Reach(
            s,
            self.cut.groups & s[self.network.group_startup],
            its[startups : startups + mentors] & self.cut.mentors,
            its[startups + mentors :] & self.cut.organisations,
            free=self.cut.free,
        )

    def _root(self, node: int) -> int:
        while self._roots[node] != node:
            self._roots[node] = node = self._roots[self._roots[node]]
        return node

    def _join(self, one: int, other: int) -> None:
        one, other = sorted((self._root(one), self._root(other)))
        self._roots[other] = one


def _clash(network: Network, part: _Part, *, fixes: "_Fixes") -> Clash:
    reach = part.reach
    return Clash(
        startup_ids=_named(network.startup_ids, reach.startups),
        mentor_ids=_named(network.mentor_ids, part.full_mentors),
        organisation_ids=_named(network.organisation_ids, part.full_organisations),
        limits=tuple(fixes.group(int(g)) for g in np.flatnonzero(part.full_groups)),
        pairs=tuple(network.pair(int(position)) for position in part.single),
        need=part.need,
        supply=part.supply,
        fixes=fixes.of(reach, lower=True) if part.need > part.supply else (),
    )


class _Fixes:
    """Single changes from what is reached to where a place is free."""

    def __init__(self, network: Network, residual: Residual, near: Reach) -> None:
        self.network, self.residual, self.near = network, residual, near
        self._startups = {id_: n for n, id_ in enumerate(network.startup_ids)}
        self._mentors = {id_: n for n, id_ in enumerate(network.mentor_ids)}
        bans = network.problem.bans
        self._ruled_out = [
            one for one in network.problem.candidates if one[3] or (one[0], one[1]) in bans
        ]

    def of(self, reach: Reach, *, lower: bool) -> tuple[Fix, ...]:
        """The mildest first; among equals the one that would bring the best fit."""
        found = [*self._places(reach), *self._limits(reach), *self._pairs(reach)]
        if lower:
            found += [
                Fix(FixKind.LOWER_MINIMUM, (id_,))
                for id_ in _named(self.network.startup_ids, reach.startups)
            ]
        kinds = list(FixKind)
        return tuple(sorted(found, key=lambda fix: (kinds.index(fix.kind), -fix.best_fit, fix.ids)))

    def group(self, group: int) -> Pair:
        network = self.network
        return (
            network.startup_ids[network.group_startup[group]],
            network.organisation_ids[network.group_organisation[group]],
        )

    def _places(self, reach: Reach) -> Iterator[Fix]:
        network, residual = self.network, self.residual
        could = reach.startups[network.startup] & ~residual.used
        for o in np.flatnonzero(reach.organisations & ~residual.organisation_has_room).tolist():
            fit = _best(network.fit, could & (network.organisation == o))
            yield Fix(FixKind.ORGANISATION_PLACE, (network.organisation_ids[o],), fit)
        for m in np.flatnonzero(reach.mentors & ~residual.mentor_has_room).tolist():
            home = int(network.home[m])
            if home == NONE or self.near.organisations[home]:
                fit = _best(network.fit, could & (network.mentor == m))
                yield Fix(FixKind.MENTOR_PLACE, (network.mentor_ids[m],), fit)

    def _limits(self, reach: Reach) -> Iterator[Fix]:
        network = self.network
        full = reach.startups[network.group_startup] & ~reach.groups & self.near.groups
        for g in np.flatnonzero(full & (network.limit < ANY)).tolist():
            fit = _best(network.fit, (network.group == g) & ~self.residual.used)
            yield Fix(FixKind.LIMIT, self.group(g), fit)

    def _pairs(self, reach: Reach) -> Iterator[Fix]:
        """Locked pairs that could make way, and pairs that are ruled out."""
        problem = self.network.problem
        for pair in sorted(problem.locks):
            s, m = self._startups[pair[0]], self._mentors[pair[1]]
            if self._comes_to(reach, m) and self._leads_on(s, m):
                yield Fix(FixKind.UNLOCK, pair)
        for one in self._ruled_out:
            pair = one[0], one[1]
            s, m = self._startups[pair[0]], self._mentors[pair[1]]
            if reach.startups[s] and self.near.mentors[m] and self._has_room(s, m):
                kind = FixKind.UNBAN if _is_banned(one.reason) else FixKind.HARD_REASON
                yield Fix(kind, pair, one.fit, one.reason)

    def _comes_to(self, reach: Reach, mentor: int) -> bool:
        home = int(self.network.home[mentor])
        return bool(reach.mentors[mentor] or (home != NONE and reach.organisations[home]))

    def _leads_on(self, startup: int, mentor: int) -> bool:
        group = self._group(startup, mentor)
        return bool(self.near.startups[startup] if group is None else self.near.groups[group])

    def _has_room(self, startup: int, mentor: int) -> bool:
        group = self._group(startup, mentor)
        if group is None:
            return self._most(startup, mentor) > 0
        return bool(self.residual.group_has_room[group])

    def _most(self, startup: int, mentor: int) -> int:
        """The limit of a startup and an organisation that have no possible pair."""
        network, problem = self.network, self.network.problem
        home = int(network.home[mentor])
        if home == NONE:
            return 1
        usual = ANY if problem.limit is None else problem.limit
        pair = network.startup_ids[startup], network.organisation_ids[home]
        return problem.limits.get(pair, usual)

    def _group(self, startup: int, mentor: int) -> int | None:
        network = self.network
        its = (network.group_startup == startup) & (
            network.group_organisation == network.home[mentor]
        )
        return int(np.flatnonzero(its)[0]) if its.any() else None


def _is_banned(reason: HardReason | None) -> bool:
    return reason in (None, HardReason.BANNED)


def _best(fit: Ints, marks: Bools) -> int:
    return int(fit[marks].max(initial=0))


def _named(ids: Sequence[str], marks: Bools) -> tuple[str, ...]:
    return tuple(ids[n] for n in np.flatnonzero(marks).tolist())
