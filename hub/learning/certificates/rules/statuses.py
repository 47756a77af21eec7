"""The list of credentials that do not stand any more, as Bitstring Status List 1.0 has it."""

import gzip
from collections.abc import Iterable

from hub.learning.certificates.rules.tokens import from_base64, to_base64

#: The least that the standard allows (16 KB): so many share a list that it says nothing of one.
LIST_BITS = 131_072


def place_of(index: int) -> tuple[int, int]:
    """In which list, and where in it."""
    return divmod(index, LIST_BITS)


def encoded(set_bits: Iterable[int]) -> str:
    """`encodedList`: multibase base64url of the gzipped bits, the first one leftmost."""
    bits = bytearray(LIST_BITS // 8)
    for at in set_bits:
        bits[at // 8] |= 0x80 >> at % 8
    return "u" + to_base64(gzip.compress(bytes(bits), mtime=0))


def is_set(encoded_list: str, at: int) -> bool:
    bits = gzip.decompress(from_base64(encoded_list.removeprefix("u")))
    return bool(bits[at // 8] & 0x80 >> at % 8)
