"""What stands before anything is planned: fixed meetings, and those that have taken place."""

from collections.abc import Iterable
from dataclasses import replace

from accelerator.mentor_days.rules.boards import ANY, VIDEO, Board, Place, Two
from accelerator.mentor_days.rules.days import Meeting, Pair, in_order


def with_past(board: Board, meetings: Iterable[Meeting], *, started: int) -> Board:
    """Slots before `started` are past; the meetings in them stand, who- and whatever is gone."""
    past = [meeting for meeting in in_order(meetings) if meeting.slot < started]
    places = [place for meeting in past if (place := _place_of(board, meeting)) is not None]
    return replace(board, started=started, fixed=tuple(places))


def with_fixed(board: Board) -> tuple[Board, frozenset[Pair]]:
    """The fixed meetings that can be, and the pairs whose cannot. Of two that collide, the first
    by slot and ids stands."""
    work = _Fixing(board)
    wrong = {meeting.pair for meeting in in_order(board.day.fixed) if not work.stands(meeting)}
    return replace(board, fixed=tuple(work.places), needs=work.needs), frozenset(wrong)


def rooms_fixed(board: Board) -> dict[Two, str]:
    """Those that have to be in a certain room."""
    standing = {(startup, mentor) for startup, mentor, _slot in board.fixed}
    return {
        place[:2]: meeting.room
        for meeting in board.day.fixed
        if meeting.room is not None
        and (place := _place_of(board, meeting)) is not None
        and place[:2] in standing
    }


class _Fixing:
    def __init__(self, board: Board) -> None:
        self.board = board
        self.places = list(board.fixed)
        self.needs: dict[Two, int] = {}
        self.rooms = {room.id: room for room in board.day.rooms}
        self.rooms_taken: set[tuple[str, int]] = set()
        self.used = [[0] * board.slots for _kind in board.rooms]

    def stands(self, meeting: Meeting) -> bool:
        place = _place_of(self.board, meeting)
        if place in self.places:
            return True
        if place is None or not self._is_free(place):
            return False
        startup, mentor, slot = place
        need = self._need(meeting, startup, mentor=mentor)
        if need is None or not self._count(need, slot):
            return False
        if meeting.room is not None:
            self.needs[startup, mentor] = need
            self.rooms_taken.add((meeting.room, slot))
        self.places.append(place)
        return True

    def _is_free(self, place: Place) -> bool:
        startup, mentor, slot = place
        clashes = any(
            at == slot and (one == startup or other == mentor) for one, other, at in self.places
        )
        met = any((one, other) == (startup, mentor) for one, other, _at in self.places)
        can = self.board.both_free(startup, mentor) >> slot & 1
        return bool(can) and not clashes and not met and (startup, mentor) not in self.board.barred

    def _need(self, meeting: Meeting, startup: int, *, mentor: int) -> int | None:
        """What it takes up; None when its room cannot be had."""
        if meeting.room is None:
            return self.board.need(startup, mentor)
        room = self.rooms.get(meeting.room)
        taken = (meeting.room, meeting.slot) in self.rooms_taken
        if room is None or meeting.slot in room.closed or taken:
            return None
        kinds = self.board.kinds
        return 1 + kinds.index(room.kind) if room.kind in kinds else ANY

    def _count(self, need: int, slot: int) -> bool:
        if need == VIDEO:
            return True
        for kind in {ANY, need}:
            if self.used[kind][slot] >= self.board.rooms[kind][slot]:
                return False
        for kind in {ANY, need}:
            self.used[kind][slot] += 1
        return True


def _place_of(board: Board, meeting: Meeting) -> Place | None:
    """None when one of the two does not take part, or the slot is none of the day's."""
    startup = board.startup_at.get(meeting.startup)
    mentor = board.mentor_at.get(meeting.mentor)
    if startup is None or mentor is None or not 0 <= meeting.slot < board.slots:
        return None
    return startup, mentor, meeting.slot
