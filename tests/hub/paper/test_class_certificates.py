"""A certificate of a class, read back: names in the scripts of the people who learn here."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from hub.core.i18n import speaking
from hub.paper.class_certificates import ClassCertificate, class_certificate
from tests.hub.paper.test_receipts import HOSTILE, squeezed

NUMBER = "7KQ4-MD2X-99AB-CDEF"
PAPER = ClassCertificate(
    name="Anke Müller-Lüdenscheidt",
    organisation="Yayasan Kota Terbuka",
    course="Open data licences",
    class_title="Jakarta, spring 2027",
    facts=[("Held", "11 January 2027"), ("Learning time", "12 hours")],
    rule="every quiz passed",
    issuer="Future City Hub",
    number=NUMBER,
    url=f"https://hub.example/verify/{NUMBER}",
    issued_at=datetime(2027, 2, 9, 3, tzinfo=UTC),
    zone="Asia/Jakarta",
)


def read(paper: ClassCertificate) -> PdfReader:
    return PdfReader(io.BytesIO(class_certificate(paper)))


def text_of(paper: ClassCertificate) -> str:
    (page,) = read(paper).pages
    return page.extract_text()


def test_everything_is_on_one_sheet_in_landscape() -> None:
    (page,) = read(PAPER).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = page.extract_text()
    for told in ("Anke Müller-Lüdenscheidt", "Yayasan Kota Terbuka", "Open data licences",
                 "Jakarta, spring 2027", "12 hours", "every quiz passed", NUMBER,
                 "Issued by Future City Hub on 9 February 2027"):  # fmt: skip
        assert told in text
    assert PAPER.url in squeezed(text)


@pytest.mark.parametrize(
    "name",
    ["Suharti", "Łukasz Şahin", "Đặng Thị Hoa", "สมชาย", "محمد", "عائشة"],
)  # fmt: skip
def test_a_name_is_found_by_whoever_searches_the_paper_for_it(name: str) -> None:
    assert name in text_of(replace(PAPER, name=name))


def test_only_our_own_fonts_are_used() -> None:
    names = replace(PAPER, name="Suharti สมชาย محمد")
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1].split("-")[0]
        for font in read(names).pages[0]["/Resources"]["/Font"].values()
    }
    assert fonts == {"PlusJakartaSans", "NotoSansThai", "IBMPlexSansArabic"}


@pytest.mark.parametrize("length", [30, 60, 160])
def test_a_long_name_shrinks_and_wraps_and_pushes_nothing_off_the_sheet(length: int) -> None:
    long = ("Wijayakusuma " * 20)[:length].strip()
    text = text_of(replace(PAPER, name=long, course=long, class_title=long, organisation=long))
    assert squeezed(text).count(squeezed(long)) == 4
    assert NUMBER in text


@pytest.mark.parametrize("language", ["en", "id", "de"])
def test_it_speaks_three_languages_and_says_so(language: str) -> None:
    with speaking(language):
        reader = read(PAPER)
    assert reader.root_object["/Lang"] == language
    assert NUMBER in reader.metadata.title
    assert reader.root_object["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_somebody_typed_is_shown_and_never_run(evil: str) -> None:
    made = replace(PAPER, name=evil, organisation=evil, course=evil, class_title=evil, rule=evil)
    assert squeezed(text_of(made)).count(squeezed(evil)) >= 5


def test_the_same_certificate_is_the_same_bytes() -> None:
    assert class_certificate(PAPER) == class_certificate(PAPER)
    assert class_certificate(PAPER) != class_certificate(replace(PAPER, name="Suharti"))
