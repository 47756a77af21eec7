"""Reading a definition that somebody wrote: every part has its place, its type and its bounds."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from accelerator.vocabulary.words import Words
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)
OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class BadDefinition(ValueError):
    """`path` says where, as in `sections/1/questions/0/label`; the message is for people."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence


def tidy(text: str) -> str:
    """Text as it can be kept and shown: one kind of line break, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub("", text)


def mapping(given: Any, path: str, *, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise BadDefinition(path, _("This must be an object."))
    for name in given:
        if name not in known:
            raise BadDefinition(f"{path}/{name}"[:200], _("There is no such part of a form."))
    return given


def items(given: Any, path: str, *, most: int) -> list[Any]:
    if not isinstance(given, list | tuple):
        raise BadDefinition(path, _("This must be a list."))
    if len(given) > most:
        raise BadDefinition(path, _("At most %(most)s of these.", most=most))
    return list(given)


def text(given: Any, path: str, *, most: int) -> str:
    if not isinstance(given, str):
        raise BadDefinition(path, _("This must be text."))
    kept = tidy(given).strip()
    if len(kept) > most:
        raise BadDefinition(path, _("At most %(most)s characters.", most=most))
    return kept


def key(given: Any, path: str, *, pattern: re.Pattern[str] = KEY) -> str:
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise BadDefinition(
            path, _("A key has small letters, digits, hyphens and underscores, such as full_time.")
        )
    return given


def words(given: Any, path: str, *, most: int) -> Words:
    """Empty languages are left out, so that equal texts are equal."""
    known = mapping(given, path, known=frozenset(LANGUAGES))
    kept = {code: text(known[code], f"{path}/{code}", most=most) for code in LANGUAGES
            if code in known}  # fmt: skip
    return {code: written for code, written in kept.items() if written}


def truth(given: Any, path: str) -> bool:
    if not isinstance(given, bool):
        raise BadDefinition(path, _("This must be true or false."))
    return given


def whole(given: Any, path: str, *, least: int, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise BadDefinition(
            path, _("This must be a whole number from %(least)s to %(most)s.",
                    least=least, most=most)
        )  # fmt: skip
    return given


def one_of(given: Any, path: str, *, kind: type[E]) -> E:
    if isinstance(given, str) and given in {member.value for member in kind}:
        return kind(given)
    raise BadDefinition(
        path, _("This must be one of: %(these)s.", these=", ".join(member.value for member in kind))
    )
