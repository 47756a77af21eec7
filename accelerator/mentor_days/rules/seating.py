"""Rooms, once everybody has a slot: promised ones first, then the one where the mentor sits.

In each slot the rooms are enough (`Table.has_room`; rooms of a kind lie within all rooms, so that
counting both is enough), so whoever finds theirs taken gets another by an augmenting path.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from accelerator.mentor_days.rules.boards import VIDEO, Board, Place, Two
from accelerator.mentor_days.rules.days import Room
from accelerator.mentor_days.rules.fixing import rooms_fixed


def seated(
    board: Board, places: Iterable[Place], *, keep: Mapping[Place, str]
) -> dict[Place, str | None]:
    """A room for each place; None on video, and for what is past and had none."""
    day: dict[int, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda each: (each[2], each[1])):
        day[place[2]].append(place)
    work = _Day(board, day, keep=keep)
    found: dict[Place, str | None] = {}
    for slot in sorted(day):
        if slot < board.started:
            rooms = {place: keep[place] for place in day[slot] if place in keep}
        else:
            rooms = work.seat(slot)
        work.remember(rooms)
        found |= {place: rooms.get(place) for place in day[slot]}
    return found


class _Day:
    def __init__(
        self, board: Board, day: Mapping[int, list[Place]], *, keep: Mapping[Place, str]
    ) -> None:
        self.board, self.day, self.keep = board, day, keep
        self.fixed = rooms_fixed(board)
        self.rooms = sorted(board.day.rooms, key=lambda room: (room.kind in board.kinds, room.id))
        self.sits: dict[int, str] = {}  # mentor: room
        self.sat: dict[str, int] = {}  # room: mentor
        self.last = {mentor: at for at in sorted(day) for _s, mentor, _at in self._asking(at)}

    def remember(self, rooms: Mapping[Place, str]) -> None:
        for (_startup, mentor, _slot), room in rooms.items():
            self.sits[mentor], self.sat[room] = room, mentor

    def seat(self, slot: int) -> dict[Place, str]:
        asking = self._asking(slot)
        here = {mentor for _startup, mentor, _slot in asking}
        rooms = [room for room in self.rooms if slot not in room.closed]
        rooms.sort(key=lambda room: self._is_awaited(room.id, here, slot=slot))
        work = _Slot({place: self._suiting(place, rooms) for place in asking})
        for place in asking:
            work.take(place, self.fixed.get(place[:2]))
        for place in asking:
            work.take(place, self.keep.get(place))
        for place in asking:
            work.take(place, self.sits.get(place[1]))
        for place in asking:
            work.find(place)
        return work.room_of

    def _asking(self, slot: int) -> list[Place]:
        return [p for p in self.day[slot] if self.board.need(p[0], p[1]) != VIDEO]

    def _is_awaited(self, room: str, here: set[int], *, slot: int) -> bool:
        """Whether its last mentor is away now and will come back."""
        mentor = self.sat.get(room)
        if mentor is None or self.sits[mentor] != room:
            return False
        return mentor not in here and self.last[mentor] > slot

    def _suiting(self, place: Place, rooms: Iterable[Room]) -> list[str]:
        pair: Two = place[:2]
        if pair in self.fixed:
            return [self.fixed[pair]]
        kind = self.board.mentors[place[1]].kind
        return [room.id for room in rooms if kind is None or room.kind == kind]


class _Slot:
    """Meetings and rooms, matched: who has one has one to the end, though it may be another."""

    def __init__(self, suiting: Mapping[Place, list[str]]) -> None:
        self.suiting = suiting
        self.room_of: dict[Place, str] = {}
        self.guest: dict[str, Place] = {}

    def take(self, place: Place, room: str | None) -> None:
        """The room, if it is free and suits."""
        if room in self.suiting[place] and room not in self.guest and place not in self.room_of:
            self._give(place, room)

    def find(self, place: Place) -> None:
        if place not in self.room_of and not self._path(place, set()):
            raise AssertionError("rooms were counted before")

    def _path(self, place: Place, seen: set[str]) -> bool:
        new = [room for room in self.suiting[place] if room not in seen]
        free = next((room for room in new if room not in self.guest), None)
        if free is not None:
            self._give(place, free)
            return True
        for room in new:
            if room not in seen:
                seen.add(room)
                if self._path(self.guest[room], seen):
                    self._give(place, room)
                    return True
        return False

    def _give(self, place: Place, room: str) -> None:
        self.room_of[place], self.guest[room] = room, place
