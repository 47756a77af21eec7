"""Smaller answers for whoever takes gzip: pages, style sheets, scripts, pictures made of text.

A page holds a form's secret beside what an address may have said, which a guesser could tell from
its length (BREACH). So, as Django does since 4.2, each answer is lengthened by a random number of
bytes, in the header's name of the file (RFC 1952, 2.3.1), which every reader passes over.
"""

import gzip
import secrets
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, Response, request

SMALLEST = 1024
MOST_PADDING = 100
TEXTS = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "image/svg+xml",
        "application/json",
    }
)
LEVEL = 6


@dataclass(frozen=True)
class Part:
    """A piece of an answer that is sent again and again, made small once. It holds no secret."""

    plain: bytes
    #: Whole blocks of DEFLATE that look back at nothing before them, none of them the last.
    small: bytes

    @classmethod
    def of(cls, text: str) -> "Part":
        return cls(text.encode(), _blocks(text.encode()))

    def __len__(self) -> int:
        return len(self.plain) + len(self.small)


class PartedResponse(Response):
    """An answer of which some pieces are small already."""

    parts: tuple[bytes | Part, ...] = ()

    @classmethod
    def of(cls, *parts: bytes | Part, status: int = 200, mimetype: str = "text/html") -> Response:
        whole = b"".join(part.plain if isinstance(part, Part) else part for part in parts)
        response = cls(whole, status=status, mimetype=mimetype)
        response.parts = parts
        return response


def register(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    if response.mimetype not in TEXTS:
        return response
    response.vary.add("Accept-Encoding")
    if not _is_worth_it(response):
        return response
    if request.endpoint == "static":
        response.direct_passthrough = False
        data = _small(response.get_data())
        response.set_etag(response.get_etag()[0] or "", weak=True)
    else:
        parts = response.parts if isinstance(response, PartedResponse) else ()
        data = padded(response.get_data(), parts)
    response.set_data(data)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(data))
    return response


def padded(data: bytes, parts: Iterable[bytes | Part] = ()) -> bytes:
    """`data` as one gzip member whose file name is some random bytes long.

    Args:
        parts: the pieces it is made of, where some of them are small already.
    """
    name = secrets.token_hex(MOST_PADDING // 2)[: secrets.randbelow(MOST_PADDING) + 1].encode()
    header = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff" + name + b"\x00"
    pieces = [part.small if isinstance(part, Part) else _blocks(part) for part in parts]
    body = b"".join(pieces) + _END if pieces else _blocks(data, end=True)
    return header + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _blocks(data: bytes, *, end: bool = False) -> bytes:
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush(zlib.Z_FINISH if end else zlib.Z_FULL_FLUSH)


#: The last block, empty.
_END = _blocks(b"", end=True)


def _is_worth_it(response: Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and (response.is_sequence or request.endpoint == "static")
        and "Content-Encoding" not in response.headers
        and request.accept_encodings.quality("gzip") > 0
        and (response.content_length is None or response.content_length >= SMALLEST)
    )


@lru_cache(maxsize=128)
def _small(data: bytes) -> bytes:
    """Assets are the same for everybody and hold no secret: made small once."""
    return gzip.compress(data, 9, mtime=0)
