"""A day that has changed, with least change: mentors ill, slots or rooms lost, somebody late.

In this order: as many meetings as possible; the least change, where a meeting that keeps its slot
counts two, and two who meet at another time count one; new meetings of the mentors most wanted; as
many as possible in the room they had. The solver settles it, all wishes being open: what was
planned is a good beginning for it, so this takes less time than a new plan would.
"""

from collections.abc import Iterable, Mapping

from accelerator.mentor_days.rules.boards import Board, Place, Two, board_of
from accelerator.mentor_days.rules.choosing import wished_in
from accelerator.mentor_days.rules.days import Day, Meeting, Move, Pair, Plan, Repair, in_order
from accelerator.mentor_days.rules.fixing import with_fixed, with_past
from accelerator.mentor_days.rules.placing import Placed, Placing
from accelerator.mentor_days.rules.planning import Phase, table_of, written
from accelerator.mentor_days.rules.tables import Table
from hub.core.waiting import TO_THE_END, Watch

STAYS, MOVES = 2, 1


def repair(
    day: Day, before: Iterable[Meeting], *, started: int = 0, watch: Watch = TO_THE_END
) -> Repair:
    """The day as it is now, planned around the meetings `before`.

    Whoever is ill stays in `day` with no slots left, so that their past meetings stay known, too.

    Args:
        started: slots before this one are past; meetings in them stand, and none is added there.

    Raises: GivenUp, when `watch` says that nobody waits any more.
    """
    old = in_order(before)
    board, impossible = _standing_in(day, old, started=started)
    rooms = {
        (board.startup_at[m.startup], board.mentor_at[m.mentor], m.slot): m.room
        for m in old
        if m.startup in board.startup_at and m.mentor in board.mentor_at
    }
    found = _nearest(board, rooms, watch=watch)
    plan = written(
        table_of(board, found.places),
        at_most=found.at_most,
        impossible=impossible,
        keep={place: room for place, room in rooms.items() if room is not None},
    )
    return _compared(old, plan)


def impossible(day: Day, before: Iterable[Meeting], *, started: int = 0) -> frozenset[Pair]:
    """Those of `day.fixed` that cannot be: told at once, whatever else would have to move."""
    return _standing_in(day, before, started=started)[1]


def _standing_in(
    day: Day, before: Iterable[Meeting], *, started: int
) -> tuple[Board, frozenset[Pair]]:
    return with_fixed(with_past(board_of(day), before, started=started))


def _nearest(board: Board, before: Iterable[Place], *, watch: Watch) -> Placed:
    """Least change first; if any meeting is new then, which one is settled once more."""
    watch.begins(Phase.COMPARING)
    old = set(before)
    promised = {place[:2] for place in old}
    wished = wished_in(board, promised=promised)
    placing = Placing(board, wished, watch=watch)
    gains = {place: MOVES for place in placing.places if place[:2] in promised}
    gains |= dict.fromkeys(old, STAYS)
    found = placing.fullest(gains, start=_standing(board, wished, before=before))
    stay = [place for place in found.places if place[:2] in promised]
    if len(stay) == len(found.places):
        return found
    watch.begins(Phase.FILLING)
    lost = promised - {place[:2] for place in stay}
    still = [pair for pair in wished if pair not in lost]
    settled = Placing(board, still, held=stay, watch=watch)
    last = max(wished.values()) + 1
    gains = {place: last - wished[place[:2]] for place in settled.places}
    return Placed(settled.fullest(gains, start=found.places).places, found.at_most)


def _standing(board: Board, wished: Mapping[Two, int], *, before: Iterable[Place]) -> list[Place]:
    """What of the old plan can stand as it is; enough to begin with."""
    table = Table(board)
    most = [board.startup_limit(startup) for startup in range(len(board.startups))]
    gives = [board.mentor_limit(mentor) for mentor in range(len(board.mentors))]
    for startup, mentor, slot in before:
        pair = startup, mentor
        full = len(table.of_startup[startup]) >= most[startup]
        tired = len(table.of_mentor[mentor]) >= gives[mentor]
        possible = pair in wished and pair not in table.slot_of and not full and not tired
        if possible and table.fits(pair, slot):
            table.put(startup, mentor, slot=slot)
    return table.places


def _compared(before: tuple[Meeting, ...], plan: Plan) -> Repair:
    old: Mapping[Pair, Meeting] = {meeting.pair: meeting for meeting in before}
    new: Mapping[Pair, Meeting] = {meeting.pair: meeting for meeting in plan.meetings}
    return Repair(
        plan=plan,
        moved=tuple(
            Move(old[meeting.pair], meeting)
            for meeting in plan.meetings
            if meeting.pair in old and old[meeting.pair] != meeting
        ),
        dropped=tuple(meeting for meeting in before if meeting.pair not in new),
        added=tuple(meeting for meeting in plan.meetings if meeting.pair not in old),
    )
