"""Until when one team may write and hand in.

The server's clock alone decides, at the instant a request is served; a window is half-open.
"""

from dataclasses import dataclass
from datetime import datetime

from accelerator.programmes.rules.intake import Timing, Window

#: State by value, because rules know no tables.
WRITTEN_WHILE_OPEN = frozenset({"draft", "submitted", "more-info", "eligible"})
WRITTEN_WHEN_REOPENED = WRITTEN_WHILE_OPEN | {"ineligible"}


@dataclass(frozen=True)
class Deadline:
    """The call's window and what one team was given besides: `extended_until` before the end,
    `reopened_until` after it. A call that was put away early (`is_open_by_phase` is False) takes
    only from those who were let in by name."""

    window: Window
    is_open_by_phase: bool = True
    extended_until: datetime | None = None
    reopened_until: datetime | None = None

    @property
    def own(self) -> datetime | None:
        """This team's own last instant, if it was given one."""
        given = [each for each in (self.extended_until, self.reopened_until) if each is not None]
        return max(given, default=None)

    def takes(self, at: datetime) -> bool:
        if self.own is not None and self.window.opens_at <= at < self.own:
            return True
        return self.is_open_by_phase and self.window.takes(at)

    @property
    def told(self) -> datetime:
        """What the team is told: its own deadline where that is later than the call's."""
        return max(self.window.closes_at, self.own or self.window.closes_at)

    @property
    def last(self) -> datetime:
        """From here on nothing is taken any more."""
        return max(self.window.ends_at, self.own or self.window.ends_at)

    def timing(self, at: datetime, *, before: Timing | None = None) -> Timing:
        """How handing in at this instant stands. Who had handed in and was let in again by a
        re-opening keeps the timing it had (`before`): it was the house that asked."""
        over = at >= self.window.ends_at
        if before is not None and over and self.reopened_until and at < self.reopened_until:
            return before
        return self.window.timing(at, extended_until=self.extended_until)


@dataclass(frozen=True)
class Editing:
    """What of an application may be written now, and until when. `keys`: only these; None: all."""

    until: datetime | None = None
    keys: frozenset[str] | None = frozenset()

    def __bool__(self) -> bool:
        return self.until is not None

    def allows(self, key: str) -> bool:
        return self.until is not None and (self.keys is None or key in self.keys)


def editing(
    state: str,
    deadline: Deadline,
    *,
    at: datetime,
    asked: tuple[datetime, frozenset[str]] | None = None,
) -> Editing:
    """`asked`: until when which questions are open again, because the hub asked for more."""
    if state in WRITTEN_WHILE_OPEN and deadline.takes(at):
        return Editing(deadline.last, None)
    reopened = deadline.reopened_until
    if state in WRITTEN_WHEN_REOPENED and reopened is not None and at < reopened:
        return Editing(reopened, None)
    if state == "more-info" and asked is not None and at < asked[0]:
        return Editing(asked[0], asked[1])
    return Editing()
