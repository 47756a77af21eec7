"""What people hand in: kept as it came, refused when it is something else than it should be."""

import io
import sys
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from hub.core.database import transaction
from hub.core.errors import HubError
from hub.files import jobs, storage
from hub.files.documents import pdf_alone, pdfs, scanning
from hub.files.errors import (
    FileTooLarge,
    HasMacros,
    Infected,
    NotAPicture,
    PasswordProtected,
    WrongKind,
)
from hub.files.invariants import problems
from hub.files.rules import (
    DOCUMENT_KINDS,
    FORMATS,
    LARGEST,
    LONGEST_NAME,
    PDF,
    DocumentLimits,
    Kind,
    Scan,
    safe_name,
)
from hub.files.services import Stored, delete, keep, note_scan, store_document
from hub.files.words import about, accepted, endings, scanned, size
from tests.factories import a_person
from tests.hub.files.papers import (
    MAIN,
    ODF,
    OOXML,
    a_film,
    a_pdf,
    a_telling_pdf,
    a_webm,
    an_archive,
    an_office_file,
    an_open_document,
)
from tests.hub.files.pictures import picture, with_a_place

SECRET = "Sekar Ayuningtyas"
ANYTHING = DocumentLimits()


def handed_in(content: bytes, name: str = "deck", limits: DocumentLimits = ANYTHING) -> Stored:
    return store_document(io.BytesIO(content), name, limits=limits)


def everything_stored() -> set[str]:
    return {path.name for path in storage.folder().glob("??/*")}


def stripped_copy(stored: Stored) -> bytes:
    return storage.path_of(stored.id, storage.STRIPPED).read_bytes()


@pytest.fixture
def scanner(tmp_path, app: Flask) -> Iterator[object]:
    """`scanner(code)`: from then on the scanner ends with that code."""

    def set_up(code: int) -> None:
        script = tmp_path / "scan.py"
        script.write_text(f"import sys; open(sys.argv[1], 'rb').read(); sys.exit({code})")
        scanning.scan_with(f"'{sys.executable}' '{script}'")

    yield set_up
    scanning.scan_with("")


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        (a_pdf(), PDF, Kind.PDF),
        (picture("JPEG"), "image/jpeg", Kind.IMAGE),
        (picture("PNG"), "image/png", Kind.IMAGE),
        (picture("WEBP"), "image/webp", Kind.IMAGE),
        (an_office_file("docx"), MAIN["docx"], Kind.DOCUMENT),
        (an_office_file("xlsx"), MAIN["xlsx"], Kind.SPREADSHEET),
        (an_office_file("pptx"), MAIN["pptx"], Kind.PRESENTATION),
        (an_open_document("text"), f"{ODF}text", Kind.DOCUMENT),
        (an_open_document("spreadsheet"), f"{ODF}spreadsheet", Kind.SPREADSHEET),
        (an_open_document("presentation"), f"{ODF}presentation", Kind.PRESENTATION),
        (a_film(), "video/mp4", Kind.VIDEO),
        (a_webm(), "video/webm", Kind.VIDEO),
    ],
)
def test_the_content_says_what_it_is(
    app: Flask, content: bytes, content_type: str, kind: Kind
) -> None:
    stored = handed_in(content, "holiday.exe")

    assert (stored.content_type, stored.kind, stored.size) == (content_type, kind, len(content))
    assert storage.path_of(stored.id).read_bytes() == content
    assert stored.name == f"holiday.exe{FORMATS[content_type][1][0]}"
    with pytest.raises(WrongKind, match="not asked for here"):
        others = frozenset(DOCUMENT_KINDS) - {kind}
        handed_in(content, limits=DocumentLimits(kinds=others))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just text",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"MZ\x90\0 a program",
        b"\n" + a_pdf(),
        a_pdf()[:-100],
        a_pdf() + an_archive(evil=b"x"),
        b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF",
        picture("GIF"),
        picture("PNG") + an_archive(evil=b"x"),
        picture("JPEG")[:20] + b"%PDF-1.4" + picture("JPEG")[20:],
        an_archive(**{"notes.txt": b"x"}),
        an_archive(**{"[Content_Types].xml": b"<Types/>"}),
        an_archive(**{"mimetype": b"application/epub+zip"}),
        an_office_file()[:-30],
        a_film(index=False),
        a_film()[:-3],
        a_film() + an_archive(evil=b"x"),
        a_webm() + an_archive(evil=b"x"),
    ],
)
def test_what_is_none_of_them_or_two_at_once_leaves_nothing(app: Flask, content: bytes) -> None:
    before = everything_stored()

    with pytest.raises(WrongKind):
        handed_in(content, "deck.pdf")

    assert everything_stored() == before


