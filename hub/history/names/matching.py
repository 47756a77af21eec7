"""The names of what matching record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "matching.changed-by-hand": _l("changed a proposal by hand"),
    "matching.proposed": _l("asked for a proposal of pairs"),
    "matching.published": _l("published a proposal"),
    "matching.reckoned": _l("worked out a proposal"),
    "matching.renamed": _l("renamed a proposal"),
    "matching.stopped": _l("stopped a proposal"),
    "pair.banned": _l("forbade a pair"),
    "pair.freed": _l("let the matching decide on a pair again"),
    "pair.locked": _l("locked a pair"),
    "pairing.accepted": _l("said yes to a pair"),
    "pairing.asked": _l("asked both sides of a pair"),
    "pairing.declined": _l("said no to a pair"),
    "pairing.ended": _l("ended a pair"),
    "pairing.lapsed": _l("did not answer in time"),
    "pairing.reminded": _l("reminded of a pair"),
}
FIELDS: dict[str, Any] = {
    "count": _l("how many"),
    "fit": _l("fit"),
    "mentor": _l("mentor"),
    "mode": _l("how it is matched"),
    "number": _l("number"),
    "side": _l("side"),
    "startup": _l("startup"),
    "until": _l("until"),
}
SUBJECTS: dict[str, Any] = {
    "matchings": _l("proposal of pairs"),
    "pair_rules": _l("word on a pair"),
    "pairings": _l("pair"),
}
STATES: dict[str, Any] = {
    "asked": _l("to be answered"),
    "best": _l("best fit in total"),
    "mutual": _l("mutual choice"),
    "proposed": _l("proposal"),
    "queued": _l("waiting"),
    "running": _l("being worked out"),
    "stopped": _l("stopped"),
    "lapsed": _l("not answered in time"),
}
