"""What the checks of a pair's health find, said in a sentence, and what to do next."""

from typing import Any

from accelerator.sessions.queries.care_rows import CareRow, Order, Show
from accelerator.sessions.rules.health import Load, Trouble
from hub.core.formats import number
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

#: Kind of trouble to (label, tone).
TROUBLES: dict[Trouble, tuple[Any, str]] = {
    Trouble.MISSED: (_l("Missed twice"), "bad"),
    Trouble.LOW_FEEDBACK: (_l("Low feedback"), "bad"),
    Trouble.NEVER_MET: (_l("Never met"), "warn"),
    Trouble.SILENCE: (_l("Silence"), "warn"),
}
SHOWS: dict[Show, Any] = {
    Show.ALL: _l("All"),
    Show.NEEDS_HELP: _l("Who needs help"),
    Show.WITHOUT: _l("Without a mentor"),
    Show.BUSY: _l("Mentors who give much"),
}
ORDERS: dict[Order, Any] = {
    Order.NEED: _l("Who needs help first"),
    Order.SILENCE: _l("Longest silent first"),
    Order.SATISFACTION: _l("Least satisfied first"),
    Order.GOALS: _l("Fewest goals reached first"),
    Order.STARTUP: _l("By startup"),
}


def reason(row: CareRow, trouble: Trouble) -> str:
    """Why a pair needs help, in a sentence."""
    if trouble is Trouble.MISSED:
        return _("Somebody did not come to the last two sessions.")
    if trouble is Trouble.LOW_FEEDBACK:
        mean = number(round(row.low or 0, 1))
        return _("The last three ratings are %(mean)s of 5 on average.", mean=mean)
    if trouble is Trouble.NEVER_MET:
        return ngettext(
            "They have not met in the %(num)s day since both said yes.",
            "They have not met in the %(num)s days since both said yes.",
            row.silent,
        )
    return ngettext(
        "No session for %(num)s day, and none is booked.",
        "No session for %(num)s days, and none is booked.",
        row.silent,
    )


def reasons(row: CareRow) -> list[str]:
    """All of it; who never met is not said to be silent as well."""
    found = list(row.troubles)
    if Trouble.NEVER_MET in found and Trouble.SILENCE in found:
        found.remove(Trouble.SILENCE)
    said = [reason(row, trouble) for trouble in found]
    if row.is_alone:
        said.append(_("It has no mentor."))
    elif row.pairing is None:
        said.append(
            ngettext(
                "It has no mentor yet; %(num)s pair is still to be answered.",
                "It has no mentor yet; %(num)s pairs are still to be answered.",
                row.asked,
            )
        )
    if not said and row.cases:
        said.append(_("It has settled; the case closes by itself."))
    return said


def next_step(trouble: Trouble) -> str:
    return str(_STEPS[trouble])


def load_word(load: Load) -> tuple[str, str] | None:
    """(label, tone), when a mentor's load is something to look at."""
    if load.is_much:
        return _("gives much"), "warn"
    if load.is_full:
        return _("full"), "info"
    return None


_STEPS: dict[Trouble, Any] = {
    Trouble.MISSED: _l("Ask both what came between, and help them to a time that holds."),
    Trouble.LOW_FEEDBACK: _l("Talk to each of them, and propose another mentor if they wish."),
    Trouble.NEVER_MET: _l("Write to both, and help them to a first date."),
    Trouble.SILENCE: _l("Write to both; ask whether they need each other still."),
}
