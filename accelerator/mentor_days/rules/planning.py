"""A full mentor day: whom to meet (`choosing`), when (`sweeping`, `chains`, `closing`, and the
solver of `placing` for what they leave), where (`seating`), and what is missing (`reasons`)."""

from collections.abc import Mapping, Sequence, Set
from enum import StrEnum

from accelerator.mentor_days.rules.boards import Board, Place, board_of
from accelerator.mentor_days.rules.chains import squeeze_in
from accelerator.mentor_days.rules.choosing import Choice, choose
from accelerator.mentor_days.rules.closing import close_gaps
from accelerator.mentor_days.rules.days import Day, Meeting, Pair, Plan, in_order
from accelerator.mentor_days.rules.fixing import with_fixed
from accelerator.mentor_days.rules.placing import Placing
from accelerator.mentor_days.rules.reasons import unmet
from accelerator.mentor_days.rules.seating import seated
from accelerator.mentor_days.rules.sweeping import NOISE, swept
from accelerator.mentor_days.rules.tables import Table
from hub.core.waiting import TO_THE_END, Watch, go_on

#: How many of the tries are worked on.
FINALISTS = 2
#: What the solver is paid where not all that was chosen fits: a chosen pair, in its slot.
CHOSEN, IN_ITS_SLOT = 2, 1


class Phase(StrEnum):
    """What is being done, in this order. Of a plan, SOLVING only where the tries leave something
    out; of a change of one, COMPARING, and FILLING only where anything new comes in. Of a step that
    tells everybody, only TELLING and WRITING."""

    CHOOSING = "choosing"
    TRYING = "trying"
    SOLVING = "solving"
    COMPARING = "comparing"
    FILLING = "filling"
    TELLING = "telling"
    WRITING = "writing"


def plan(day: Day, *, watch: Watch = TO_THE_END) -> Plan:
    """As many meetings as possible, of the mentors most wanted, with few gaps for mentors.

    Raises Undecided (reviews.rules.linear) when there was not even time for a first answer, GivenUp
    when `watch` says that nobody waits any more.
    """
    watch.begins(Phase.CHOOSING)
    board, impossible = with_fixed(board_of(day))
    choice = choose(board)
    watch.begins(Phase.TRYING)
    table = _best_try(board, choice, watch=watch)
    at_most = len(choice.pairs)
    if len(table.slot_of) < at_most:
        watch.begins(Phase.SOLVING)
        table, at_most = _solved(board, choice, table=table, watch=watch)
        close_gaps(table)
    return written(table, at_most=at_most, impossible=impossible, keep={})


def written(
    table: Table,
    *,
    at_most: int,
    impossible: Set[Pair],
    keep: Mapping[Place, str],
) -> Plan:
    """The table in the day's own words, with rooms."""
    board = table.board
    rooms = seated(board, table.places, keep=keep)
    meetings = in_order(
        Meeting(board.startups[startup].id, board.mentors[mentor].id, slot, room)
        for (startup, mentor, slot), room in rooms.items()
    )
    idle = {mentor.id: table.idle_of(index) for index, mentor in enumerate(board.mentors)}
    return Plan(
        meetings=meetings,
        unmet=unmet(board, table, impossible=impossible),
        at_most=at_most,
        idle=tuple(sorted((mentor, slots) for mentor, slots in idle.items() if slots)),
        room_changes=_room_changes(meetings),
    )


def _best_try(board: Board, choice: Choice, *, watch: Watch) -> Table:
    tries = []
    for number in range(len(NOISE)):
        tries.append(swept(board, choice.pairs, number=number))
        go_on(watch)
    finalists = sorted(tries, key=_worse)[:FINALISTS]
    for table in finalists:
        go_on(watch)
        left = [pair for pair in choice.pairs if pair not in table.slot_of]
        squeeze_in(table, left)
        close_gaps(table)
    return min(finalists, key=_worse)


def _worse(table: Table) -> tuple[int, int]:
    return -len(table.slot_of), table.idle


def _solved(board: Board, choice: Choice, *, table: Table, watch: Watch) -> tuple[Table, int]:
    """All wishes are open again: the most meetings there are, then the nearest to the table."""
    placing = Placing(board, choice.wished, watch=watch)
    chosen = set(choice.pairs)
    gains = {place: CHOSEN for place in placing.places if place[:2] in chosen}
    gains |= dict.fromkeys(table.places, CHOSEN + IN_ITS_SLOT)
    found = placing.fullest(gains, start=table.places)
    return table_of(board, found.places), min(found.at_most, len(choice.pairs))


def table_of(board: Board, places: Sequence[Place]) -> Table:
    table = Table(board)
    for startup, mentor, slot in places:
        if (startup, mentor) not in table.fixed:
            table.put(startup, mentor, slot=slot)
    return table


def _room_changes(meetings: Sequence[Meeting]) -> int:
    sits: dict[str, str] = {}
    changes = 0
    for meeting in meetings:
        if meeting.room is not None:
            changes += sits.get(meeting.mentor, meeting.room) != meeting.room
            sits[meeting.mentor] = meeting.room
    return changes
