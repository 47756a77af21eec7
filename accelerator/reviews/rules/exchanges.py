"""A plan that hangs together, made from one that does not, when there is no time for the best one.

One exchange after the other: a read that its group can spare is given across the border, either to
a reader with room or in return for a read from there. Each leaves one group fewer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from accelerator.reviews.rules.graphs import Pair, Roots
from accelerator.reviews.rules.openings import Openings
from accelerator.reviews.rules.optima import Choice, choice_of

#: What goes and what comes instead.
Exchange = tuple[tuple[Pair, ...], tuple[Pair, ...]]


def exchanged(opened: Openings, choice: Choice) -> Choice | None:
    """None when no exchange helps any more, which does not mean that nothing would."""
    while len(choice.groups) > 1:
        offers = ((_loss(opened, exchange), exchange) for exchange in _exchanges(opened, choice))
        best = min(offers, default=None)
        if best is None:
            return None
        gone, come = best[1]
        choice = choice_of((set(choice.pairs) - set(gone)) | set(come), opened, proven=False)
    return choice


def _loss(opened: Openings, exchange: Exchange) -> tuple[int, int]:
    """The least fitting new read first, then the sum: what a plan is measured by."""
    gone, come = exchange
    lowest = min(opened.worth[pair] for pair in come)
    return -lowest, sum(opened.worth[p] for p in gone) - sum(opened.worth[p] for p in come)


def _exchanges(opened: Openings, choice: Choice) -> Iterator[Exchange]:
    home = {reader: number for number, g in enumerate(choice.groups) for reader in g.readers}
    load = Counter(reader for _application, reader in choice.pairs)
    reads: dict[str, list[str]] = defaultdict(list)
    for application, reader in choice.pairs:
        reads[reader].append(application)
    for application, reader in _spare(opened, choice):
        for other, number in home.items():
            if number == home[reader] or (application, other) not in opened.worth:
                continue
            if load[other] < opened.room[other] and load[reader] > opened.promised[reader]:
                yield ((application, reader),), ((application, other),)
            for back in reads[other]:
                if (back, reader) in opened.worth:
                    gone = (application, reader), (back, other)
                    yield gone, ((application, other), (back, reader))


def _spare(opened: Openings, choice: Choice) -> list[Pair]:
    """New reads without which every group still hangs together: those beside a spanning tree, which
    is made of what stands and of what fits best."""
    roots = Roots()
    for application, reader in sorted(opened.joined):
        roots.join(("a", application), ("r", reader))
    by_fit = sorted(choice.pairs, key=lambda pair: (-opened.worth[pair], pair))
    return [(a, r) for a, r in by_fit if not roots.join(("a", a), ("r", r))]
