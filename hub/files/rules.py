"""What may be uploaded, and in which sizes a picture is shown."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

#: Sides in pixels of the squares that are cut from every picture: a list's row, a person's page.
SQUARES = (96, 256)


@dataclass(frozen=True)
class Limits:
    """`max_pixels` bounds the memory that unpacking takes, whatever the file's own size says;
    a larger picture than `longest_side` pixels is made smaller."""

    max_bytes: int
    max_pixels: int = 40_000_000
    longest_side: int = 1600


PHOTO = Limits(max_bytes=5 * MEGABYTE)
