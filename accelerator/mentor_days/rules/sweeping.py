"""A first placing, slot by slot as the day goes by.

In each slot: first the mentors and startups that could not have all their meetings any more if they
had none now, then the mentors who are here already, then those who have least time to spare. Who
sits with whom follows by augmenting paths, which never send away anybody who has a seat (Kuhn), so
in each slot the weightiest set of mentors is seated (a matroid: taking the best first is exact).
Some noise tells several tries apart; the seed decides it.
"""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Two
from accelerator.mentor_days.rules.tables import Table

#: A search for a seat from somebody on, past those seen; whether it found one.
Path = Callable[[int, set[int]], bool]

#: Of slots to spare: how far each try may get the order wrong.
NOISE = (0.0, 1.0, 2.0, 0.5, 1.0, 2.0)


def swept(board: Board, pairs: Iterable[Two], *, number: int) -> Table:
    """The try of that number; it may leave some pairs out."""
    table = Table(board)
    sweep = _Sweep(table, [pair for pair in pairs if pair not in table.slot_of], number=number)
    for slot in range(board.started, board.slots):
        sweep.seat(slot)
    return table


class _Sweep:
    def __init__(self, table: Table, pairs: Sequence[Two], *, number: int) -> None:
        self.table, self.board = table, table.board
        self.noise = NOISE[number]
        # No secret: the same seed has to give the same plan.
        self.dice = Random(f"{self.board.day.seed} {number}")  # noqa: S311
        self.to_meet: list[list[int]] = [[] for _ in self.board.mentors]
        self.open_of: list[int] = [0] * len(self.board.startups)
        for startup, mentor in pairs:
            self.to_meet[mentor].append(startup)
            self.open_of[startup] += 1

    def seat(self, slot: int) -> None:
        startups = self._startups_to_spare(slot)
        mentors = self._mentors_to_spare(slot)
        key = {each: spare + self._noise() for each, spare in startups.items()}
        rank = {each: self._rank(each, spare) for each, spare in mentors.items()}
        order = sorted(rank, key=rank.__getitem__)
        can_meet = {
            mentor: sorted((s for s in self.to_meet[mentor] if s in key), key=key.__getitem__)
            for mentor in order
        }
        seating = _Seating(self.table, can_meet, slot=slot)
        for mentor in order:
            if mentors[mentor] <= 0:
                seating.add_mentor(mentor)
        for startup in sorted(key, key=key.__getitem__):
            if startups[startup] <= 0:
                seating.add_startup(startup)
        for mentor in order:
            if seating.is_full:
                break
            seating.add_mentor(mentor)
        for startup, mentor in seating.mentor_of.items():
            self.table.put(startup, mentor, slot=slot)
            self.to_meet[mentor].remove(startup)
            self.open_of[startup] -= 1

    def _startups_to_spare(self, slot: int) -> dict[int, int]:
        """How many slots more than meetings each startup has left, if it can meet now."""
        free, busy = self.board.startup_free, self.table.startup_busy
        return {
            startup: ((free[startup] & ~busy[startup]) >> slot).bit_count() - still
            for startup, still in enumerate(self.open_of)
            if still and (free[startup] & ~busy[startup]) >> slot & 1
        }

    def _mentors_to_spare(self, slot: int) -> dict[int, int]:
        board, busy = self.board, self.table.mentor_busy
        found = {}
        for mentor, still in enumerate(self.to_meet):
            left = (board.mentor_free[mentor] & ~busy[mentor]) >> slot
            if still and left & 1 and self.table.run_fits(mentor, slot):
                found[mentor] = left.bit_count() - len(still)
        return found

    def _rank(self, mentor: int, spare: int) -> tuple[int, float]:
        if spare <= 0:
            return 0, spare
        here = bool(self.table.mentor_busy[mentor])
        return 1 if here else 2, spare + self._noise()

    def _noise(self) -> float:
        return self.dice.random() * self.noise


class _Seating:
    """One slot: mentors and startups matched, as long as there are rooms."""

    def __init__(self, table: Table, can_meet: dict[int, list[int]], *, slot: int) -> None:
        self.table, self.slot, self.can_meet = table, slot, can_meet
        self.startups: dict[int, list[int]] = {}
        for mentor, its in can_meet.items():
            for startup in its:
                self.startups.setdefault(startup, []).append(mentor)
        self.mentor_of: dict[int, int] = {}
        self.startup_of: dict[int, int] = {}
        self.seats = table.board.rooms[ANY][slot] - table.used[ANY][slot]

    @property
    def is_full(self) -> bool:
        return self.table.board.plain and len(self.mentor_of) >= self.seats

    def add_mentor(self, mentor: int) -> None:
        if mentor not in self.startup_of and not self.is_full:
            self._try(self._path_from_mentor, mentor)

    def add_startup(self, startup: int) -> None:
        if startup not in self.mentor_of and not self.is_full:
            self._try(self._path_from_startup, startup)

    def _try(self, path: Path, start: int) -> None:
        if self.table.board.plain:
            path(start, set())
            return
        before = dict(self.mentor_of), dict(self.startup_of)
        if path(start, set()) and not self._has_rooms():
            self.mentor_of, self.startup_of = before

    def _has_rooms(self) -> bool:
        board, slot = self.table.board, self.slot
        taken = [used[slot] for used in self.table.used]
        for startup, mentor in self.mentor_of.items():
            need = board.need(startup, mentor)
            if need != VIDEO:
                taken[ANY] += 1
                taken[need] += need != ANY
        return all(count <= rooms[slot] for count, rooms in zip(taken, board.rooms, strict=True))

    def _path_from_mentor(self, mentor: int, seen: set[int]) -> bool:
        for startup in self.can_meet[mentor]:
            if startup in seen:
                continue
            seen.add(startup)
            other = self.mentor_of.get(startup)
            if other is None or self._path_from_mentor(other, seen):
                self.mentor_of[startup], self.startup_of[mentor] = mentor, startup
                return True
        return False

    def _path_from_startup(self, startup: int, seen: set[int]) -> bool:
        for mentor in self.startups.get(startup, ()):
            if mentor in seen:
                continue
            seen.add(mentor)
            other = self.startup_of.get(mentor)
            if other is None or self._path_from_startup(other, seen):
                self.mentor_of[startup], self.startup_of[mentor] = mentor, startup
                return True
        return False
