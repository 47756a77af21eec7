"""Whether the owner of a pool still admits a party: asked before the line offers it a seat.

Who may take a class is decided floors above; the capability there leaves a question here.
"""

from collections.abc import Callable
from uuid import UUID

#: Given the owner's and the party's id: why it may not, as a sentence, or None when it may.
WhyNot = Callable[[UUID, UUID], str | None]

_questions: dict[str, WhyNot] = {}


def ask_before_offering(owner_kind: str, why_not: WhyNot) -> None:
    """`hub.wiring` says this once for each kind of owner that has conditions."""
    _questions[owner_kind] = why_not


def why_not(owner_kind: str, owner_id: UUID, *, party_id: UUID) -> str | None:
    question = _questions.get(owner_kind)
    return question(owner_id, party_id) if question else None
