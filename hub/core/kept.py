"""What took long to make, kept in this process under a key that says all it was made from.

There is nothing to invalidate: another state is another key. What has not been asked for longest
goes first when it becomes much.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session


class Sized(Protocol):
    def __len__(self) -> int: ...


T = TypeVar("T", bound=Sized)
#: How often rows of a table were written by this process.
_written: Counter[str] = Counter()


class Kept(Generic[T]):
    """Things by key, together `most` long at the most (bytes, or whatever their `len` counts)."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._length = 0
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            thing = self._things.get(key)
            if thing is not None:
                self._things.move_to_end(key)
            return thing

    def keep(self, key: Hashable, thing: T) -> T:
        with self._lock:
            before = self._things.pop(key, None)
            self._length += len(thing) - (0 if before is None else len(before))
            self._things[key] = thing
            while self._length > self._most and self._things:
                _key, gone = self._things.popitem(last=False)
                self._length -= len(gone)
        return thing

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for this key, else what `make` makes now. Two at once may both make it."""
        thing = self.get(key)
        return self.keep(key, make()) if thing is None else thing

    def __len__(self) -> int:
        return self._length


def written_here(tables: Collection[str]) -> int:
    """Another number after each write of this process into one of the tables, committed or not."""
    return sum(_written[table] for table in tables)


@event.listens_for(Session, "after_flush")
def _count(session: Session, _context: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        _written[row.__tablename__] += 1
