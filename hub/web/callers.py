"""Who calls the API, as far as the web floor needs to know. Set by the capability that knows
people and their tokens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caller:
    """`id` is the same for all of a person's tokens; `scopes` are what this token may do."""

    id: str
    scopes: frozenset[str]
