"""Why there is no plan: what is missing, as numbers and ids that can be checked by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from accelerator.reviews.rules.affinities import affinity, barrier
from accelerator.reviews.rules.flows import Filling
from accelerator.reviews.rules.graphs import Group, Pair, components, joining_pairs
from accelerator.reviews.rules.openings import Openings
from accelerator.reviews.rules.papers import OnlyFew, Problem, Shortfall, Squeeze, TooIdle


def too_little(problem: Problem, opened: Openings) -> Shortfall | None:
    """None when each application can have its readers and each reader what was promised."""
    filling, promises = opened.filling(), opened.promise_filling()
    if filling.short == 0 and promises.short == 0:
        return None
    return Shortfall(
        need=_need(problem, opened),
        capacity=_capacity(problem),
        short=filling.short,
        few=_few(problem, opened),
        squeezed=tuple(
            Squeeze(part.applications, part.readers, need=need, room=room)
            for part, need, room in _parts(
                opened.worth, opened.wanted, room=opened.room, cut=filling
            )
        ),
        idle=tuple(
            TooIdle(part.applications, promised=need, possible=room)
            for part, need, room in _parts(
                [(reader, application) for application, reader in opened.worth],
                opened.promised,
                room=opened.wanted,
                cut=promises,
            )
        ),
    )


def apart(problem: Problem, opened: Openings, *, groups: Sequence[Group]) -> Shortfall:
    """There are readers enough, but the groups stay apart."""
    papers = {paper.id: paper for paper in problem.applications}
    readers = {reader.id: reader for reader in problem.readers}

    def allowed(pair: Pair) -> bool:
        paper, reader = papers[pair[0]], readers.get(pair[1])
        return reader is not None and barrier(problem, paper, reader=reader) is None

    price = {
        (a, r): -affinity(papers[a], readers[r], weights=problem.weights)
        for a in papers
        for r in readers
    }
    return Shortfall(
        need=_need(problem, opened),
        capacity=_capacity(problem),
        short=0,
        groups=tuple(groups),
        joining=joining_pairs(groups, allowed=allowed, price=price),
    )


def _need(problem: Problem, opened: Openings) -> int:
    ids = {paper.id for paper in problem.applications}
    kept = problem.kept | problem.late.keys()
    return opened.need + sum(application in ids for application, _reader in kept)


def _capacity(problem: Problem) -> int:
    """What the readers take, and what those have read who are not among them any more."""
    kept = Counter(reader for _application, reader in problem.kept | problem.late.keys())
    taken = sum(max(reader.most, kept.pop(reader.id, 0)) for reader in problem.readers)
    return taken + kept.total()


def _few(problem: Problem, opened: Openings) -> tuple[OnlyFew, ...]:
    choices = Counter(application for application, _reader in opened.worth)
    kept = Counter(application for application, _reader in problem.kept | problem.late.keys())
    return tuple(
        OnlyFew(id_, wanted=wish + kept[id_], possible=choices[id_] + kept[id_])
        for id_, wish in sorted(opened.wanted.items())
        if choices[id_] < wish
    )


def _parts(
    pairs: Iterable[Pair],
    wanted: Mapping[str, int],
    *,
    room: Mapping[str, int],
    cut: Filling,
) -> list[tuple[Group, int, int]]:
    """The cut in parts that have nothing to do with each other: who asks, what they need, and all
    that they can be given: everything of those who are stuck, and one from each other."""
    outside: dict[str, int] = defaultdict(int)
    inside = []
    for asker, giver in pairs:
        if asker in cut.stuck_askers:
            if giver in cut.stuck_givers:
                inside.append((asker, giver))
            else:
                outside[asker] += 1
    parts = []
    for part in components(sorted(cut.stuck_askers), pairs=inside):
        need = sum(wanted[asker] for asker in part.applications)
        most = sum(room[giver] for giver in part.readers) + sum(
            outside[asker] for asker in part.applications
        )
        parts.append((part, need, most))
    return parts
