"""Room for one more meeting: whoever sits in its way moves on, and so on; fewest moves first."""

from collections.abc import Iterable, Sequence

from accelerator.mentor_days.rules.boards import Two, slots_in
from accelerator.mentor_days.rules.tables import Table

#: How many may have to move for one, and how many seats are tried in the search for it.
MOST_MOVES, PATIENCE = 3, 1000
#: After so many who found no place the others are not tried any more.
FAILURES = 4


def squeeze_in(table: Table, pairs: Iterable[Two]) -> None:
    """Place as many of the pairs as chains find, in the order given; those first for whom nobody
    else has to move. What is fixed never does."""
    left = list(pairs)
    for moves in range(MOST_MOVES + 1):
        failures = 0
        for pair in list(left):
            search = _Search(table)
            if search.place(pair, moves, but=-1) is not None:
                left.remove(pair)
                continue
            failures += search.tried > PATIENCE
            if failures > FAILURES:
                break


class _Search:
    """Depth first; every step is written down, so that it can be taken back."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.tried = 0
        self.steps: list[tuple[Two, int]] = []  # put in that slot; taken out of it: ~slot
        self.moving: set[Two] = set()

    def place(self, pair: Two, moves: int, *, but: int) -> int | None:
        """Put the pair into a slot, though not into that one, while at most so many others move
        for it: how many more still may. None: impossible, and nothing has changed."""
        self.moving.add(pair)
        for slot in self._by_ease(pair, moves, but=but):
            for leaving in self._ways(pair, slot):
                self.tried += 1
                if self.tried > PATIENCE:
                    break
                left = self._clear(leaving, pair, slot=slot, moves=moves)
                if left is not None:
                    return left
        self.moving.discard(pair)
        return None

    def _by_ease(self, pair: Two, moves: int, *, but: int) -> list[int]:
        startup, mentor = pair
        one, other = self.table.startup_busy[startup], self.table.mentor_busy[mentor]
        slots = self.table.board.common(startup, mentor)
        if but >= 0:
            slots &= ~(1 << but)
        found = slots_in(slots & ~one & ~other)
        if moves > 0:
            found += slots_in(slots & (one ^ other))
        if moves > 1:
            found += slots_in(slots & one & other)
        return found

    def _ways(self, pair: Two, slot: int) -> list[list[Two]]:
        """Who could make place: the two's other meetings then, and one more if rooms are full."""
        startup, mentor = pair
        table = self.table
        leaving = []
        if (other := table.of_startup[startup].get(slot)) is not None:
            leaving.append((startup, other))
        if (guest := table.of_mentor[mentor].get(slot)) is not None:
            leaving.append((guest, mentor))
        if table.has_room(pair, slot, without=leaving):
            return [leaving]
        with_one_more = ([*leaving, each] for each in table.at(slot) if each not in leaving)
        return [its for its in with_one_more if table.has_room(pair, slot, without=its)]

    def _clear(self, leaving: Sequence[Two], pair: Two, *, slot: int, moves: int) -> int | None:
        table, mark = self.table, len(self.steps)
        if len(leaving) > moves or not (self.moving | table.fixed).isdisjoint(leaving):
            return None
        left: int | None = moves - len(leaving)
        for each in leaving:
            self._take(each)
        if table.run_fits(pair[1], slot):
            self._put(pair, slot)
            for each in leaving:
                left = self.place(each, left, but=slot) if left is not None else None
            if left is not None:
                return left
        self._back_to(mark)
        self.moving.difference_update(leaving)
        return None

    def _put(self, pair: Two, slot: int) -> None:
        self.table.put(*pair, slot=slot)
        self.steps.append((pair, slot))

    def _take(self, pair: Two) -> None:
        self.steps.append((pair, ~self.table.take(*pair)))

    def _back_to(self, mark: int) -> None:
        while len(self.steps) > mark:
            pair, slot = self.steps.pop()
            if slot >= 0:
                self.table.take(*pair)
            else:
                self.table.put(*pair, slot=~slot)
