"""Who meets whom, before anybody has a slot: an exact choice within what both sides can give.

One aim after the other; what one reaches, those behind it may not give up:

1. Shared out evenly: the meetings of a startup are worth less the more it has, so that the optimum
   has as many meetings in all as possible, and of those optima the one in which nobody has few for
   another to have many (of all it is the least unequal, since the possible numbers of meetings form
   a polymatroid).
2. The wishes. WEIGHTED: a wish of rank r counts as `longest list - r`; as the numbers of meetings
   stand, that is the least sum of ranks, and long lists earn nothing. RANKS: as many first wishes
   as possible, then as many second ones, and so on (rank-maximal).
3. Lots: the order in which pairs are given to the solver, which seed and ids decide.

Startups, mentors, their slots and the rooms in each of them make a network (only that a startup is
in one place at a time is left out), so the linear program has whole corners; where runs and video
cross it, it may not, and is then solved in whole numbers. What is chosen here is a bound on every
plan: nothing is asked that a plan would not need, too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Two, slots_in
from accelerator.mentor_days.rules.days import Aim
from accelerator.reviews.rules.linear import NEARLY, NO_LIMIT, Found, Model, Row, total_of


@dataclass(frozen=True)
class Choice:
    """`wished` are all pairs that could meet, with the rank of the wish; `pairs` those chosen, and
    no plan has more. The fixed ones are in both."""

    pairs: tuple[Two, ...]
    wished: Mapping[Two, int]


def choose(board: Board) -> Choice:
    """The best choice.

    Raises Undecided (reviews.rules.linear) when there was not even time for a first answer.
    """
    wished = wished_in(board)
    aims = _Aims(board, wished)
    aims.settle(aims.evenness())
    if len(aims.chosen) == len(wished):
        return Choice(aims.chosen, wished)
    for gains in _ranked(wished, board.day.aim):
        aims.settle(aims.worth(gains))
    return Choice(aims.chosen, wished)


def wished_in(board: Board, *, promised: Iterable[Two] = ()) -> dict[Two, int]:
    """What could be, by startup and rank; a meeting that is fixed or was promised, though nobody
    wishes for it (any more), stands last."""
    wished = {
        (startup, mentor): rank
        for startup in range(len(board.startups))
        for rank, mentor in enumerate(board.wishes(startup))
        if board.common(startup, mentor)
    }
    last = max(wished.values(), default=0) + 1
    fixed = [(startup, mentor) for startup, mentor, _slot in board.fixed]
    for pair in [*fixed, *sorted(pair for pair in promised if board.common(*pair))]:
        wished.setdefault(pair, last)
    return wished


def _ranked(wished: Mapping[Two, int], aim: Aim) -> Iterator[dict[Two, int]]:
    longest = max(wished.values(), default=0) + 1
    if aim is Aim.WEIGHTED:
        yield {pair: longest - rank for pair, rank in wished.items()}
        return
    for place in range(longest):
        yield {pair: int(rank == place) for pair, rank in wished.items()}


class _Aims:
    """A column for each wish; then one for each meeting that a startup may have: its first, its
    second, and so on; then one for each slot in which a mentor may sit in a room."""

    def __init__(self, board: Board, wished: Mapping[Two, int]) -> None:
        self.board, self.pairs = board, tuple(wished)
        self.wishes = len(self.pairs)
        self.startups: dict[int, list[int]] = defaultdict(list)
        self.mentors: dict[int, list[int]] = defaultdict(list)
        for column, (startup, mentor) in enumerate(self.pairs):
            self.startups[startup].append(column)
            self.mentors[mentor].append(column)
        self.limits = {startup: board.startup_limit(startup) for startup in self.startups}
        self.steps = sum(self.limits.values())
        past = {(startup, mentor) for startup, mentor, at in board.fixed if at < board.started}
        self.needs = [VIDEO if pair in past else board.need(*pair) for pair in self.pairs]
        self.seats = [
            (mentor, slot)
            for mentor in self.mentors
            for slot in slots_in(board.mentor_free[mentor] & board.coming)
        ]
        self.size = self.wishes + self.steps + len(self.seats)
        self.model: Model | None = None
        self.is_whole = True
        self.settled: set[int] = set()
        self.chosen: tuple[Two, ...] = ()

    def worth(self, gains: Mapping[Two, int]) -> list[int]:
        return [gains[pair] for pair in self.pairs] + [0] * (self.size - self.wishes)

    def evenness(self) -> list[int]:
        most = max(self.limits.values(), default=0)
        steps = [most - number for limit in self.limits.values() for number in range(limit)]
        return [0] * self.wishes + steps + [0] * len(self.seats)

    def settle(self, gains: Sequence[int]) -> None:
        if not any(gains):
            return
        if self.model is None:
            self.model = Model(self.size, self._rows(), seconds=self.board.day.seconds)
        found = self._best(self.model, gains)
        self.chosen = tuple(self.pairs[c] for c in found.chosen if c < self.wishes)
        if self.is_whole:
            self._stay_best(self.model, found)
            return
        reached = sum(gains[column] for column in found.chosen)
        terms = tuple((column, gain) for column, gain in enumerate(gains) if gain)
        self.model.add([Row(reached, NO_LIMIT, terms)])

    def _stay_best(self, model: Model, found: Found) -> None:
        """The model forgets which columns were settled when it settles others: rows remember."""
        model.stay_best(found)
        priced = np.flatnonzero(np.abs(found.column_prices) > NEARLY)
        news = [int(column) for column in priced if column not in self.settled]
        self.settled.update(news)
        values = [round(float(found.values[column])) for column in news]
        model.add([Row(at, at, ((column, 1),)) for column, at in zip(news, values, strict=True)])

    def _best(self, model: Model, gains: Sequence[int]) -> Found:
        found = model.maximise(gains, whole=not self.is_whole)
        if found is not None and not found.is_whole:
            self.is_whole = False
            found = model.maximise(gains, whole=True)
        if found is None:
            raise AssertionError("what is fixed, and nothing else, is always possible")
        return found

    def _rows(self) -> list[Row]:
        rows = [
            total_of(columns, highest=self.board.mentor_limit(mentor))
            for mentor, columns in self.mentors.items()
        ]
        step = self.wishes
        for startup, columns in self.startups.items():
            steps = range(step, step := step + self.limits[startup])
            rows.append(_equal(columns, steps))
        fixed = {(startup, mentor) for startup, mentor, _slot in self.board.fixed}
        rows += [total_of([c], lowest=1) for c, pair in enumerate(self.pairs) if pair in fixed]
        return [*rows, *self._seating()]

    def _seating(self) -> Iterator[Row]:
        """Mentors have a slot for each meeting in a room, and each slot has so many rooms. Of one
        mentor all such meetings need the same kind, but for those fixed elsewhere."""
        board = self.board
        seats: dict[int, list[int]] = defaultdict(list)
        in_slot: dict[tuple[int, int], list[int]] = defaultdict(list)
        for column, (mentor, slot) in enumerate(self.seats, start=self.wishes + self.steps):
            seats[mentor].append(column)
            in_slot[ANY, slot].append(column)
            asked = board.mentors[mentor].kind
            if asked is not None and not self._sits_elsewhere(mentor):
                in_slot[1 + board.kinds.index(asked), slot].append(column)
        for mentor, columns in self.mentors.items():
            seated = [column for column in columns if self.needs[column] != VIDEO]
            yield _equal(seated, seats[mentor])
        for (kind, slot), columns in in_slot.items():
            yield total_of(columns, highest=board.rooms[kind][slot])

    def _sits_elsewhere(self, mentor: int) -> bool:
        return any(pair[1] == mentor for pair in self.board.needs)


def _equal(ones: Iterable[int], others: Iterable[int]) -> Row:
    """As many of the ones as of the others."""
    return Row(0, 0, (*((column, 1) for column in ones), *((column, -1) for column in others)))
