"""What a schema found wrong, as sentences for people, by field."""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic_core import ErrorDetails

from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

Context = dict[str, Any]


def _at_least_long(told: Context) -> str:
    return ngettext(
        "This needs at least %(num)s character.",
        "This needs at least %(num)s characters.",
        told["min_length"],
    )


def _at_most_long(told: Context) -> str:
    return ngettext(
        "This may have at most %(num)s character.",
        "This may have at most %(num)s characters.",
        told["max_length"],
    )


def _at_most_many(told: Context) -> str:
    return ngettext(
        "At most %(num)s entry fits here.",
        "At most %(num)s entries fit here.",
        told["max_length"],
    )


def _one_of(told: Context) -> str:
    return _("This must be one of: %(choices)s.", choices=told["expected"].replace("'", ""))


def _whole(_told: Context) -> str:
    return _("This must be a whole number.")


def _yes_or_no(_told: Context) -> str:
    return _("This must be true or false.")


def _id(_told: Context) -> str:
    return _("This is not an id of ours.")


def _no_text(_told: Context) -> str:
    return _("This contains characters that are not text.")


#: What pydantic calls each mistake → how we say it.
SENTENCES: dict[str, Callable[[Context], str]] = {
    "missing": lambda told: _("This is needed."),
    "extra_forbidden": lambda told: _("There is no field of this name here."),
    "string_type": lambda told: _("This must be text."),
    "string_too_short": _at_least_long,
    "string_too_long": _at_most_long,
    "string_unicode": _no_text,
    "string_pattern_mismatch": lambda told: _("This does not have the form that is needed here."),
    "int_type": _whole,
    "int_parsing": _whole,
    "int_parsing_size": _whole,
    "int_from_float": _whole,
    "finite_number": _whole,
    "bool_type": _yes_or_no,
    "bool_parsing": _yes_or_no,
    "greater_than_equal": lambda told: _("This must be %(number)s or more.", number=told["ge"]),
    "less_than_equal": lambda told: _("This must be %(number)s or less.", number=told["le"]),
    "enum": _one_of,
    "literal_error": _one_of,
    "uuid_type": _id,
    "uuid_parsing": _id,
    "uuid_version": _id,
    "is_instance_of": _id,
    "list_type": lambda told: _("This must be a list."),
    "too_long": _at_most_many,
    "model_type": lambda told: _("This must be an object with named fields."),
    "model_attributes_type": lambda told: _("This must be an object with named fields."),
    "dict_type": lambda told: _("This must be an object with named fields."),
    "hub": lambda told: str(told["sentence"]),
}
#: Where a mistake concerns no single field.
WHOLE = "body"


def by_field(mistakes: Iterable[ErrorDetails]) -> dict[str, list[str]]:
    """`{"people": ["This must be a whole number."], "exdates.0": […]}`"""
    said: dict[str, list[str]] = {}
    for mistake in mistakes:
        place = ".".join(str(part) for part in mistake["loc"]) or WHOLE
        sentence = _sentence(mistake)
        if sentence not in said.setdefault(place, []):
            said[place].append(sentence)
    return said


def _sentence(mistake: ErrorDetails) -> str:
    say = SENTENCES.get(mistake["type"])
    return say(mistake.get("ctx", {})) if say else _("The hub cannot use this value.")
