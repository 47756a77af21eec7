"""Who can be compared with whom: applications and readers, joined where one reads the other.

Marks of two applications can be compared when a chain of readers leads from one to the other;
without it nobody can tell a harsh panel from weak applications.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

#: An application and a reader, in this order, everywhere in these rules.
Pair = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """What hangs together, each sorted by id. A group may lack readers or applications."""

    applications: tuple[str, ...]
    readers: tuple[str, ...]


def components(
    applications: Iterable[str], readers: Iterable[str] = (), *, pairs: Iterable[Pair]
) -> tuple[Group, ...]:
    """The groups, the largest first, then by id. Whoever is named in no pair is a group alone."""
    roots = Roots()
    for application, reader in pairs:
        roots.join(("a", application), ("r", reader))
    for application in applications:
        roots.of(("a", application))
    for reader in readers:
        roots.of(("r", reader))
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for node in roots.parents:
        members.setdefault(roots.of(node), []).append(node)
    groups = [
        Group(
            applications=tuple(sorted(id_ for side, id_ in nodes if side == "a")),
            readers=tuple(sorted(id_ for side, id_ in nodes if side == "r")),
        )
        for nodes in members.values()
    ]
    return tuple(sorted(groups, key=_largest_first))


def is_connected(pairs: Iterable[Pair]) -> bool:
    """Whether all that is named in the pairs hangs together; nothing does."""
    return len(components((), pairs=pairs)) <= 1


def joining_pairs(
    groups: Sequence[Group],
    *,
    allowed: Callable[[Pair], bool] = lambda pair: True,
    price: Mapping[Pair, float] | None = None,
) -> tuple[Pair, ...]:
    """The fewest further reads that make one group of all, the cheapest first, then by name.

    Args:
        allowed: whether this reader may read this application.
        price: of a read; without it, and where it names nothing, 0.

    Fewer pairs than groups - 1 come back when the groups cannot be joined in full.
    """
    prices = price or {}
    home = {reader: number for number, group in enumerate(groups) for reader in group.readers}
    offers = sorted(
        (prices.get((application, reader), 0), application, reader)
        for number, group in enumerate(groups)
        for application in group.applications
        for reader, other in home.items()
        if other != number and allowed((application, reader))
    )
    where = {a: number for number, group in enumerate(groups) for a in group.applications}
    roots = Roots()
    return tuple(
        (application, reader)
        for _price, application, reader in offers
        if roots.join(("", str(where[application])), ("", str(home[reader])))
    )


class Roots:
    """Sets that are joined one pair at a time (union-find). A node is a kind and an id."""

    def __init__(self) -> None:
        self.parents: dict[tuple[str, str], tuple[str, str]] = {}

    def of(self, node: tuple[str, str]) -> tuple[str, str]:
        parents = self.parents
        parents.setdefault(node, node)
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> bool:
        """Whether they were apart until now."""
        first, second = sorted((self.of(one), self.of(other)))
        self.parents[second] = first
        return first != second


def _largest_first(group: Group) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    return -len(group.applications) - len(group.readers), group.applications, group.readers
