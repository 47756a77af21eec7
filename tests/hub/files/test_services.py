import io
import os
import struct
import threading
import time
import zlib
from uuid import uuid4

import pytest
from flask import Flask
from PIL import Image

from hub.core.database import db, transaction
from hub.files import services, storage
from hub.files.errors import FileTooLarge, NotAPicture, TooManyPixels
from hub.files.invariants import problems
from hub.files.models import File
from hub.files.rules import PHOTO, SQUARES, Limits
from tests.factories import a_person
from tests.hub.files.pictures import picture, with_a_place


def stored(content: bytes, limits: Limits = PHOTO) -> services.Stored:
    return services.store(io.BytesIO(content), limits=limits)


def everything_stored() -> set[str]:
    return {path.name for path in storage.folder().glob("??/*")}


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_kept_as_webp_with_its_squares(app: Flask, kind: str) -> None:
    kept = stored(picture(kind, size=(300, 200)))

    assert (kept.content_type, kept.width, kept.height) == ("image/webp", 300, 200)
    for side in SQUARES:
        with Image.open(storage.path_of(kept.id, str(side))) as square:
            assert (square.format, square.size) == ("WEBP", (side, side))


def test_nothing_but_pixels_survives(app: Flask) -> None:
    original = with_a_place()
    assert b"Photographer" in original
    assert b"a private remark" in original

    kept = stored(original)

    for path in storage.path_of(kept.id).parent.glob(f"{kept.id.hex}*"):
        content = path.read_bytes()
        with Image.open(path) as clean:
            assert not clean.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & clean.info.keys()
        for secret in (b"Photographer", b"private remark", b"Exif", b"EXIF"):
            assert secret not in content


def test_a_picture_taken_sideways_stands_upright(app: Flask) -> None:
    kept = stored(with_a_place())

    assert (kept.width, kept.height) == (40, 60)


def test_a_large_picture_is_made_smaller(app: Flask) -> None:
    kept = stored(picture(size=(3200, 1600)))

    assert (kept.width, kept.height) == (1600, 800)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n<script>alert(1)</script>",
        b"GIF89a/*<script>alert(1)</script>*/",
        picture()[:200],
        picture("PNG")[:40],
        b"BM" + picture()[2:],
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(app: Flask, content: bytes) -> None:
    before = everything_stored()

    with pytest.raises(NotAPicture):
        stored(content)

    assert everything_stored() == before


def test_a_format_that_few_people_use_reaches_no_decoder(app: Flask) -> None:
    for kind in ("BMP", "TIFF", "ICO", "PPM"):
        with pytest.raises(NotAPicture):
            stored(picture(kind))


def test_a_page_hidden_in_a_picture_is_gone(app: Flask) -> None:
    polyglot = picture("GIF") + b"<html><script>alert(1)</script></html>"

    kept = stored(polyglot)

    assert b"script" not in storage.path_of(kept.id).read_bytes()


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (10_000, 9_000), (8_000, 5_001)])
def test_a_bomb_is_refused_by_its_header(app: Flask, width: int, height: int) -> None:
    started = time.monotonic()

    with pytest.raises(TooManyPixels):
        stored(png_that_claims(width, height))

    assert time.monotonic() - started < 2


def test_a_text_chunk_that_unpacks_without_end_is_refused(app: Flask) -> None:
    body = b"zTXt" + b"note\0\0" + zlib.compress(b"\0" * 80_000_000)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    whole = picture("PNG")

    with pytest.raises(NotAPicture):
        stored(whole[:33] + chunk + whole[33:])


def test_more_than_the_limit_is_refused_after_reading_the_limit(app: Flask) -> None:
    class Endless(io.RawIOBase):
        handed_out = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0, "an endless stream was asked for all of it"
            self.handed_out += size
            return b"x" * size

    stream = Endless()

    with pytest.raises(FileTooLarge) as refusal:
        services.store(stream, limits=PHOTO)  # type: ignore[arg-type]

    assert str(refusal.value) == "This file has more than 5 MB. Please choose a smaller one."
    assert stream.handed_out <= PHOTO.max_bytes + 1


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a.pdf.exe", "nul\0byte", "x" * 4000, 'quo"te', "\u202egpj.exe", "CON"],
)
def test_a_clients_name_never_meets_the_disk(app: Flask, name: str) -> None:
    person = a_person()
    kept = stored(picture())
    with transaction():
        file = services.keep(kept, person, name=name)

    assert len(file.original_name) <= 200
    assert "\0" not in file.original_name
    assert "\u202e" not in file.original_name
    assert storage.path_of(file.id).name == file.id.hex


def test_a_sweep_takes_only_what_no_living_row_names(app: Flask) -> None:
    person = a_person()
    with transaction():
        living = services.keep(stored(picture()), person)
        deleted = services.keep(stored(picture()), person)
        services.delete(deleted.id)
    orphan, under_way = stored(picture()), stored(picture())
    foreign = storage.folder() / "zz" / "notes.txt"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("put here by hand")
    long_ago = time.time() - 2 * services.ORPHAN_AFTER_SECONDS
    for file_id in (living.id, deleted.id, orphan.id):
        for path in storage.path_of(file_id).parent.glob(f"{file_id.hex}*"):
            os.utime(path, (long_ago, long_ago))
    os.utime(foreign, (long_ago, long_ago))

    removed = services.sweep()

    assert removed == 2
    there = everything_stored()
    assert {living.id.hex, under_way.id.hex, "notes.txt"} <= there
    assert not {deleted.id.hex, orphan.id.hex, f"{orphan.id.hex}-96"} & there
    foreign.unlink()


def test_a_transaction_that_fails_leaves_no_row(app: Flask) -> None:
    person, kept = a_person(), stored(picture())

    with pytest.raises(RuntimeError), transaction():
        services.keep(kept, person)
        raise RuntimeError("killed between the file and the commit")

    assert db.session.get(File, kept.id) is None


def test_a_row_whose_content_is_gone_is_noticed(app: Flask) -> None:
    person = a_person()
    with transaction():
        file = services.keep(stored(picture()), person)
    assert list(problems()) == []

    storage.remove(file.id)

    assert f"file {file.id}: its content is missing" in list(problems())


def test_half_a_write_is_never_seen_under_its_name(app: Flask) -> None:
    path = storage.path_of(uuid4())
    seen: set[int] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            if path.exists():
                seen.add(path.stat().st_size)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        storage.write(path, b"x" * 2_000_000)
    finally:
        done.set()
    watcher.join(30)

    assert seen <= {2_000_000}
    path.unlink()
