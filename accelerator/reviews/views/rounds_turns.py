"""How a round goes on: each step, what it means and what still stands in its way."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from accelerator.reviews.models import Round, RoundKind, RoundState
from accelerator.reviews.services import rounds as services
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l


class Turn(StrEnum):
    OPEN = "open"
    DISCUSS = "discuss"
    CLOSE = "close"

    @property
    def service(self) -> Callable[..., None]:
        return {
            Turn.OPEN: services.open_round,
            Turn.DISCUSS: services.begin_discussion,
            Turn.CLOSE: services.close_round,
        }[self]

    @property
    def question(self) -> str:
        return str(_TITLES[self])

    @property
    def button(self) -> str:
        return str(_BUTTONS[self])

    @property
    def means(self) -> list[str]:
        return [str(sentence) for sentence in _MEANS[self]]

    @property
    def done(self) -> str:
        return str(_DONE[self])


TURNS: dict[RoundState, tuple[Turn, ...]] = {
    RoundState.DRAFT: (Turn.OPEN,),
    RoundState.OPEN: (Turn.DISCUSS, Turn.CLOSE),
    RoundState.DISCUSSION: (Turn.CLOSE,),
}
_TITLES: dict[Turn, Any] = {
    Turn.OPEN: _l("Open the round for reading?"),
    Turn.DISCUSS: _l("End reading and begin the discussion?"),
    Turn.CLOSE: _l("Close the round?"),
}
_BUTTONS: dict[Turn, Any] = {
    Turn.OPEN: _l("Open for reading"),
    Turn.DISCUSS: _l("Begin the discussion"),
    Turn.CLOSE: _l("Close the round"),
}
_MEANS: dict[Turn, tuple[Any, ...]] = {
    Turn.OPEN: (
        _l("Reviewers see what they have been given, and get a mail about it at once."),
        _l("Whether the round is blind, and its kind, can no longer be changed."),
        _l("From the first marks on, criteria and scales stay as they are."),
    ),
    Turn.DISCUSS: (
        _l("Nothing further is handed in. Reads that are open count for nothing."),
        _l("The panel sees each other's marks and talks about each application."),
        _l("You can go one step back, with a reason that stands in the history."),
    ),
    Turn.CLOSE: (
        _l("Marks, notes and reads stay as they are. Reviewers can still look at theirs."),
        _l("Rankings can still be worked out again with other weights."),
        _l("You can go one step back, with a reason that stands in the history."),
    ),
}
_DONE: dict[Turn, Any] = {
    Turn.OPEN: _l("The round is open. Its reviewers have been written to."),
    Turn.DISCUSS: _l("Reading has ended. The panel can talk now."),
    Turn.CLOSE: _l("The round is closed."),
}


def stands_in_the_way(round_: Round, turn: Turn) -> str:
    """What has to be done first, in a sentence; empty: nothing that can be seen from here."""
    if turn is not Turn.OPEN:
        return ""
    weightless = not any(each.weight for each in round_.criteria)
    if weightless and round_.kind is not RoundKind.PAIRWISE:
        return _("The rubric needs a criterion with a weight first.")
    if round_.due_at <= now():
        return _("It would be due already. Please give it a later date first.")
    return ""