@pytest.mark.parametrize(
    "content",
    [
        an_office_file("docx", **{"word/vbaProject.bin": b"x"}),
        an_office_file("docx", main="application/vnd.ms-word.document.macroEnabled"),
        an_office_file("xlsx", **{"xl/macrosheets/sheet1.xml": b"x"}),
        an_office_file("pptx", **{"ppt/activeX/activeX1.bin": b"x"}),
        an_open_document("text", **{"Basic/Standard/Module1.xml": b"x"}),
        an_open_document("text", **{"Scripts/python/run.py": b"x"}),
    ],
)
def test_an_office_file_with_programs_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(HasMacros):
        handed_in(content)


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, a_pdf(password="secret")]
)
def test_what_opens_only_with_a_password_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(PasswordProtected):
        handed_in(content)


def test_a_broken_picture_is_refused(app: Flask) -> None:
    before = everything_stored()

    with pytest.raises(NotAPicture):
        handed_in(picture("JPEG")[:200])

    assert everything_stored() == before


def test_more_than_the_limit_is_noticed_while_reading(app: Flask) -> None:
    class Endless(io.RawIOBase):
        handed_out = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 1024 * 1024, "all of it was asked for at once"
            self.handed_out += size
            return b"%PDF-" + b"x" * (size - 5)

    stream, before = Endless(), everything_stored()

    with pytest.raises(FileTooLarge, match="more than 2 MB"):
        store_document(stream, "x", limits=DocumentLimits(max_bytes=2 * 1024 * 1024))  # type: ignore[arg-type]

    assert stream.handed_out <= 2.5 * 1024 * 1024
    assert everything_stored() == before


@pytest.mark.parametrize(
    "wrong", [{"max_bytes": LARGEST + 1}, {"max_bytes": 0}, {"kinds": frozenset({Kind.PHOTO})}]
)
def test_limits_that_cannot_hold_are_refused_at_once(wrong) -> None:
    with pytest.raises(ValueError, match="no limits"):
        DocumentLimits(**wrong)


def test_a_pdf_says_how_many_pages_it_has(app: Flask) -> None:
    assert handed_in(a_pdf(12)).pages == 12


def test_the_copy_for_blind_readers_looks_the_same_and_says_nothing_else(app: Flask) -> None:
    original = a_telling_pdf(SECRET, photo=with_a_place())
    assert "Hello there" in PdfReader(io.BytesIO(original)).pages[0].extract_text()

    stored = handed_in(original, f"{SECRET}.pdf")

    copy = stripped_copy(stored)
    reader = PdfReader(io.BytesIO(copy))
    page = reader.pages[0]
    assert "Hello there" in page.extract_text()
    assert [each.get_object()["/Subtype"] for each in page["/Annots"]] == ["/Widget"]
    assert b"Filled in" in page["/Annots"][0].get_object()["/AP"]["/N"].get_data()
    assert set(reader.root_object) <= {"/Type", "/Pages"}
    assert len(page.images) == 1
    for secret in (SECRET, "Photographer Nine", "private remark"):
        assert secret.encode() in original
        assert secret.encode() not in unpacked(copy)
    assert reader.metadata is None or "/Author" not in reader.metadata


