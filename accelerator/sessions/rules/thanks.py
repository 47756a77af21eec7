"""How the number of a certificate is written, and read when somebody types it."""

#: 31 letters and figures to the power of 16 are 79 bits: nobody finds one by trying.
LENGTH, GROUP = 16, 4


def grouped(letters: str) -> str:
    """7KQ4-MD2A-…"""
    return "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def as_number(typed: str) -> str:
    """In small letters, with blanks, with other dashes or without: the same number."""
    return grouped("".join(letter for letter in typed.upper() if letter.isalnum())[: 2 * LENGTH])
