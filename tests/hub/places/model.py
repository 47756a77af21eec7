"""A pool as one would keep it on a sheet of paper, to compare the real one with."""

from dataclasses import dataclass, field
from datetime import timedelta

HOLDING = ("offered", "confirmed")
WINDOW = timedelta(hours=48)


class Refused(Exception):
    pass


@dataclass
class Seat:
    """What a party's newest place has come to."""

    state: str = "none"
    since: int = 0
    until: timedelta = timedelta(0)
    lapses: int = 0

    @property
    def live(self) -> bool:
        return self.state in ("waiting", *HOLDING)


@dataclass
class Paper:
    """`now` is the time since the beginning; parties are numbered."""

    seats: int
    tail: bool
    promotes: bool
    cutoff: timedelta | None
    now: timedelta = timedelta(0)
    turn: int = 0
    parties: dict[int, Seat] = field(default_factory=dict)

    def line(self) -> list[int]:
        waiting = [n for n, seat in self.parties.items() if seat.state == "waiting"]
        return sorted(waiting, key=lambda n: self.parties[n].since)

    @property
    def free(self) -> int:
        return self.seats - sum(seat.state in HOLDING for seat in self.parties.values())

    @property
    def over(self) -> bool:
        return self.cutoff is not None and self.now >= self.cutoff

    def sweep(self) -> None:
        self.settle()
        self.fill()

    def settle(self) -> None:
        due = [s for s in self.parties.values() if s.state == "offered" and s.until <= self.now]
        for seat in sorted(due, key=lambda seat: (seat.until, seat.since)):
            seat.lapses += 1
            if not self.tail:
                seat.state = "lapsed"
            elif seat.lapses >= 2:
                seat.state = "removed"
            else:
                self.wait(seat)

    def fill(self) -> None:
        while self.promotes and not self.over and self.free > 0 and self.line():
            self.give(self.parties[self.line()[0]])

    def wait(self, seat: Seat) -> None:
        self.turn += 1
        seat.state, seat.since = "waiting", self.turn

    def give(self, seat: Seat) -> None:
        until = self.now + WINDOW
        if self.cutoff is not None:
            until = max(min(until, self.cutoff), self.now + timedelta(hours=1))
        seat.state, seat.until = "offered", until

    def must(self, holds: bool) -> None:
        if not holds:
            raise Refused

    def seat(self, n: int) -> Seat:
        return self.parties.get(n, Seat())

    def anew(self, n: int) -> Seat:
        if not self.seat(n).live:
            self.parties[n] = Seat()
        return self.parties[n]

    def join(self, n: int) -> None:
        self.sweep()
        seat = self.seat(n)
        free = self.free > 0 and (self.over or not self.line())
        self.must(not seat.live or (free and seat.state == "waiting"))
        seat = self.anew(n)
        if free:
            seat.state = "confirmed"
        else:
            self.wait(seat)

    def offer(self, n: int) -> None:
        self.must(not self.over)
        self.settle()
        self.must(self.seat(n).state not in HOLDING and self.free > 0)
        self.give(self.anew(n))

    def override(self, n: int) -> None:
        self.settle()
        seat = self.seat(n)
        self.must(seat.state != "confirmed" and (seat.state == "offered" or self.free > 0))
        self.anew(n).state = "confirmed"
        self.fill()

    def accept(self, n: int) -> None:
        seat = self.seat(n)
        runs = seat.state == "offered" and self.now < seat.until
        self.must(runs or seat.state == "confirmed")
        seat.state = "confirmed"

    def decline(self, n: int) -> None:
        seat = self.seat(n)
        if seat.state != "declined":
            self.must(seat.state == "offered" and self.now < seat.until)
            seat.state = "declined"
            self.sweep()

    def undo(self, n: int) -> None:
        seat = self.seat(n)
        self.must(seat.state == "declined" and self.now < seat.until)
        self.settle()
        self.must(self.free > 0)
        seat.state = "offered"

    def withdraw(self, n: int) -> None:
        seat = self.seat(n)
        if seat.state != "withdrawn":
            self.must(seat.live)
            seat.state = "withdrawn"
            self.sweep()

    def remove(self, n: int) -> None:
        self.must(self.seat(n).live)
        self.seat(n).state = "removed"
        self.sweep()

    def resize(self, seats: int) -> None:
        self.settle()
        self.must(seats >= self.seats - self.free)
        self.seats = seats
        self.fill()

    def reverse(self) -> None:
        self.must(not self.over)
        for n in reversed(self.line()):
            self.wait(self.parties[n])
