"""A plan in the making: who sits with whom in which slot, and how many rooms that takes."""

from collections.abc import Iterable

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Place, Two


class Table:
    """Meetings by slot. Whatever is put here clashes with nothing that is here already."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.slot_of: dict[Two, int] = {}
        self.of_startup: list[dict[int, int]] = [{} for _ in board.startups]
        self.of_mentor: list[dict[int, int]] = [{} for _ in board.mentors]
        self.startup_busy = [0] * len(board.startups)
        self.mentor_busy = [0] * len(board.mentors)
        self.used = [[0] * board.slots for _ in board.rooms]
        self.fixed = {(startup, mentor) for startup, mentor, _slot in board.fixed}
        for startup, mentor, slot in board.fixed:
            self.put(startup, mentor, slot=slot)

    @property
    def places(self) -> list[Place]:
        return [(startup, mentor, slot) for (startup, mentor), slot in self.slot_of.items()]

    def put(self, startup: int, mentor: int, *, slot: int) -> None:
        self.slot_of[startup, mentor] = slot
        self.of_startup[startup][slot] = mentor
        self.of_mentor[mentor][slot] = startup
        self.startup_busy[startup] |= 1 << slot
        self.mentor_busy[mentor] |= 1 << slot
        self._count(startup, mentor, slot=slot, change=1)

    def take(self, startup: int, mentor: int) -> int:
        """Undo `put`; the slot that is free again."""
        slot = self.slot_of.pop((startup, mentor))
        del self.of_startup[startup][slot]
        del self.of_mentor[mentor][slot]
        self.startup_busy[startup] ^= 1 << slot
        self.mentor_busy[mentor] ^= 1 << slot
        self._count(startup, mentor, slot=slot, change=-1)
        return slot

    def at(self, slot: int) -> list[Two]:
        """Who meets then; by mentor."""
        return [(its[slot], mentor) for mentor, its in enumerate(self.of_mentor) if slot in its]

    def has_room(self, pair: Two, slot: int, *, without: Iterable[Two] = ()) -> bool:
        """Whether there is a room for the pair, once those have left."""
        need = self.board.need(*pair)
        if need == VIDEO:
            return True
        leaving = [self.board.need(*each) for each in without]
        in_all = self.used[ANY][slot] - sum(each != VIDEO for each in leaving)
        of_kind = self.used[need][slot] - leaving.count(need) if need != ANY else 0
        rooms = self.board.rooms
        return in_all < rooms[ANY][slot] and (need == ANY or of_kind < rooms[need][slot])

    def fits(self, pair: Two, slot: int) -> bool:
        """Whether both are free then, with a room, and it makes no run too long."""
        startup, mentor = pair
        busy = self.startup_busy[startup] | self.mentor_busy[mentor]
        free = self.board.common(startup, mentor) & ~busy
        return bool(free >> slot & 1) and self.has_room(pair, slot) and self.run_fits(mentor, slot)

    def run_fits(self, mentor: int, slot: int) -> bool:
        """Whether one more meeting there would not make too many in a row."""
        if self.board.runs[mentor] >= self.board.slots:
            return True
        busy, pauses = self.mentor_busy[mentor], self.board.pauses
        length, at = 1, slot
        while at and not pauses >> at & 1 and busy >> at - 1 & 1:
            length, at = length + 1, at - 1
        at = slot + 1
        while busy >> at & 1 and not pauses >> at & 1:
            length, at = length + 1, at + 1
        return length <= self.board.runs[mentor]

    def idle_of(self, mentor: int) -> int:
        """Slots between its first and last meeting in which it waits; a break that its longest
        run demands, one slot after each full run, is no waiting."""
        return idle_in(self.board, mentor, busy=self.mentor_busy[mentor])

    @property
    def idle(self) -> int:
        return sum(self.idle_of(mentor) for mentor in range(len(self.board.mentors)))

    def _count(self, startup: int, mentor: int, *, slot: int, change: int) -> None:
        need = self.board.need(startup, mentor)
        if need != VIDEO:
            self.used[ANY][slot] += change
            if need != ANY:
                self.used[need][slot] += change


def idle_in(board: Board, mentor: int, *, busy: int) -> int:
    if not busy:
        return 0
    first, end = (busy & -busy).bit_length() - 1, busy.bit_length()
    empty = board.mentor_free[mentor] & ~busy & (1 << end) - (1 << first)
    longest = board.runs[mentor]
    if not empty or longest >= board.slots:
        return empty.bit_count()
    waited = run = 0
    for slot in range(first, end):
        run = 0 if board.pauses >> slot & 1 else run
        if busy >> slot & 1:
            run += 1
            continue
        waited += (empty >> slot & 1) and run < longest
        run = 0
    return waited