def unpacked(content: bytes) -> bytes:
    """All of it, and every stream once more as it reads when decoded."""
    reader, parts = PdfReader(io.BytesIO(content)), [content]
    for number in range(1, len(reader.xref[0]) + 1):
        thing = reader.get_object(number)
        parts.append(repr(thing).encode())
        if hasattr(thing, "get_data") and thing.get("/Subtype") != "/Image":
            parts.append(thing.get_data())
    return b"".join(parts)


def test_a_layer_that_was_hidden_is_not_shown_to_blind_readers(app: Flask) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    layer = writer._add_object(DictionaryObject({NameObject("/Name"): TextStringObject("Notes")}))
    usual = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({NameObject("/D"): usual})
    out = io.BytesIO()
    writer.write(out)

    stored = handed_in(out.getvalue())

    assert (stored.pages, stored.stripped_type) == (1, None)
    assert not storage.path_of(stored.id, storage.STRIPPED).exists()


def test_a_picture_for_blind_readers_is_nothing_but_pixels(app: Flask) -> None:
    stored = handed_in(with_a_place())

    assert b"Photographer Nine" in storage.path_of(stored.id).read_bytes()
    copy = stripped_copy(stored)
    assert stored.stripped_type == "image/webp"
    with Image.open(io.BytesIO(copy)) as clean:
        assert (clean.format, clean.size, dict(clean.getexif())) == ("WEBP", (40, 60), {})
    assert b"Photographer" not in copy


@pytest.mark.parametrize("content", [an_office_file("pptx"), an_open_document(), a_film()])
def test_other_kinds_have_no_copy_for_blind_readers(app: Flask, content: bytes) -> None:
    stored = handed_in(content)

    assert stored.stripped_type is None
    assert not storage.path_of(stored.id, storage.STRIPPED).exists()


def test_a_pdf_that_cannot_be_understood_is_kept_without_a_copy(app: Flask) -> None:
    stored = handed_in(b"%PDF-1.7\nnonsense\n%%EOF")

    assert (stored.kind, stored.pages, stored.stripped_type) == (Kind.PDF, None, None)


def test_a_pdf_that_takes_too_long_is_given_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfs, "PATIENCE_SECONDS", 0.01)

    stored = handed_in(a_pdf(3))

    assert (stored.pages, stored.stripped_type) == (None, None)


def test_a_pdf_that_promises_a_million_pages_is_counted_anyway(app: Flask) -> None:
    content = a_pdf().replace(b"/Count 1", b"/Count 1000000")

    assert handed_in(content).pages in (None, 1)


