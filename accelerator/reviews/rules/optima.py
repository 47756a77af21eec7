"""The best choice among the possible pairs, exactly.

Without cuts this is a b-matching: its rows form a network, so all corners of the linear program
are whole and no branching is needed. Among equals lots are drawn: on the optimal face, the pairs
with the highest sum of lots. Cuts (somebody must read across this border) are no network; where
they make a corner fractional, HiGHS branches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accelerator.reviews.rules.affinities import lot
from accelerator.reviews.rules.graphs import Group, Pair, components
from accelerator.reviews.rules.linear import NO_LIMIT, Model, Row, Undecided, total_of
from accelerator.reviews.rules.openings import Openings

#: Each round cuts off a way of staying apart. One or two do where readers have a few reads each.
MOST_ROUNDS = 12
SECONDS = 3.0


@dataclass(frozen=True)
class Choice:
    """The pairs chosen, by id. `groups` is what the kept and the chosen reads leave apart."""

    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    proven: bool = True


def best_choice(
    opened: Openings, *, seed: int, cuts: Sequence[Sequence[Group]] = ()
) -> Choice | None:
    """The highest total affinity that joins the groups of each of the `cuts`, as far as its rows
    can say so; None when that cannot be. Raises Undecided."""
    pairs = list(opened.worth)
    if not pairs:
        asked = opened.need + sum(opened.promised.values())
        return None if asked or cuts else choice_of((), opened)
    rows, size = _rows(opened), len(pairs)
    for groups in cuts:
        rows += _crossings(opened, groups)
    if cuts:
        idle = _idle_but_few(opened)
        rows, size = rows + _few_begin(opened, idle), size + len(idle)
    model = Model(size, rows, seconds=SECONDS)
    rest = [0] * (size - len(pairs))
    worth = [*opened.worth.values(), *rest]
    found = model.maximise(worth)
    if found is not None and found.is_whole:
        model.stay_best(found)
        drawn = model.maximise([*(lot(seed, *pair) for pair in pairs), *rest])
        found = drawn if drawn is not None and drawn.is_whole else found
    elif found is not None:
        found = model.maximise(worth, whole=True)
    if found is None:
        return None
    chosen = (pairs[column] for column in found.chosen if column < len(pairs))
    return choice_of(chosen, opened, proven=found.proven)


def joined_choice(opened: Openings, *, seed: int, cuts: list[Sequence[Group]]) -> Choice | None:
    """The best choice that leaves one group; None when there is none. Raises Undecided.

    What stayed apart on the way is added to `cuts`; it is as true for fewer or more pairs.
    """
    for _round in range(MOST_ROUNDS):
        choice = best_choice(opened, seed=seed, cuts=cuts)
        if choice is None or len(choice.groups) == 1:
            return choice
        cuts.append(choice.groups)
    raise Undecided


def choice_of(pairs: Iterable[Pair], opened: Openings, *, proven: bool = True) -> Choice:
    chosen = tuple(sorted(pairs))
    return Choice(
        pairs=chosen,
        groups=components(opened.wanted, pairs=opened.joined | set(chosen)),
        proven=proven,
    )


def _rows(opened: Openings) -> list[Row]:
    by_application: dict[str, list[int]] = {id_: [] for id_ in opened.wanted}
    by_reader: dict[str, list[int]] = {id_: [] for id_ in opened.room}
    for column, (application, reader) in enumerate(opened.worth):
        by_application[application].append(column)
        by_reader[reader].append(column)
    return [
        *_bounded(by_application, lowest=opened.wanted, highest=opened.wanted),
        *_bounded(by_reader, lowest=opened.promised, highest=opened.room),
    ]


def _bounded(
    columns: Mapping[str, list[int]], *, lowest: Mapping[str, int], highest: Mapping[str, int]
) -> list[Row]:
    return [total_of(its, lowest=lowest[id_], highest=highest[id_]) for id_, its in columns.items()]


def _idle_but_few(opened: Openings) -> list[str]:
    """Readers without anything to read yet, where a tree leaves no room for all of them."""
    idle = sorted(opened.room.keys() - opened.busy)
    return idle if _may_begin(opened) < len(idle) else []


def _may_begin(opened: Openings) -> int:
    """So many further readers leave reads enough for a tree: one fewer than it has nodes."""
    reads = opened.need + len(opened.joined)
    return reads + 1 - len(opened.wanted) - len(opened.busy)


def _few_begin(opened: Openings, idle: Sequence[str]) -> list[Row]:
    """Columns behind the pairs, one for each idle reader: whether they have anything to read."""
    if not idle:
        return []
    begins = {reader: len(opened.worth) + number for number, reader in enumerate(idle)}
    rows = [total_of(begins.values(), highest=_may_begin(opened))]
    for column, (_application, reader) in enumerate(opened.worth):
        if reader in begins:
            rows.append(Row(0, NO_LIMIT, ((begins[reader], 1), (column, -1))))
    return rows


def _crossings(opened: Openings, partition: Sequence[Group]) -> list[Row]:
    """Each group is joined to another, and all of them take one read fewer than there are groups.

    The second follows from no set of the first (LP: half a read to each of two neighbours would
    do), and without it HiGHS branches for minutes.
    """
    side = {("a", a): number for number, group in enumerate(partition) for a in group.applications}
    side |= {("r", r): 0 for r in opened.room}  # who has nothing to read may count anywhere
    side |= {("r", r): number for number, group in enumerate(partition) for r in group.readers}
    room, promised = [0] * len(partition), [0] * len(partition)
    for reader, most in opened.room.items():
        room[side["r", reader]] += most
        promised[side["r", reader]] += opened.promised[reader]
    leaving: list[list[int]] = [[] for _group in partition]
    coming: list[list[int]] = [[] for _group in partition]
    for column, (application, reader) in enumerate(opened.worth):
        here, there = side["a", application], side["r", reader]
        if here != there:
            leaving[here].append(column)
            coming[there].append(column)
    rows = [total_of([c for columns in leaving for c in columns], lowest=len(partition) - 1)]
    for number, group in enumerate(partition):
        out, in_ = leaving[number], coming[number]
        rows.append(total_of([*out, *in_], lowest=1))
        need = sum(opened.wanted[id_] for id_ in group.applications)
        if need == room[number]:
            rows.append(total_of(out, lowest=1))  # who reads for others has to leave something
        if need == promised[number]:
            rows.append(total_of(in_, lowest=1))
    return rows
