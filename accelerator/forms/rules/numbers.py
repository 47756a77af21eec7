"""Numbers as people write them: 1,200.5 in English, 1.200,5 in Indonesian and German."""

import re
from decimal import Decimal

from babel import numbers

from hub.core.i18n import locale

#: How a number is kept: plain digits, a point.
PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_SPACES = re.compile("[\\s\u00a0\u202f'’_]")


def read_number(written: str) -> str | None:
    """The number as it is kept, or None when there is no telling.

    Groups of three belong to the language now spoken; a single separator that cannot stand for
    groups is taken for the decimal one, whatever the language: 1.5 is one and a half everywhere.
    """
    text = _SPACES.sub("", written).replace("−", "-")
    group = str(numbers.get_group_symbol(locale()))
    decimal = str(numbers.get_decimal_symbol(locale()))
    grouped = rf"-?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(decimal)}\d+)?"
    if re.fullmatch(grouped, text, re.ASCII):
        text = text.replace(group, "").replace(decimal, ".")
    elif re.fullmatch(r"-?\d+[.,]\d+", text, re.ASCII):
        text = text.replace(",", ".")
    if not PLAIN.fullmatch(text):
        return None
    return plain(Decimal(text))


def plain(number: Decimal) -> str:
    """Without zeros that say nothing: 12.50 is 12.5."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def write_number(kept: str) -> str:
    """As the reader writes it: 1.200,5"""
    if not PLAIN.fullmatch(kept):
        return kept
    decimals = len(kept.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(Decimal(kept), format=pattern, locale=locale()))
