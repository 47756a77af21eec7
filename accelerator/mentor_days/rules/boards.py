"""A day in whole numbers: parties are indices in an order that seed and ids decide, slots are bits.

A set of slots is an int with those bits set, so "when can both?" is one `&`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from accelerator.mentor_days.rules.days import Day, Mentor, Room, Startup

#: What a meeting needs: no room, any room; from 1 on, a room of that kind.
VIDEO, ANY = -1, 0

#: A startup and a mentor, by index; a startup, a mentor and a slot.
Two = tuple[int, int]
Place = tuple[int, int, int]

Party = TypeVar("Party", Startup, Mentor)


@dataclass(frozen=True)
class Board:
    """Masks and numbers of a day.

    Args:
        startup_free, mentor_free: masks of slots.
        runs: each mentor's longest run; `slots` where it has none.
        rooms: how many there are, for each kind that a mentor needs (0: of all kinds) and slot.
        with_rooms: of each kind, the mask of slots that have any.
        plain: every meeting needs a room, and any will do.
        barred: pairs that must not meet.
        started: slots before it are past.
        fixed: meetings that stand, whatever the limits.
        needs: what those that are fixed in a certain room need, in place of what is usual.
    """

    day: Day
    startups: tuple[Startup, ...]
    mentors: tuple[Mentor, ...]
    startup_free: tuple[int, ...]
    mentor_free: tuple[int, ...]
    runs: tuple[int, ...]
    kinds: tuple[str, ...]
    rooms: tuple[tuple[int, ...], ...]
    with_rooms: tuple[int, ...]
    pauses: int
    plain: bool
    barred: frozenset[Two]
    startup_at: Mapping[str, int]
    mentor_at: Mapping[str, int]
    started: int = 0
    fixed: tuple[Place, ...] = ()
    needs: Mapping[Two, int] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        return self.day.slots

    def need(self, startup: int, mentor: int) -> int:
        """What kind of room their meeting needs."""
        if self.plain:
            return ANY
        if (startup, mentor) in self.needs:
            return self.needs[startup, mentor]
        if self.startups[startup].video or self.mentors[mentor].video:
            return VIDEO
        kind = self.mentors[mentor].kind
        return ANY if kind is None else 1 + self.kinds.index(kind)

    def common(self, startup: int, mentor: int) -> int:
        """The slots still to come in which both can and there is a room that suits; none for a
        barred pair."""
        if (startup, mentor) in self.barred:
            return 0
        both = self.both_free(startup, mentor)
        need = self.need(startup, mentor)
        return both if need == VIDEO else both & self.with_rooms[need]

    def both_free(self, startup: int, mentor: int) -> int:
        return self.startup_free[startup] & self.mentor_free[mentor] & self.coming

    @property
    def coming(self) -> int:
        return -1 << self.started

    def wishes(self, startup: int) -> list[int]:
        """Its mentors that take part, most wanted first."""
        known = self.mentor_at
        return [known[mentor] for mentor in self.startups[startup].wishes if mentor in known]

    def startup_limit(self, startup: int) -> int:
        """The most meetings it can have; never fewer than are fixed."""
        fixed = mask_of(slot for one, _mentor, slot in self.fixed if one == startup)
        slots = (self.startup_free[startup] & self.coming | fixed).bit_count()
        return max(min(self.startups[startup].limit, slots), fixed.bit_count())

    def mentor_limit(self, mentor: int) -> int:
        """The most meetings it can have: after each full run one slot stays empty. Never fewer
        than are fixed."""
        fixed = mask_of(slot for _startup, one, slot in self.fixed if one == mentor)
        slots = self.mentor_free[mentor] & self.coming | fixed
        room = slots.bit_count()
        longest = self.runs[mentor]
        if longest < self.slots and all(n <= longest for n in self._rows(fixed)):
            room -= sum(n // (longest + 1) for n in self._rows(slots))
        most = self.mentors[mentor].most
        return max(room if most is None else min(room, most), fixed.bit_count())

    def _rows(self, mask: int) -> list[int]:
        """How many slots in a row there are, each time."""
        return stretches(mask, pauses=self.pauses)


def board_of(day: Day) -> Board:
    startups, mentors = _drawn(day.startups, day.seed), _drawn(day.mentors, day.seed)
    startup_at = {startup.id: index for index, startup in enumerate(startups)}
    mentor_at = {mentor.id: index for index, mentor in enumerate(mentors)}
    kinds = tuple(sorted({mentor.kind for mentor in mentors if mentor.kind is not None}))
    whole = (1 << day.slots) - 1
    rooms = (
        _open(day.rooms, day.slots),
        *(_open([r for r in day.rooms if r.kind == kind], day.slots) for kind in kinds),
    )
    return Board(
        day=day,
        startups=startups,
        mentors=mentors,
        startup_free=tuple(whole & ~mask_of(startup.away) for startup in startups),
        mentor_free=tuple(whole & mask_of(mentor.available) for mentor in mentors),
        runs=tuple(mentor.longest_run or day.slots for mentor in mentors),
        kinds=kinds,
        rooms=rooms,
        with_rooms=tuple(map(mask_of_positive, rooms)),
        pauses=mask_of(day.pauses),
        plain=not (
            kinds or any(each.video for each in startups) or any(each.video for each in mentors)
        ),
        barred=frozenset(
            (startup_at[startup], mentor_at[mentor])
            for startup, mentor in day.conflicts
            if startup in startup_at and mentor in mentor_at
        ),
        startup_at=startup_at,
        mentor_at=mentor_at,
    )


def lot(seed: int, *ids: str) -> int:
    """A number that seed and ids decide alone: draws lots among equals."""
    text = "\x1f".join((str(seed), *ids)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=4).digest())


def mask_of(slots: Iterable[int]) -> int:
    mask = 0
    for slot in slots:
        if slot >= 0:
            mask |= 1 << slot
    return mask


def mask_of_positive(numbers: Sequence[int]) -> int:
    return mask_of(slot for slot, number in enumerate(numbers) if number > 0)


def slots_in(mask: int) -> list[int]:
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def stretches(mask: int, *, pauses: int) -> list[int]:
    """How many slots in a row there are, each time."""
    found, length = [], 0
    for slot in range(mask.bit_length() + 1):
        here = mask >> slot & 1
        if length and (not here or pauses >> slot & 1):
            found.append(length)
            length = 0
        length += here
    return found


def _drawn(parties: Iterable[Party], seed: int) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: (lot(seed, party.id), party.id)))


def _open(rooms: Iterable[Room], slots: int) -> tuple[int, ...]:
    closed = [room.closed for room in rooms]
    return tuple(sum(slot not in its for its in closed) for slot in range(slots))
