"""Why a wish does not come true, in words of the day."""

from collections.abc import Iterable, Iterator, Set

from accelerator.mentor_days.rules.boards import Board
from accelerator.mentor_days.rules.days import Pair, Startup, Unmet, Why
from accelerator.mentor_days.rules.tables import Table
from accelerator.reviews.rules.flows import fill
from accelerator.reviews.rules.graphs import components


def unmet(board: Board, table: Table, *, impossible: Set[Pair]) -> tuple[Unmet, ...]:
    """Fixed meetings that cannot be; then, of each startup with fewer meetings than it wants, the
    wishes that are open, most wanted first."""
    work = _Reasons(board, table, impossible=impossible)
    found = [Unmet(startup, mentor, Why.FIXED) for startup, mentor in sorted(impossible)]
    for startup in sorted(board.day.startups, key=lambda each: each.id):
        found += work.of(startup)
    return tuple(found)


class _Reasons:
    def __init__(self, board: Board, table: Table, *, impossible: Set[Pair]) -> None:
        self.board, self.table, self.impossible = board, table, impossible
        self.groups: list[Unmet] | None = None

    def of(self, startup: Startup) -> Iterator[Unmet]:
        index = self.board.startup_at[startup.id]
        met = {self.board.mentors[m].id for m in self.table.of_startup[index].values()}
        if len(met) >= startup.limit:
            return
        for mentor in startup.wishes:
            if mentor not in met and (startup.id, mentor) not in self.impossible:
                yield self._explained(startup, mentor)

    def _explained(self, startup: Startup, mentor: str) -> Unmet:
        board = self.board
        one, other = board.startup_at[startup.id], board.mentor_at.get(mentor)
        if other is None:
            return Unmet(startup.id, mentor, Why.UNKNOWN)
        never = self._never(one, other)
        if never is not None:
            return Unmet(startup.id, mentor, never)
        why = self._this_time(one, other)
        rivals = sorted(board.startups[each].id for each in self.table.of_mentor[other].values())
        group = next(
            (each for each in self._crowds() if why is Why.MENTOR_FULL and mentor in each.crowd),
            Unmet(startup.id, mentor, why),
        )
        return Unmet(
            startup.id,
            mentor,
            why,
            slots=board.common(one, other).bit_count(),
            rivals=tuple(rivals),
            crowd=group.crowd,
            wanted=group.wanted,
            given=group.given,
        )

    def _never(self, startup: int, mentor: int) -> Why | None:
        """Why the two could not meet even if they were alone."""
        board = self.board
        coming = board.coming
        if (startup, mentor) in board.barred:
            return Why.CONFLICT
        if not board.startup_free[startup] & coming or not board.mentor_free[mentor] & coming:
            return Why.AWAY
        if not board.both_free(startup, mentor):
            return Why.APART
        return None if board.common(startup, mentor) else Why.NO_ROOM

    def _this_time(self, startup: int, mentor: int) -> Why:
        board, table = self.board, self.table
        if len(table.of_startup[startup]) >= board.startup_limit(startup):
            return Why.STARTUP_FULL
        if len(table.of_mentor[mentor]) >= board.mentor_limit(mentor):
            return Why.MENTOR_FULL
        busy = table.startup_busy[startup] | table.mentor_busy[mentor]
        both = board.common(startup, mentor) & ~busy
        runs = [slot for slot in range(board.slots) if both >> slot & 1]
        if any(table.run_fits(mentor, slot) for slot in runs):
            return Why.ROOMS_FULL
        return Why.TIGHT

    def _crowds(self) -> Iterable[Unmet]:
        """Groups of mentors of whom more meetings are wanted than they have (a minimum cut)."""
        if self.groups is None:
            self.groups = list(_crowds(self.board))
        return self.groups


def _crowds(board: Board) -> Iterator[Unmet]:
    choices = {
        startup.id: [
            board.mentors[mentor].id
            for mentor in board.wishes(index)
            if board.common(index, mentor)
        ]
        for index, startup in enumerate(board.startups)
    }
    wanted = {each.id: board.startup_limit(index) for index, each in enumerate(board.startups)}
    wanted = {each: min(limit, len(choices[each])) for each, limit in wanted.items()}
    gives = {each.id: board.mentor_limit(index) for index, each in enumerate(board.mentors)}
    cut = fill(wanted, gives, choices=choices)
    pairs = [(s, m) for s in sorted(cut.stuck_askers) for m in choices[s] if m in cut.stuck_givers]
    for group in components(sorted(cut.stuck_askers), pairs=pairs):
        crowd = set(group.readers)
        asked = sum(wanted[s] - len(set(choices[s]) - crowd) for s in group.applications)
        given = sum(gives[mentor] for mentor in crowd)
        yield Unmet("", "", Why.MENTOR_FULL, crowd=tuple(sorted(crowd)), wanted=asked, given=given)
