"""Paper, read back."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from hub.core.i18n import speaking
from hub.paper.receipts import Receipt, receipt

NAMES = "Łukasz Şahin, Doğan, GROẞ, Peña, Đặng"
RECEIPT = Receipt(
    reference="A-0147",
    startup="Air Bersih",
    programme="City Builders",
    cohort="Jakarta 2027",
    received_at=datetime(2026, 11, 30, 16, 58, 12, tzinfo=UTC),
    zone="Asia/Jakarta",
    reader_zone="Europe/Berlin",
    timing="On time",
    answers=[
        ("What do you do?", "Clean water for every kampung.\nFrom the first day on."),
        ("Who are you?", NAMES),
        ("Siapa pelanggan Anda?", "Warga dan pemerintah daerah, sejak tahun lalu."),
        ("ชื่อเมือง", "กรุงเทพมหานคร"),
        ("Anything else?", ""),
    ],
    sha256="ab" * 32,
)
HOSTILE = [
    '#panic("out")', "#read(\"/wsgi.py\")", "$ x + y $", "\\ \\u{41} \\", "@reference <label>",
    "*bold* _it_ `raw` = h", '"quoted" \'single\' "]}{[(', "#{ 1 + 1 }", "// comment /* x */",
    "</text><script>", "https://hub.example/~a",
]  # fmt: skip


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def text_of(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(made).pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_a_receipt_says_what_was_received_and_when() -> None:
    text = text_of(receipt(RECEIPT))

    for line in ("A-0147", "Air Bersih", "City Builders", "Jakarta 2027", "On time",
                 "Mon 30 Nov 2026, 23:58 WIB", "Mon 30 Nov 2026, 17:58 CET",
                 "What do you do?", "Clean water for every kampung.", "From the first day on.",
                 "Warga dan pemerintah daerah, sejak tahun lalu.", NAMES):  # fmt: skip
        assert line in text
    assert "ab" * 32 in squeezed(text)
    assert "เทพมหานคร" in squeezed(text)  # pypdf loses vowels that stand below their letter


def test_a_reader_in_the_same_zone_is_told_universal_time() -> None:
    text = text_of(receipt(replace(RECEIPT, reader_zone="Asia/Jakarta")))

    assert "23:58 WIB" in text
    assert "16:58 UTC" in text


@pytest.mark.parametrize("language", ["en", "id", "de"])
def test_it_speaks_the_readers_language_and_says_so(language: str) -> None:
    with speaking(language):
        reader = read(receipt(RECEIPT))

    assert reader.root_object["/Lang"] == language
    assert "A-0147" in reader.metadata.title
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.metadata.creation_date == RECEIPT.received_at


def test_the_same_receipt_is_the_same_bytes() -> None:
    assert receipt(RECEIPT) == receipt(RECEIPT)
    assert receipt(RECEIPT) != receipt(replace(RECEIPT, timing="Late"))


def test_only_our_own_fonts_are_used() -> None:
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in read(receipt(RECEIPT)).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert {name.split("-")[0] for name in fonts} == {"PlusJakartaSans", "NotoSansThai"}


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_somebody_typed_is_shown_and_never_run(evil: str) -> None:
    everywhere = replace(
        RECEIPT, startup=evil, programme=evil, cohort=evil, timing=evil, answers=[(evil, evil)]
    )

    text = text_of(receipt(everywhere))

    assert squeezed(text).count(squeezed(evil)) >= 7


@pytest.mark.parametrize(
    "odd",
    ["x" * 10_000, "kata " * 2_000, "a\0b\x07c\ufffe", "\u202egpj", "😀🏙️", " \n\n\n ", "\r\n"],
)
def test_odd_text_breaks_nothing(odd: str) -> None:
    made = receipt(replace(RECEIPT, answers=[("Why?", odd)], startup=odd[:200]))

    assert "A-0147" in text_of(made)


def test_a_long_word_stays_on_the_page() -> None:
    pages = read(receipt(replace(RECEIPT, answers=[("Why?", "x" * 10_000)]))).pages

    assert len(pages) > 1
    assert "".join(page.extract_text() for page in pages).count("x") >= 10_000
