"""Fewer gaps for mentors: meetings at the wrong end of a gap change place with others, as long as
that makes somebody wait less and nobody, in sum, more."""

from collections.abc import Iterator, Sequence

from accelerator.mentor_days.rules.boards import Two, slots_in
from accelerator.mentor_days.rules.tables import Table, idle_in

#: How often the mentors are gone through.
ROUNDS = 6

#: Who goes into which slot.
Moves = tuple[tuple[Two, int], ...]


def close_gaps(table: Table) -> None:
    """Every meeting keeps a place; what is fixed keeps its own."""
    for _round in range(ROUNDS):
        waiting = [m for m in range(len(table.board.mentors)) if table.idle_of(m)]
        if not sum(_help(table, mentor) for mentor in waiting):
            return


def _help(table: Table, mentor: int) -> int:
    """How many exchanges were made for this mentor."""
    made = 0
    while any(_made(table, moves) for moves in _ideas(table, mentor)):
        made += 1
    return made


def _ideas(table: Table, mentor: int) -> Iterator[Moves]:
    """All exchanges that let this mentor wait less, the best for it first."""
    board, busy = table.board, table.mentor_busy[mentor]
    now = table.idle_of(mentor)
    if not now:
        return
    free = board.mentor_free[mentor] & ~busy
    first, last = (busy & -busy).bit_length() - 1, busy.bit_length() - 1
    near = (1 << last + 2) - 1 & ~((1 << max(first - 1, 0)) - 1)
    gains = []
    for source in slots_in(busy):
        for target in slots_in(free & near):
            then = idle_in(board, mentor, busy=busy ^ (1 << source) ^ (1 << target))
            if then < now:
                gains.append((then, source, target))
    for _then, source, target in sorted(gains):
        yield from _ways(table, mentor, source=source, target=target)


def _ways(table: Table, mentor: int, *, source: int, target: int) -> Iterator[Moves]:
    """How the mentor could be busy in `target` and not in `source`: the meeting moves, alone or
    against one of the startup's or one of anybody's; or one of its other meetings moves there and
    this one takes that place."""
    startup = table.of_mentor[mentor][source]
    pair = (startup, mentor)
    other = table.of_startup[startup].get(target)
    if other is not None:
        yield (pair, target), ((startup, other), source)
    elif table.has_room(pair, target):
        yield ((pair, target),)
    else:
        for each in table.at(target):
            yield (pair, target), (each, source)
    for slot, guest in sorted(table.of_mentor[mentor].items()):
        if slot != source and target not in table.of_startup[guest]:
            yield ((guest, mentor), target), (pair, slot)


def _made(table: Table, moves: Moves) -> bool:
    """Make the moves if all of them are possible and the mentors wait less in sum."""
    if any(pair in table.fixed for pair, _slot in moves):
        return False
    if not all(table.board.common(*pair) >> slot & 1 for pair, slot in moves):
        return False
    mentors = {mentor for (_startup, mentor), _slot in moves}
    before = sum(map(table.idle_of, mentors))
    origins = [(pair, table.take(*pair)) for pair, _slot in moves]
    done = _put_all(table, moves)
    if len(done) == len(moves) and sum(map(table.idle_of, mentors)) < before:
        return True
    for pair, _slot in done:
        table.take(*pair)
    for pair, slot in origins:
        table.put(*pair, slot=slot)
    return False


def _put_all(table: Table, moves: Moves) -> Sequence[tuple[Two, int]]:
    """Those that could be put, up to the first that could not."""
    done = []
    for pair, slot in moves:
        if not table.fits(pair, slot):
            break
        table.put(*pair, slot=slot)
        done.append((pair, slot))
    return done
