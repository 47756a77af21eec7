"""Read a picture that a stranger sent, and write it anew.

Writing anew drops what is not pixels: the place and camera in EXIF, comments, colour profiles, and
whatever a file hides that is a picture and a page at once.
"""

import io
import threading
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps

from hub.core.i18n import gettext as _
from hub.files.errors import NotAPicture, TooManyPixels
from hub.files.rules import SQUARES, Limits

CONTENT_TYPE = "image/webp"
#: The only decoders that a stranger's file may reach.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: Unpacking may take 160 MB; several at once could take the machine down.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """Written anew as WebP. `squares`: side in pixels → the middle of the picture, that large."""

    content: bytes
    width: int
    height: int
    squares: dict[int, bytes]


def read_picture(stream: BinaryIO, limits: Limits) -> Picture:
    """The picture, upright, at most `limits.longest_side` pixels long; of a film its first frame.

    Raises:
        NotAPicture: no picture in one of the formats, or a broken one.
        TooManyPixels: said by the header, before anything is unpacked.
    """
    unreadable = NotAPicture(
        _("We cannot read this as a picture. Please choose a JPEG, PNG, WebP or GIF file.")
    )
    with _one_at_a_time:
        try:
            opened = Image.open(stream, formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise _too_many_pixels(limits) from bomb
        except Exception as problem:  # decoders fail in many ways; none is our fault
            raise unreadable from problem
        if opened.width * opened.height > limits.max_pixels:
            raise _too_many_pixels(limits)
        try:
            return _rewritten(opened, limits)
        except Exception as problem:  # as above: cut off, or lying about itself
            raise unreadable from problem


def _rewritten(opened: Image.Image, limits: Limits) -> Picture:
    opened.draft(
        "RGB", (limits.longest_side, limits.longest_side)
    )  # JPEG: unpack no more than that
    opened.load()
    turned = ImageOps.exif_transpose(opened)
    picture = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    picture.thumbnail((limits.longest_side, limits.longest_side))
    squares = {side: _webp(ImageOps.fit(picture, (side, side))) for side in SQUARES}
    return Picture(_webp(picture), picture.width, picture.height, squares)


def _webp(picture: Image.Image) -> bytes:
    picture.info.clear()
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82)
    return out.getvalue()


def _too_many_pixels(limits: Limits) -> TooManyPixels:
    return TooManyPixels(
        _(
            "This picture has more than %(millions)s million pixels. Please choose a smaller one.",
            millions=limits.max_pixels // 1_000_000,
        )
    )
