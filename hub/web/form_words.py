"""What the forms library would say, in our words, so that it is said in all our languages.

The library fills in `%(min)d` and the like by itself, so the sentences keep its placeholders.
"""

from hub.core.i18n import LazyText
from hub.core.i18n import lazy_gettext as _

_LONGEST = _("Please use at most %(max)d characters.")
_SHORTEST = _("Please use at least %(min)d characters.")

OURS: dict[str, LazyText] = {
    "This field is required.": _("Please fill this in."),
    "Invalid input.": _("Please look at this again."),
    "Not a valid choice.": _("Please choose one of the list."),
    "Invalid Choice: could not coerce.": _("Please choose one of the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _(
        "Please choose from the list."
    ),
    "Not a valid integer value.": _("Please give a whole number."),
    "Not a valid decimal value.": _("Please give a number."),
    "Not a valid float value.": _("Please give a number."),
    "Not a valid date value.": _("Please give a date, such as 2026-11-26."),
    "Not a valid datetime value.": _("Please give a date and a time."),
    "Not a valid time value.": _("Please give a time, such as 14:30."),
    "Invalid email address.": _("This does not look like an e-mail address."),
    "Invalid URL.": _("This does not look like an address on the web."),
    "Invalid UUID.": _("Please choose one of the list."),
    "Number must be at least %(min)s.": _("At least %(min)s, please."),
    "Number must be at most %(max)s.": _("At most %(max)s, please."),
    "Number must be between %(min)s and %(max)s.": _("Between %(min)s and %(max)s, please."),
    "Date must be at least %(min)s.": _("Please choose %(min)s or later."),
    "Date must be at most %(max)s.": _("Please choose %(max)s or earlier."),
    "Date must be between %(min)s and %(max)s.": _("Between %(min)s and %(max)s, please."),
    "Field must be at least %(min)d character long.": _SHORTEST,
    "Field must be at least %(min)d characters long.": _SHORTEST,
    "Field cannot be longer than %(max)d character.": _LONGEST,
    "Field cannot be longer than %(max)d characters.": _LONGEST,
    "Field must be between %(min)d and %(max)d characters long.": _(
        "Please use between %(min)d and %(max)d characters."
    ),
    "Field must be equal to %(other_name)s.": _("The two do not match."),
    "File does not have an approved extension.": _("Files of this kind cannot be taken."),
}


def said(message: str) -> str:
    """The library's message in our words, in the language now spoken."""
    ours = OURS.get(message)
    return message if ours is None else str(ours)
