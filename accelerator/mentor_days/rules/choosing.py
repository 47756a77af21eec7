"""Who meets whom, before anybody has a slot: an exact choice within what both sides can give.

One aim after the other; what one reaches, those behind it may not give up:

1. Shared out evenly: the meetings of a startup are worth less the more it has, so that the optimum
   has as many meetings in all as possible, and of those optima the one in which nobody has few for
   another to have many (of all it is the least unequal, since the possible numbers of meetings form
   a polymatroid). When a day is mended, as many meetings as possible come first, then the pairs
   that were promised, then this.
2. The wishes. WEIGHTED: a wish of rank r counts as `longest list - r`; as the numbers of meetings
   stand, that is the least sum of ranks, and long lists earn nothing. RANKS: as many first wishes
   as possible, then as many second ones, and so on (rank-maximal).
3. Lots: the order in which pairs are given to the solver, which seed and ids decide.

Startups, mentors and all rooms of the day together make a network, so the linear program has whole
corners; where kinds of rooms and video cross them it may not, and is then solved in whole numbers.
What is chosen here is a bound on every plan: nothing is asked that a plan would not need, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Two
from accelerator.mentor_days.rules.days import Aim
from accelerator.reviews.rules.linear import NEARLY, NO_LIMIT, Found, Model, Row, total_of


@dataclass(frozen=True)
class Choice:
    """`wished` are all pairs that could meet, with the rank of the wish; `pairs` those chosen, and
    no plan has more. The fixed ones are in both."""

    pairs: tuple[Two, ...]
    wished: Mapping[Two, int]


def choose(board: Board, *, promised: Set[Two] | None = None) -> Choice:
    """The best choice; with `promised` pairs, the nearest to them.

    Raises Undecided (reviews.rules.linear) when there was not even time for a first answer.
    """
    wished = wished_in(board)
    aims = _Aims(board, wished)
    if aims.all_come_true:
        return Choice(tuple(wished), wished)
    if promised is not None:
        aims.settle([int(column >= aims.wishes) for column in range(aims.size)])
        aims.settle(aims.worth({pair: int(pair in promised) for pair in wished}))
    aims.settle(aims.evenness())
    for gains in _ranked(wished, board.day.aim):
        aims.settle(aims.worth(gains))
    return Choice(aims.chosen, wished)


def wished_in(board: Board) -> dict[Two, int]:
    """What could be, by startup and rank; a fixed meeting that nobody wished for stands last."""
    wished = {
        (startup, mentor): rank
        for startup in range(len(board.startups))
        for rank, mentor in enumerate(board.wishes(startup))
        if board.common(startup, mentor)
    }
    last = max(wished.values(), default=0) + 1
    for startup, mentor, _slot in board.fixed:
        wished.setdefault((startup, mentor), last)
    return wished


def _ranked(wished: Mapping[Two, int], aim: Aim) -> Iterator[dict[Two, int]]:
    longest = max(wished.values(), default=0) + 1
    if aim is Aim.WEIGHTED:
        yield {pair: longest - rank for pair, rank in wished.items()}
        return
    for place in range(longest):
        yield {pair: int(rank == place) for pair, rank in wished.items()}


class _Aims:
    """A column for each wish, then one for each meeting that a startup may have: its first, its
    second, and so on."""

    def __init__(self, board: Board, wished: Mapping[Two, int]) -> None:
        self.board, self.pairs = board, tuple(wished)
        self.wishes = len(self.pairs)
        self.startups: dict[int, list[int]] = defaultdict(list)
        self.mentors: dict[int, list[int]] = defaultdict(list)
        for column, (startup, mentor) in enumerate(self.pairs):
            self.startups[startup].append(column)
            self.mentors[mentor].append(column)
        self.limits = {startup: board.startup_limit(startup) for startup in self.startups}
        self.size = self.wishes + sum(self.limits.values())
        self.shared = [(self.mentors[m], board.mentor_limit(m)) for m in self.mentors]
        self.shared += self._in_rooms()
        self.model: Model | None = None
        self.is_whole = True
        self.settled: set[int] = set()
        self.chosen: tuple[Two, ...] = ()

    @property
    def all_come_true(self) -> bool:
        return all(len(self.startups[s]) <= self.limits[s] for s in self.startups) and all(
            len(columns) <= limit for columns, limit in self.shared
        )

    def worth(self, gains: Mapping[Two, int]) -> list[int]:
        return [gains[pair] for pair in self.pairs] + [0] * (self.size - self.wishes)

    def evenness(self) -> list[int]:
        most = max(self.limits.values(), default=0)
        steps = [most - number for limit in self.limits.values() for number in range(limit)]
        return [0] * self.wishes + steps

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
        rows = [total_of(columns, highest=limit) for columns, limit in self.shared]
        step = self.wishes
        for startup, columns in self.startups.items():
            steps = range(step, step := step + self.limits[startup])
            terms = [(column, 1) for column in columns] + [(column, -1) for column in steps]
            rows.append(Row(0, 0, tuple(terms)))
        fixed = {(startup, mentor) for startup, mentor, _slot in self.board.fixed}
        rows += [total_of([c], lowest=1) for c, pair in enumerate(self.pairs) if pair in fixed]
        return rows

    def _in_rooms(self) -> Iterator[tuple[list[int], int]]:
        """All rooms in all slots to come; meetings of the past had theirs."""
        board = self.board
        past = {(s, m) for s, m, slot in board.fixed if slot < board.started}
        needs = [VIDEO if pair in past else board.need(*pair) for pair in self.pairs]
        for kind, rooms in enumerate(board.rooms):
            columns = [
                column
                for column, need in enumerate(needs)
                if need == kind or (kind == ANY and need != VIDEO)
            ]
            yield columns, sum(rooms[board.started :])
