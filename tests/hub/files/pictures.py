"""Pictures for tests, made on the spot."""

import io
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    """The bytes of a small green picture; `how` goes to Pillow's `save`, such as `exif`."""
    out = io.BytesIO()
    Image.new("RGB", size, (13, 107, 100)).save(out, kind, **how)
    return out.getvalue()


def with_a_place() -> bytes:
    """A JPEG whose EXIF says where and by whom it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x013B] = "Photographer Nine"
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 0.0)})
    return picture(exif=exif, comment=b"a private remark")
