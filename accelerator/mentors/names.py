"""What states, fields and circles are called, for pages and exports."""

from typing import Any

from accelerator.mentors.models import GivingState, Sight, Way
from accelerator.mentors.rules.addresses import Trouble
from hub.core.i18n import lazy_gettext as _l

#: State to (label, tone).
GIVING: dict[GivingState, tuple[Any, str]] = {
    GivingState.ASKED: (_l("Asked"), "warn"),
    GivingState.ACCEPTED: (_l("Yes"), "ok"),
    GivingState.DECLINED: (_l("No"), ""),
    GivingState.LEFT: (_l("Stopped"), ""),
}
WAYS: dict[Way, Any] = {
    Way.IN_PERSON: _l("In person"),
    Way.VIDEO: _l("On video"),
    Way.WRITING: _l("In writing"),
    Way.WORKSHOP: _l("In workshops"),
    Way.INTRODUCTIONS: _l("By introductions"),
}
#: Languages in which people of the network work; the hub itself speaks three of them.
SPOKEN: dict[str, Any] = {
    "id": "Bahasa Indonesia",
    "en": "English",
    "de": "Deutsch",
    "th": _l("Thai"),
}
CIRCLES: dict[Sight, Any] = {
    Sight.EVERYBODY: _l("Everybody"),
    Sight.NETWORK: _l("People of the network"),
    Sight.STAFF: _l("Your organisation and staff"),
}
#: What of a profile can be hidden (`rules.sight.FIELDS`).
FIELDS: dict[str, Any] = {
    "about": _l("About you"),
    "organisations": _l("Your organisations"),
    "photo": _l("Your picture"),
    "languages": _l("Your languages"),
    "ways": _l("How you like to work"),
    "links": _l("Your links"),
    "availability": _l("When you have time"),
    "thanks": _l("What you have given: startups, hours, cohorts"),
}
HOLIDAYS: dict[str, Any] = {
    "": _l("I work on public holidays"),
    "ID": _l("Indonesia"),
    "DE-BE": _l("Berlin"),
    "TH": _l("Thailand"),
}
#: Why a calendar elsewhere could not be read.
TROUBLES: dict[str, Any] = {
    Trouble.NOT_HTTPS: _l("Its address sends on to one that we do not open."),
    Trouble.NOT_PUBLIC: _l("Its address lies inside a private network."),
    Trouble.NOT_FOUND: _l("Nobody knows a computer of that name."),
    Trouble.NO_ANSWER: _l("It does not answer."),
    Trouble.REFUSED: _l("It refuses. Has the secret address been changed?"),
    Trouble.TOO_SLOW: _l("It takes too long to answer."),
    Trouble.TOO_LARGE: _l("It is larger than 5 MB."),
    Trouble.REDIRECTS: _l("It sends on too often."),
    Trouble.KEY_LOST: _l("Please give its address again."),
    Trouble.UNREADABLE: _l("What is there is no calendar."),
}
