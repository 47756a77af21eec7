"""Room for one more meeting: whoever sits in its way moves on, and so on; shortest chains first."""

from collections.abc import Sequence

from accelerator.mentor_days.rules.boards import Two, slots_in
from accelerator.mentor_days.rules.tables import Table

#: How many may have to move for one, and how many seats are tried in the search for it.
LONGEST, PATIENCE = 3, 3000


def squeeze_in(table: Table, pair: Two) -> bool:
    """Place the pair; if that fails, the table is as it was. Chains are tried by length, so that
    few move; what is fixed never does."""
    for length in range(LONGEST + 1):
        search = _Search(table)
        if search.place(pair, length, but=-1) is not None:
            return True
        if search.tried > PATIENCE:
            return False
    return False


class _Search:
    """Depth first; every step is written down, so that it can be taken back."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.tried = 0
        self.steps: list[tuple[Two, int]] = []  # put in that slot; taken out of it: ~slot
        self.moving: set[Two] = set()

    def place(self, pair: Two, others: int, *, but: int) -> int | None:
        """Put the pair into a slot, though not into that one, while at most so many others move
        for it: how many more still may. None: impossible, and nothing has changed."""
        self.moving.add(pair)
        for slot in self._by_ease(pair, others, but=but):
            self.tried += 1
            if self.tried > PATIENCE:
                break
            for leaving in self._ways(pair, slot):
                left = self._clear(leaving, pair, slot=slot, others=others)
                if left is not None:
                    return left
        self.moving.discard(pair)
        return None

    def _by_ease(self, pair: Two, others: int, *, but: int) -> list[int]:
        startup, mentor = pair
        one, other = self.table.startup_busy[startup], self.table.mentor_busy[mentor]
        slots = self.table.board.common(startup, mentor)
        if but >= 0:
            slots &= ~(1 << but)
        found = slots_in(slots & ~one & ~other)
        if others > 0:
            found += slots_in(slots & (one ^ other))
        if others > 1:
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

    def _clear(self, leaving: Sequence[Two], pair: Two, *, slot: int, others: int) -> int | None:
        table, mark = self.table, len(self.steps)
        stay = self.moving | table.fixed
        if len(leaving) > others or not stay.isdisjoint(leaving):
            return None
        for each in leaving:
            self._take(each)
        if table.run_fits(pair[1], slot):
            self._put(pair, slot)
            left: int | None = others - len(leaving)
            for each in leaving:
                left = self.place(each, left, but=slot) if left is not None else None
            if left is not None:
                return left
        self._back_to(mark)
        self.moving.difference_update(leaving)
        return None

    def _put(self, pair: Two, slot: int) -> None:
        self.table.put(*pair, slot)
        self.steps.append((pair, slot))

    def _take(self, pair: Two) -> None:
        self.steps.append((pair, ~self.table.take(*pair)))

    def _back_to(self, mark: int) -> None:
        while len(self.steps) > mark:
            pair, slot = self.steps.pop()
            if slot >= 0:
                self.table.take(*pair)
            else:
                self.table.put(*pair, ~slot)
