"""Somebody who keeps the line of a class on paper, by the rules alone, and writes its ledger."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from hub.places.rules.replay import Line
from hub.places.rules.steps import (
    HOLDING,
    LIVE,
    EventKind,
    LapsePolicy,
    PlaceState,
    after_lapse,
    offers_are_over,
)
from hub.places.rules.terms import NIGHT
from hub.places.rules.windows import before_cutoff, expiry
from tests.factories import MONDAY

WINDOW = timedelta(hours=48)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Europe/Berlin", "Asia/Bangkok")
K, S = EventKind, PlaceState


class Clerk:
    """People are numbered; `line` is who waits, first in line first. Whoever comes again after an
    end has a new place."""

    def __init__(self, seats: int, *, cutoff: timedelta | None = None) -> None:
        self.seats, self.at = seats, MONDAY
        self.cutoff = None if cutoff is None else MONDAY + cutoff
        self.line: list[int] = []
        self.stands: dict[int, PlaceState] = {}
        self.until: dict[int, datetime] = {}
        self.lapses: Counter[int] = Counter()
        self.offers: list[int] = []
        self.ids: dict[int, UUID] = {}
        self.ledger: list[Line] = []
        self._write(K.OPENED, seats=seats, until=self.cutoff)

    @property
    def free(self) -> int:
        return self.seats - sum(state in HOLDING for state in self.stands.values())

    @property
    def over(self) -> bool:
        return offers_are_over(self.cutoff, at=self.at)

    def do(self, command: str, n: int) -> bool:
        """Whether there was anything to do."""
        self.sweep()
        done = bool(getattr(self, command)(n))
        self._fill()
        return done

    def wait(self, n: int) -> bool:
        self.at += timedelta(hours=7 * n + 5, minutes=13)
        self.sweep()
        return True

    def come(self, n: int) -> bool:
        stands = self.stands.get(n)
        to_be_had = self.free > 0 and (self.over or not self.line)
        if stands in LIVE and not (stands is S.WAITING and to_be_had):
            return False
        if stands not in LIVE:
            self.ids[n] = UUID(int=len(self.ledger) + 1)
            self.lapses[n] = 0
            self.stands.pop(n, None)
        self._step(n, K.TAKEN if to_be_had else K.JOINED, S.CONFIRMED if to_be_had else S.WAITING)
        return True

    def accept(self, n: int) -> bool:
        return self._if(n, S.OFFERED) and self._step(n, K.ACCEPTED, S.CONFIRMED)

    def decline(self, n: int) -> bool:
        return self._if(n, S.OFFERED) and self._step(n, K.DECLINED, S.DECLINED)

    def leave(self, n: int) -> bool:
        return self._if(n, *LIVE) and self._step(n, K.WITHDRAWN, S.WITHDRAWN)

    def remove(self, n: int) -> bool:
        return self._if(n, *LIVE) and self._step(n, K.REMOVED, S.REMOVED, reason="Asked to")

    def resize(self, n: int) -> bool:
        if n < self.seats - self.free or n == self.seats:
            return False
        self.seats = n
        self._write(K.RESIZED, seats=n)
        return True

    def sweep(self) -> None:
        due = [n for n, stands in self.stands.items() if stands is S.OFFERED]
        for n in sorted(due, key=lambda each: self.until[each]):
            if self.until[n] <= self.at:
                self.lapses[n] += 1
                to = after_lapse(LapsePolicy.TAIL, lapses=self.lapses[n], max_lapses=2)
                self._step(n, K.LAPSED, to)
        self._fill()

    def _fill(self) -> None:
        while not self.over and self.free > 0 and self.line:
            n = self.line[0]
            end = expiry(self.at, WINDOW, zone=ZONES[n % len(ZONES)], quiet=NIGHT)
            self.until[n] = before_cutoff(
                end, offered_at=self.at, cutoff=self.cutoff, window=WINDOW
            )
            self.offers.append(n)
            self._step(n, K.PROMOTED, S.OFFERED, until=self.until[n])

    def _if(self, n: int, *states: PlaceState) -> bool:
        return self.stands.get(n) in states

    def _step(
        self, n: int, kind: EventKind, to: PlaceState, *, until: datetime | None = None,
        reason: str = "",
    ) -> bool:  # fmt: skip
        before = self.stands.get(n)
        if n in self.line:
            self.line.remove(n)
        if to is S.WAITING:
            self.line.append(n)
        self.stands[n] = to
        self._write(kind, place_id=self.ids[n], before=before, after=to, until=until, reason=reason)
        return True

    def _write(self, kind: EventKind, **more: object) -> None:
        number = len(self.ledger) + 1
        self.ledger.append(Line(number, kind, self.at, **more))  # type: ignore[arg-type]
