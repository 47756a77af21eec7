"""Finding somebody in a list by what they are called."""

MOST_WORDS = 6


def is_called(text: str, *names: str) -> bool:
    """Whether each word of `text` is part of one of the names; nothing is part of every name."""
    called = " ".join(names).lower()
    return all(word in called for word in text.lower().split()[:MOST_WORDS])
