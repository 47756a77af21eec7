"""A matching in numbers: what it breaks, who is worst off, who would both rather."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from accelerator.matching.rules.answers import Break, Cap, Profile, Unmet
from accelerator.matching.rules.explanations import Standing
from accelerator.matching.rules.network import NONE, Bools, Ints, Network
from accelerator.matching.rules.problem import HardReason, Pair, Problem


def broken(problem: Problem, pairs: Iterable[Pair]) -> tuple[Break, ...]:
    """The caps and hard rules that these pairs together do not keep; minimum places are no cap."""
    return Limits(problem).broken(pairs, bans=problem.bans)


class Limits:
    """What pairs must keep, put together once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._home = {mentor.id: mentor.organisation_id for mentor in problem.mentors}
        caps: dict[tuple[Cap, tuple[str, ...]], int | None] = {
            (Cap.STARTUP, (one.id,)): one.upper for one in problem.startups
        }
        caps |= {(Cap.MENTOR, (one.id,)): one.places for one in problem.mentors}
        caps |= {(Cap.ORGANISATION, (one.id,)): one.places for one in problem.organisations}
        self._caps = caps | {(Cap.LIMIT, pair): most for pair, most in problem.limits.items()}

    def broken(self, pairs: Iterable[Pair], *, bans: frozenset[Pair]) -> tuple[Break, ...]:
        chosen = sorted(set(pairs))
        return (*self._forbidden(chosen, bans), *self._overfull(chosen)) if chosen else ()

    @cached_property
    def _reasons(self) -> dict[Pair, HardReason | None]:
        return {(one[0], one[1]): one[3] for one in self._problem.candidates}

    def _forbidden(self, chosen: list[Pair], bans: frozenset[Pair]) -> Iterable[Break]:
        for pair in chosen:
            reason = self._reasons.get(pair)
            if pair not in self._reasons or reason is not None:
                yield Break(Cap.HARD, pair, 0, (pair,), reason)
            elif pair in bans:
                yield Break(Cap.BANNED, pair, 0, (pair,))

    def _overfull(self, chosen: list[Pair]) -> Iterable[Break]:
        taking: dict[tuple[Cap, tuple[str, ...]], list[Pair]] = defaultdict(list)
        for pair in chosen:
            for place in self._counts_at(pair):
                taking[place].append(pair)
        for (cap, ids), its in sorted(taking.items()):
            allowed = self._caps.get((cap, ids), self._problem.limit if cap is Cap.LIMIT else 0)
            if allowed is not None and len(its) > allowed:
                yield Break(cap, ids, allowed, tuple(its))

    def _counts_at(self, pair: Pair) -> Iterable[tuple[Cap, tuple[str, ...]]]:
        startup_id, mentor_id = pair
        yield Cap.STARTUP, (startup_id,)
        yield Cap.MENTOR, (mentor_id,)
        organisation_id = self._home.get(mentor_id)
        if organisation_id is not None:
            yield Cap.ORGANISATION, (organisation_id,)
            yield Cap.LIMIT, (startup_id, organisation_id)


def values_of(network: Network, chosen: Bools) -> Ints:
    """Of each startup the sum of its fits by its upper number, in whole points."""
    return network.summed(chosen) // np.maximum(network.upper, 1)


def worst_of(
    network: Network, chosen: Bools, *, counting: Bools
) -> tuple[int | None, tuple[str, ...]]:
    """The lowest value among those who count, and whose it is."""
    if not counting.any():
        return None, ()
    values = values_of(network, chosen)
    lowest = int(values[counting].min())
    its = np.flatnonzero(counting & (values == lowest))
    return lowest, tuple(network.startup_ids[s] for s in its)


def unmet_of(network: Network, chosen: Bools) -> tuple[Unmet, ...]:
    has = network.counted(chosen)[0]
    return tuple(
        Unmet(network.startup_ids[s], int(network.lower[s]), int(has[s]))
        for s in np.flatnonzero(has < network.lower)
    )


def blocking_of(network: Network, chosen: Bools) -> tuple[Pair, ...]:
    """See `Matching.blocking`. By fit alone: the bonus is nobody's preference."""
    startups, mentors, organisations, groups = network.counted(chosen)
    movable = chosen & ~network.locked
    worst = [
        _worst(network.fit, positions, movable=movable, size=size)
        for positions, size in (
            (network.startup, len(startups)),
            (network.mentor, len(mentors)),
            (network.organisation, len(organisations)),
            (network.group, len(groups)),
        )
    ]
    of_startup = np.where(startups < network.upper, NONE, worst[0][: len(startups)])
    of_mentor = mentors >= network.places
    of_organisation = np.append(organisations >= network.room, False)
    of_group = np.append(groups >= network.limit, False)
    mine = np.where(of_group[network.group], worst[3][network.group], of_startup[network.startup])
    theirs = np.where(
        of_mentor[network.mentor],
        worst[1][network.mentor],
        np.where(of_organisation[network.organisation], worst[2][network.organisation], NONE),
    )
    both = ~chosen & (network.fit > mine) & (network.fit > theirs)
    return tuple(network.pair(int(position)) for position in np.flatnonzero(both))


def profile_of(problem: Problem, chosen: Iterable[Pair]) -> Profile:
    pairs = set(chosen)
    ranked = {id_: names for id_, names in problem.rankings.items() if names}
    got = Counter(
        place
        for id_, names in ranked.items()
        for place, name in enumerate(names[:3])
        if (id_, name) in pairs
    )
    return Profile(of=len(ranked), first=got[0], second=got[1], third=got[2])


def standing_of(network: Network, chosen: Bools, *, counting: Bools) -> Standing:
    worst, its = worst_of(network, chosen, counting=counting)
    return Standing(
        total=int(network.fit[chosen].sum()),
        worst=worst,
        worst_startup_ids=its,
        unmet=sum(unmet.short for unmet in unmet_of(network, chosen)),
        blocking=blocking_of(network, chosen),
    )


def _worst(fit: Ints, positions: Ints, *, movable: Bools, size: int) -> Ints:
    """The lowest fit that could be given up at each position; more than any where there is none."""
    lowest = np.full(size + 1, np.iinfo(np.int64).max)
    its = movable & (positions != NONE)
    np.minimum.at(lowest, positions[its], fit[its])
    return lowest
