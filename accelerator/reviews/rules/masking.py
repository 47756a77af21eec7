"""Names that stand in running text, covered for those who read blind.

A form says which answers name somebody; it cannot know that the team writes "we at Banyu Kota" into
the next one. So what is known of a team is covered wherever it stands, with every address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_LINK = r"(?:https?://|www\.)[^\s<>\"')\]]+"
_ENDINGS = "com|org|net|io|id|de|th|co|ai|app|dev|eu|example"
_DOMAIN = rf"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDINGS})\b(?:/[^\s)]*)?"
_PHONE = r"(?<![\w.])(?:\+\d|0\d)[\d ()/-]{7,}\d"
_HANDLE = r"(?<!\w)@\w[\w.]{2,}"
_ADDRESSES = re.compile("|".join((_EMAIL, _LINK, _DOMAIN, _PHONE, _HANDLE)), re.IGNORECASE)
#: Not part of what a company is called.
_LEGAL = re.compile(
    r"\b(?:pt|cv|tbk|gmbh|ug|ag|e\.?v|ltd|limited|inc|llc|co|corp|sa|bv)\b\.?", re.IGNORECASE
)
_SHORTEST = 3


@dataclass(frozen=True)
class Names:
    """What may give a team away. `people` are covered by each part of their names as well, as they
    are written; `companies` as a whole, however they are written."""

    people: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()

    def __or__(self, other: "Names") -> "Names":
        return Names(self.people | other.people, self.companies | other.companies)


@dataclass(frozen=True)
class Mask:
    """Covers names and addresses with `instead`."""

    names: Names = field(default_factory=Names)
    instead: str = "▒▒▒"

    def __call__(self, text: str) -> str:
        text = _ADDRESSES.sub(self.instead, text)
        for pattern in _patterns(self.names):
            text = pattern.sub(self.instead, text)
        return text

    def tells(self, link: str) -> bool:
        """Whether an address itself says who it is: `…/banyukota-pitch`, `…/@dewi`. Rather once
        too often: half of a link is no use to anybody, so it is shown whole or not at all."""
        plain = unquote(link).casefold()
        words = _WORD.findall(plain)
        return "@" in plain or _are_named(self.names, set(words), run="".join(words))


_WORD = re.compile(r"[^\W_]+")
#: Shorter names stand in other words: they tell only as a word of their own.
_TELLING = 6


def _are_named(names: Names, words: set[str], *, run: str) -> bool:
    called = [_LEGAL.sub(" ", company) for company in names.companies]
    for name in (*called, *names.people):
        parts = _WORD.findall(name.casefold())
        whole = "".join(parts)
        if whole in words or (len(whole) >= _TELLING and whole in run):
            return True
        if words & {part for part in parts if len(part) > _SHORTEST}:
            return True
    return False


def _patterns(names: Names) -> list[re.Pattern[str]]:
    wholes = {spelling for name in names.companies for spelling in _spellings(name)}
    wholes |= {name.strip() for name in names.people}
    parts = {part for name in names.people for part in re.findall(r"[^\W\d_]{3,}", name)}
    found = []
    if whole := _any_of(wholes):
        found.append(re.compile(whole, re.IGNORECASE))
    # Parts only as they are written: "Surya" is a founder, "surya" is the sun.
    if part := _any_of({p for p in parts if p[0].isupper()}):
        found.append(re.compile(part))
    return found


def _spellings(company: str) -> Iterable[str]:
    plain = " ".join(_LEGAL.sub(" ", company).split()).strip(" ,.")
    return (company.strip(), plain, plain.replace(" ", ""), plain.replace(" ", "-"))


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted((w for w in words if len(w) >= _SHORTEST), key=lambda w: (-len(w), w))
    alternatives = "|".join(
        r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first
    )
    return rf"(?<!\w)(?:{alternatives})(?!\w)" if alternatives else ""
