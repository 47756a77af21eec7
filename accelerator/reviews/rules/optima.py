"""The best choice among the possible pairs, exactly.

Without cuts this is a b-matching: its rows form a network, so all corners of the linear program
are whole and no branching is needed. Among equals lots are drawn: on the optimal face, the pairs
with the highest sum of lots. Cuts (somebody must read across this border) are no network; where
they make a corner fractional, HiGHS branches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accelerator.reviews.rules.affinities import lot
from accelerator.reviews.rules.graphs import Group, Pair, components
from accelerator.reviews.rules.linear import Model, Row, Undecided, total_of
from accelerator.reviews.rules.openings import Openings

#: Each round cuts off at least one way of staying apart; so many were never needed.
MOST_ROUNDS = 60
SECONDS = 20.0


@dataclass(frozen=True)
class Choice:
    """The pairs chosen, by id. `groups` is what the kept and the chosen reads leave apart."""

    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    proven: bool = True


def best_choice(opened: Openings, *, seed: int, cuts: Iterable[Group] = ()) -> Choice | None:
    """The highest total affinity, with at least one read across the border of each of the `cuts`;
    None when that cannot be. Raises Undecided."""
    pairs = list(opened.worth)
    if not pairs:
        return None if opened.need or list(cuts) else choice_of((), opened)
    model = Model(len(pairs), [*_rows(opened), *_crossings(pairs, cuts)], seconds=SECONDS)
    worth = list(opened.worth.values())
    found = model.maximise(worth)
    if found is not None and found.is_whole:
        model.stay_best(found)
        drawn = model.maximise([lot(seed, *pair) for pair in pairs])
        found = drawn if drawn is not None and drawn.is_whole else found
    elif found is not None:
        found = model.maximise(worth, whole=True)
    if found is None:
        return None
    return choice_of((pairs[column] for column in found.chosen), opened, proven=found.proven)


def joined_choice(opened: Openings, *, seed: int, cuts: list[Group]) -> Choice | None:
    """The best choice that leaves one group; None when there is none. Raises Undecided.

    The borders that had to be cut are added to `cuts`; they are as true for fewer or more pairs.
    """
    for _round in range(MOST_ROUNDS):
        choice = best_choice(opened, seed=seed, cuts=cuts)
        if choice is None or len(choice.groups) == 1:
            return choice
        cuts += choice.groups
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


def _crossings(pairs: list[Pair], cuts: Iterable[Group]) -> list[Row]:
    rows = []
    for group in cuts:
        applications, readers = set(group.applications), set(group.readers)
        columns = [
            column
            for column, (application, reader) in enumerate(pairs)
            if (application in applications) != (reader in readers)
        ]
        rows.append(total_of(columns, lowest=1))
    return rows
