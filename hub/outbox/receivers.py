"""A question the outbox cannot answer: may this person still be written to?

People live on a higher floor; `hub.wiring` says who answers.
"""

from collections.abc import Callable
from uuid import UUID

#: Why not, in a few plain words; None when nothing is against it.
WhyNot = Callable[[UUID], str | None]

_answerers: list[WhyNot] = []


def ask_before_sending(answerer: WhyNot) -> None:
    """Ask it, too, just before a message leaves; once, however often it is said."""
    if answerer not in _answerers:
        _answerers.append(answerer)


def why_not(user_id: UUID | None) -> str | None:
    if user_id is None:
        return None
    return next((reason for ask in _answerers if (reason := ask(user_id))), None)
