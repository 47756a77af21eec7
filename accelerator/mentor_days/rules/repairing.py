"""A day that has changed, with least change: mentors ill, slots or rooms lost, somebody late.

In this order: as many meetings as possible; as many as possible in the slot they had; as many pairs
as possible that were promised; as many as possible in the room they had. Chains find it mostly, and
simple counting shows that nothing better exists; if it does not, the solver is asked.
"""

from collections.abc import Iterable, Mapping

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Place, board_of
from accelerator.mentor_days.rules.chains import squeeze_in
from accelerator.mentor_days.rules.choosing import Choice, choose
from accelerator.mentor_days.rules.days import Day, Meeting, Move, Pair, Plan, Repair, in_order
from accelerator.mentor_days.rules.fixing import with_fixed, with_past
from accelerator.mentor_days.rules.placing import Placing
from accelerator.mentor_days.rules.planning import table_of, written
from accelerator.mentor_days.rules.tables import Table


def repair(day: Day, before: Iterable[Meeting], *, started: int = 0) -> Repair:
    """The day as it is now, planned around the meetings `before`.

    Whoever is ill stays in `day` with no slots left, so that their past meetings stay known, too.

    Args:
        started: slots before this one are past; meetings in them stand, and none is added there.

    Raises Undecided (reviews.rules.linear) when there was not even time for a first answer.
    """
    old = in_order(before)
    board, impossible = with_fixed(with_past(board_of(day), old, started=started))
    rooms = _places(board, old)
    choice = choose(board, promised={place[:2] for place in rooms})
    table = _kept(board, choice, rooms)
    at_most = len(choice.pairs)
    if len(table.slot_of) < at_most or _stay(table, rooms) < _could_stay(board, rooms):
        table, at_most = _solved(board, choice, table=table, before=rooms)
    keep = {place: room for place, room in rooms.items() if room is not None}
    plan = written(table, choice, at_most=at_most, impossible=impossible, keep=keep)
    return _compared(old, plan)


def _places(board: Board, meetings: Iterable[Meeting]) -> dict[Place, str | None]:
    """Where the meetings were, of those whose two still take part, with their rooms."""
    return {
        (board.startup_at[m.startup], board.mentor_at[m.mentor], m.slot): m.room
        for m in meetings
        if m.startup in board.startup_at and m.mentor in board.mentor_at
    }


def _kept(board: Board, choice: Choice, before: Iterable[Place]) -> Table:
    """What can stay stays, those first who have least other time; the rest is squeezed in."""
    table = Table(board)
    ease = {pair: board.common(*pair).bit_count() for pair in choice.pairs}
    places = [place for place in before if place[:2] in ease]
    for startup, mentor, slot in sorted(places, key=lambda place: ease[place[:2]]):
        pair = startup, mentor
        if pair not in table.slot_of and table.fits(pair, slot):
            table.put(startup, mentor, slot)
    for pair in sorted(choice.pairs, key=ease.__getitem__):
        if pair not in table.slot_of:
            squeeze_in(table, pair)
    return table


def _stay(table: Table, before: Iterable[Place]) -> int:
    return sum(table.slot_of.get((startup, mentor)) == slot for startup, mentor, slot in before)


def _could_stay(board: Board, before: Iterable[Place]) -> int:
    """No plan lets more meetings stay: each alone, less what is too much for rooms or mentors."""
    fixed = set(board.fixed)
    moved = {place[:2] for place in fixed if place not in set(before)}
    possible = [
        place
        for place in before
        if place in fixed
        or (place[:2] not in moved and board.common(place[0], place[1]) >> place[2] & 1)
    ]
    coming = [place for place in possible if place[2] >= board.started]
    in_rooms = [place for place in coming if board.need(place[0], place[1]) != VIDEO]
    crowded = sum(
        max(0, sum(place[2] == slot for place in in_rooms) - board.rooms[ANY][slot])
        for slot in range(board.started, board.slots)
    )
    tired = sum(
        max(0, sum(place[1] == mentor for place in possible) - board.mentor_limit(mentor))
        for mentor in {place[1] for place in possible}
    )
    return len(possible) - max(crowded, tired)


def _solved(
    board: Board, choice: Choice, *, table: Table, before: Iterable[Place]
) -> tuple[Table, int]:
    placing = Placing(board, choice.wished)
    places, at_most = tuple(table.places), len(choice.pairs)
    if len(places) < at_most:
        full = placing.fullest(places)
        places, at_most = full.places, full.at_most
    old = set(before)
    promised = {place[:2] for place in old}
    gains = {place: 1 for place in placing.places if place[:2] in promised}
    gains |= {place: len(promised) + 1 for place in placing.places if place in old}
    return table_of(board, placing.nearest(places, gains=gains, exactly=True)), at_most


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