def test_a_bomb_in_a_pdf_dies_alone(app: Flask) -> None:
    """A stream of 2 GB, in 2 MB."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 50_000_000) for _ in range(40)) + packer.flush()
    body = (
        (
            b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/ObjStm/N 9/First 4/Filter/FlateDecode/Length %d>>stream\n"
            % len(packed)
        )
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )

    assert handed_in(body.replace(b"%%PDF", b"%PDF", 1)).stripped_type is None


def test_an_archive_that_promises_too_much_is_refused(app: Flask) -> None:
    many = an_archive(**{f"{n:06}{'x' * 60}": b"" for n in range(12_000)})
    huge = io.BytesIO()
    with zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"{OOXML}spreadsheetml.sheet.main+xml")
        with archive.open("bomb", "w", force_zip64=True) as bomb:
            for _ in range(60):
                bomb.write(b"\0" * 10_000_000)

    for content in (many, huge.getvalue()):
        with pytest.raises(WrongKind):
            handed_in(content)


def test_remarks_are_cut_out_of_a_jpeg_and_its_pixels_stay() -> None:
    original = with_a_place()

    clean = pdf_alone.without_remarks(original)

    assert b"Photographer" not in clean
    assert b"private remark" not in clean
    with Image.open(io.BytesIO(original)) as before, Image.open(io.BytesIO(clean)) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Deck v2.PDF", "Deck v2.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\fakepath\\deck.pdf", "deck.pdf"),
        ("deck.pdf.exe", "deck.pdf.exe.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("a\0b\nc\u2028d\u200e.pdf", "abcd.pdf"),
        ('q"u<o>t:e|?*%.pdf', "q_u_o_t_e____.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("แผนธุรกิจ.pdf", "แผนธุรกิจ.pdf"),
        ("\ud800.pdf", "file.pdf"),
    ],
)
def test_a_name_is_safe_on_every_disk(name: str, safe: str) -> None:
    assert safe_name(name, PDF) == safe


@given(st.text())
def test_no_name_is_unsafe(name: str) -> None:
    safe = safe_name(name, PDF)

    assert safe.lower().endswith(".pdf")
    assert len(safe) <= LONGEST_NAME
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*\u202e\0')
    assert safe_name(safe, PDF) == safe


@pytest.mark.parametrize(("code", "scan"), [(0, Scan.CLEAN), (3, Scan.UNSCANNED)])
def test_what_the_scanner_says_is_kept(app: Flask, scanner, code: int, scan: Scan) -> None:
    scanner(code)

    assert handed_in(a_pdf()).scan is scan


def test_an_infected_file_is_refused_and_leaves_nothing(app: Flask, scanner) -> None:
    before = everything_stored()
    scanner(1)

    with pytest.raises(Infected):
        handed_in(a_pdf())

    assert everything_stored() == before


@pytest.mark.parametrize("command", ["", "/no/such/scanner --fast"])
def test_without_a_scanner_it_is_said_so(app: Flask, command: str) -> None:
    scanning.scan_with(command)
    try:
        assert handed_in(a_pdf()).scan is Scan.UNSCANNED
    finally:
        scanning.scan_with("")


def test_what_was_not_scanned_is_scanned_later(app: Flask, scanner) -> None:
    person = a_person()
    with transaction():
        clean, gone, judged = (keep(handed_in(a_pdf()), person) for _ in range(3))
        delete(gone.id)
        note_scan(judged.id, Scan.INFECTED)
    assert jobs.scan_waiting() == "no virus scanner is set up"
    scanner(0)

    said = jobs.scan_waiting()

    assert said == "asked the virus scanner about 1 files"
    assert (clean.scan, gone.scan, judged.scan) == (Scan.CLEAN, Scan.UNSCANNED, Scan.INFECTED)
    assert scanned(clean) == "Checked for viruses"


def test_a_file_in_words(app: Flask) -> None:
    person = a_person()
    with transaction():
        deck, film = (keep(handed_in(content), person) for content in (a_pdf(12), a_film()))

    assert about(deck) == f"12 pages · {size(deck.size)}"
    assert about(film) == "1 kB"
    assert size(3_565_158) == "3.4 MB"
    assert scanned(deck) == "Not checked for viruses"
    assert accepted({Kind.IMAGE, Kind.PDF}) == "PDF, picture (JPEG, PNG, WebP)"
    assert endings({Kind.PDF, Kind.SPREADSHEET}) == ".pdf,.xlsx,.ods"


def test_a_copy_that_is_gone_is_noticed(app: Flask) -> None:
    person = a_person()
    with transaction():
        deck = keep(handed_in(a_pdf()), person)
        keep(handed_in(a_film()), person)
    assert list(problems()) == []

    storage.path_of(deck.id, storage.STRIPPED).unlink()

    assert list(problems()) == [f"file {deck.id}: its copy stripped is missing"]


BEGINNINGS = st.sampled_from(
    [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP",
     b"\x1a\x45\xdf\xa3", b"\0\0\0\x10ftypisom", an_office_file(), a_film(), picture("PNG")]
)  # fmt: skip
ENDINGS = st.sampled_from([b"", b"%%EOF", an_archive(x=b"y")[-60:], b"PK\x05\x06" + b"\xff" * 18])


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BEGINNINGS, st.binary(max_size=300), ENDINGS, st.text(max_size=30))
def test_nothing_that_is_sent_breaks_us(
    app: Flask, monkeypatch: pytest.MonkeyPatch, beginning: bytes, middle: bytes, end: bytes,
    name: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(
        "hub.files.documents.examining.look_through", lambda *_, **__: pdfs.LookedThrough()
    )
    try:
        handed_in(beginning + middle + end, name)
    except HubError as refusal:
        assert 400 <= refusal.status < 500
