"""What may be uploaded, what it is called, and in which sizes a picture is shown."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

MEGABYTE = 1024 * 1024
#: No upload is larger, whatever a form says.
LARGEST = 25 * MEGABYTE
#: Characters of a file's name, its ending included.
LONGEST_NAME = 120

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


class Kind(StrEnum):
    """What a file is, by its content. A photo is written anew; the others are kept as they came."""

    PHOTO = "photo"
    PDF = "pdf"
    IMAGE = "image"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    VIDEO = "video"


#: What somebody may hand in; a form chooses among these.
DOCUMENT_KINDS = tuple(kind for kind in Kind if kind is not Kind.PHOTO)


class Scan(StrEnum):
    """What the virus scanner said; `unscanned` as long as there is none, or none that answers."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"


@dataclass(frozen=True)
class DocumentLimits:
    """Which kinds are welcome, and how large: at most `LARGEST` bytes."""

    kinds: frozenset[Kind] = frozenset(DOCUMENT_KINDS)
    max_bytes: int = LARGEST

    def __post_init__(self) -> None:
        if not 0 < self.max_bytes <= LARGEST or Kind.PHOTO in self.kinds:
            raise ValueError(f"no limits for documents: {self}")


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = "application/pdf"
#: content type → what it is and the endings that its name may have, the usual one first.
FORMATS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    PDF: (Kind.PDF, (".pdf",)),
    "image/jpeg": (Kind.IMAGE, (".jpg", ".jpeg")),
    "image/png": (Kind.IMAGE, (".png",)),
    "image/webp": (Kind.IMAGE, (".webp",)),
    f"{_OOXML}wordprocessingml.document": (Kind.DOCUMENT, (".docx",)),
    f"{_OOXML}spreadsheetml.sheet": (Kind.SPREADSHEET, (".xlsx",)),
    f"{_OOXML}presentationml.presentation": (Kind.PRESENTATION, (".pptx",)),
    f"{_OOXML}presentationml.slideshow": (Kind.PRESENTATION, (".ppsx",)),
    f"{_ODF}text": (Kind.DOCUMENT, (".odt",)),
    f"{_ODF}spreadsheet": (Kind.SPREADSHEET, (".ods",)),
    f"{_ODF}presentation": (Kind.PRESENTATION, (".odp",)),
    "video/mp4": (Kind.VIDEO, (".mp4", ".m4v", ".mov")),
    "video/webm": (Kind.VIDEO, (".webm",)),
}
#: A browser shows these by itself; the others are downloaded.
SHOWN_IN_THE_BROWSER = (Kind.PDF, Kind.IMAGE)


def ending(content_type: str) -> str:
    """`.pdf`; empty for a type that we do not know."""
    return FORMATS[content_type][1][0] if content_type in FORMATS else ""


def safe_name(name: str, content_type: str) -> str:
    """What a file may be called on anybody's disk and in any list.

    The last part of a path, without characters that steer (control, direction, invisible ones) or
    that some system does not allow, and with an ending that says what the content is.
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode())
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if not unicodedata.category(c).startswith(("C", "Zl", "Zp")))
    name = "".join("_" if c in '<>:"|?*%' else c for c in name)
    name = " ".join(name.split()).rstrip(". ")
    endings = FORMATS[content_type][1] if content_type in FORMATS else ("",)
    known = next((e for e in endings if e and name.lower().endswith(e)), "")
    stem = name[: len(name) - len(known)].strip(". ") or "file"
    if PurePosixPath(stem).stem.upper() in _DEVICES:
        stem = f"_{stem}"
    end = known or endings[0]
    return stem[: LONGEST_NAME - len(end)].rstrip(". ") + end


#: Names that Windows keeps for itself.
_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10)}
