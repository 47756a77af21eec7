"""What two applications of the same people have in common, as marks that can be compared.

A mark is a hash: of one length whatever it is made of, and readable by nobody at a glance.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from accelerator.conflicts.rules import PUBLIC_MAIL, domain_of, site_domain

#: How much a mark says, in the order in which reasons are shown.
WEIGHTS = {"deck": 5, "phone": 4, "person": 4, "address": 3, "domain": 3, "name": 2, "headline": 2}
#: At least this much together is a hint. A common name alone is none.
ENOUGH = 3


@dataclass(frozen=True)
class Traits:
    """What is known of an application. `decks` are hashes of its files, `people` their ids."""

    name: str = ""
    headline: str = ""
    website: str = ""
    phones: Iterable[str] = field(default=())
    addresses: Iterable[str] = field(default=())
    people: Iterable[str] = field(default=())
    decks: Iterable[str] = field(default=())


def marks(traits: Traits) -> set[tuple[str, str]]:
    """(kind, mark) of everything that says something."""
    found = {("name", _plain(traits.name)), ("headline", _plain(traits.headline))}
    found |= {("phone", digits(phone)) for phone in traits.phones}
    found |= {("address", address.strip().lower()) for address in traits.addresses}
    found |= {("person", person) for person in traits.people}
    found |= {("deck", deck) for deck in traits.decks}
    domains = {site_domain(traits.website), *(domain_of(each) for each in traits.addresses)}
    found |= {("domain", domain) for domain in domains - PUBLIC_MAIL}
    return {(kind, _hashed(kind, text)) for kind, text in found if len(text) > 3}


def says_enough(kinds: Iterable[str]) -> bool:
    return sum(WEIGHTS.get(kind, 0) for kind in set(kinds)) >= ENOUGH


def digits(phone: str) -> str:
    """The last nine digits: the same number, however its country was written."""
    return re.sub(r"\D", "", phone)[-9:]


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", "", text).lower()


def _hashed(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()
