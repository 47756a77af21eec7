"""What states, parts and reasons are called, for pages, the API and mails."""

from collections.abc import Iterable
from typing import Any

from accelerator.matching.models import MatchingState, Mode, PairingState
from accelerator.matching.rules.fit import PRIVATE, Part
from accelerator.matching.rules.phases import Phase
from accelerator.matching.rules.problem import HardReason
from hub.core.i18n import lazy_gettext as _l

#: State to (label, tone).
PAIRING_STATES: dict[PairingState, tuple[Any, str]] = {
    PairingState.ASKED: (_l("To be answered"), "warn"),
    PairingState.ACTIVE: (_l("Working together"), "ok"),
    PairingState.DECLINED: (_l("Declined"), ""),
    PairingState.LAPSED: (_l("Not answered in time"), ""),
    PairingState.ENDED: (_l("Ended"), ""),
}
MATCHING_STATES: dict[MatchingState, tuple[Any, str]] = {
    MatchingState.QUEUED: (_l("Waiting"), "info"),
    MatchingState.RUNNING: (_l("Being worked out"), "info"),
    MatchingState.PROPOSED: (_l("Proposal"), ""),
    MatchingState.PUBLISHED: (_l("Published"), "ok"),
    MatchingState.STOPPED: (_l("Stopped"), "bad"),
}
MODES: dict[Mode, Any] = {
    Mode.BEST: _l("Best fit in total"),
    Mode.MUTUAL: _l("Mutual choice"),
}
PARTS: dict[Part, Any] = {
    Part.EXPERTISE: _l("Expertise for need"),
    Part.SECTOR: _l("Sector"),
    Part.STAGE: _l("Stage"),
    Part.DIMENSION: _l("Smart-city dimension"),
    Part.LANGUAGE: _l("Language"),
    Part.HOURS: _l("Hours in common"),
    Part.FEEDBACK: _l("How meetings went"),
    Part.STARTUP_RANKING: _l("The startup's own ranking"),
    Part.MENTOR_RANKING: _l("The mentor's own ranking"),
    Part.NOTHING_KNOWN: _l("Nothing is known yet"),
}
#: As staff read it: which side has ruled the other out is theirs to keep.
REASONS: dict[HardReason, Any] = {
    HardReason.CONFLICT: _l("conflict of interest"),
    HardReason.NOT_CLEARED: _l("paused, or has not agreed to the code of conduct"),
    HardReason.VETO_STARTUP: _l("one of the two has ruled this out"),
    HardReason.VETO_MENTOR: _l("one of the two has ruled this out"),
    HardReason.BANNED: _l("banned by staff"),
    HardReason.NO_LANGUAGE: _l("no language in common"),
    HardReason.FEW_HOURS: _l("too few hours in common"),
}
#: What is being done while somebody waits.
PHASES: dict[Phase, Any] = {
    Phase.READING: _l("Reading who fits whom, and when both have time"),
    Phase.TOTAL: _l("Looking for the best total"),
    Phase.HEIGHT: _l("Finding out how well the worst-off startup can fare"),
    Phase.LIFTING: _l("Lifting the worst-off startup"),
    Phase.FEWEST: _l("Keeping as many published pairs as can be"),
    Phase.WRITING: _l("Writing it down"),
}

#: In place of rankings and of what was said of meetings, for staff: one line together.
OWN_WORDS = _l("What both said themselves")
OWN_WORDS_PART = "own_words"


def shown_parts(parts: Iterable[dict[str, Any]], *, to_staff: bool = False) -> list[dict[str, Any]]:
    """The parts of a fit that a reader may see, with their names; unknown ones come last. Rankings
    and what was said of meetings are not shown to the two sides; staff see what they add up to, so
    that the parts sum to the fit, and not how anybody ranked anybody."""
    shown, private = [], []
    for each in parts:
        part = Part(each["part"])
        if part in PRIVATE:
            private.append(each)
            continue
        shown.append(each | {"label": PARTS[part], "is_known": each["value"] is not None})
    known = [each for each in private if each["value"] is not None]
    if to_staff and known:
        weight, points = (sum(each[name] for each in known) for name in ("weight", "points"))
        shown.append(
            {
                "part": OWN_WORDS_PART,
                "label": OWN_WORDS,
                "weight": weight,
                "value": points * 1000 // weight if weight else 0,
                "points": points,
                "is_known": True,
            }
        )
    return sorted(shown, key=lambda each: not each["is_known"])
