"""`python -m hub.files.documents.pdf_alone FILE COPY`: run by `pdfs`, alone and within limits.

The copy has the pages as they look, and nothing that says who made them: no author, program, dates,
XMP, attachments, comments, links, bookmarks, threads or private data of programs, also none inside
the pictures. What runs by itself is gone too.
"""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

SECONDS, MEMORY, LARGEST_COPY = 20, 1024**3, 100 * 1024**2
MOST_PAGES = 2000
#: A page without any other key looks the same; these are all that decide how it looks.
OF_A_PAGE = {"/Type", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
             "/Contents", "/Rotate", "/Group", "/UserUnit", "/Parent"}  # fmt: skip
#: And of a filled-in field; the words in it are drawn by its appearance.
OF_A_FIELD = {"/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F"}
#: Wherever they are.
NOWHERE = ("/Metadata", "/PieceInfo", "/AF", "/AA", "/A", "/LastModified", "/OPI", "/StructParent")
SOI = b"\xff\xd8"


def main(source: str, copy: str) -> None:
    reader = PdfReader(source, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        say(locked=True)
        return
    pages = len(reader.pages)
    if not 0 < pages <= MOST_PAGES:
        return
    say(pages=pages)
    if hides_layers(reader):
        return  # without its list of layers, what was switched off would be seen
    writer = stripped(reader)
    with Path(copy).open("wb") as file:
        writer.write(file)
        file.flush()
        os.fsync(file.fileno())
    say(pages=len(writer.pages), stripped=True)


def say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def hides_layers(reader: PdfReader) -> bool:
    layers = reader.root_object.get("/OCProperties", {})
    usual = layers.get("/D", {})
    return bool(usual.get("/OFF")) or usual.get("/BaseState") == "/OFF"


def stripped(reader: PdfReader) -> PdfWriter:
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        fields = [field for field in annotations(page) if field.get("/Subtype") == "/Widget"]
        for key in [key for key in page if key not in OF_A_PAGE]:
            del page[key]
        copied = writer.add_page(page, excluded_keys=NOWHERE)
        drawn = [drawn_only(field, writer) for field in fields if "/AP" in field]
        if drawn:
            copied[NameObject("/Annots")] = ArrayObject(drawn)
    for thing in writer._objects:
        if isinstance(thing, StreamObject):
            clean_picture(thing)
    return writer


def annotations(page: PageObject) -> list[DictionaryObject]:
    found = (each.get_object() for each in page.get("/Annots") or ())
    return [each for each in found if isinstance(each, DictionaryObject)]


def drawn_only(field: DictionaryObject, writer: PdfWriter) -> Any:
    bare = DictionaryObject({key: field.raw_get(key) for key in field if key in OF_A_FIELD})
    return writer._add_object(bare.clone(writer, ignore_fields=NOWHERE))


def clean_picture(stream: StreamObject) -> None:
    """Of an embedded JPEG: camera, place, names."""
    kind = stream.get("/Filter")
    if kind == "/DCTDecode" or (isinstance(kind, ArrayObject) and list(kind) == ["/DCTDecode"]):
        stream._data = without_remarks(stream._data)


def without_remarks(jpeg: bytes) -> bytes:
    """The JPEG without its APP1–13 and comment segments; APP14 says how its colours are meant.
    Raises: ValueError, when it is not built as JPEGs are."""
    kept, at = bytearray(SOI), 2
    if not jpeg.startswith(SOI):
        raise ValueError("no JPEG")
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:  # until the pixels begin
        marker = jpeg[at + 1]
        length = 1 if marker == 0xFF else 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE1 <= marker <= 0xED or marker == 0xFE):
            kept += jpeg[at : at + length]
        at += length
    return bytes(kept) + jpeg[at:]


def limit_myself() -> None:
    try:
        import resource  # noqa: PLC0415  there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_COPY, LARGEST_COPY))


if __name__ == "__main__":
    logging.disable()
    limit_myself()
    main(*sys.argv[1:])
