"""The words with which a release begins; staff change them before it is prepared."""

from typing import Any

from accelerator.selection.rules.choices import Decided
from accelerator.vocabulary.words import Words
from hub.core.i18n import LANGUAGES, speaking
from hub.core.i18n import lazy_gettext as _l

LONGEST = 4000
#: Short and true of everybody who gets it; the dates and conditions stand below them in the mail.
DEFAULTS: dict[Decided, Any] = {
    Decided.ACCEPT: _l(
        "We are glad to offer you a place. Your application stood out among many good ones, and "
        "we look forward to working with you.\n\n"
        "Please read what the place asks of you, and tell us by the date below whether you take it."
    ),
    Decided.CONDITIONAL: _l(
        "We are glad to offer you a place, on one condition, which you find below.\n\n"
        "Please read it and tell us by the date below whether you take the place."
    ),
    Decided.WAITLIST: _l(
        "We liked your application, and there were fewer places than good teams. You are on our "
        "waiting list.\n\n"
        "When a place becomes free, it is offered to the first in line, and you hear from us at "
        "once. You need do nothing now."
    ),
    Decided.REJECT: _l(
        "Thank you for the work that you have put into your application. We cannot offer you a "
        "place this time.\n\n"
        "This was a decision about one call and a small number of places, not about the worth of "
        "what you are building."
    ),
}


def default_letters() -> dict[str, Words]:
    """In every language."""
    letters: dict[str, Words] = {choice.value: {} for choice in Decided}
    for code in LANGUAGES:
        with speaking(code):
            for choice, words in DEFAULTS.items():
                letters[choice.value][code] = str(words)
    return letters
