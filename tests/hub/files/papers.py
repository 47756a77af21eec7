"""Documents for tests, made on the spot."""

import io
import zipfile

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MAIN = {
    "docx": f"{OOXML}wordprocessingml.document",
    "xlsx": f"{OOXML}spreadsheetml.sheet",
    "pptx": f"{OOXML}presentationml.presentation",
}


def a_pdf(pages: int = 1, *, password: str = "", **info: str) -> bytes:
    """Empty pages; `info` is what it says about itself, such as `Author`."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(300, 200)
    writer.add_metadata({f"/{name}": value for name, value in info.items()})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_telling_pdf(secret: str, *, photo: bytes) -> bytes:
    """One page that says hello, and the secret in every place that is not the page's look."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    writer.add_metadata({"/Author": secret, "/Title": secret, "/Producer": secret})
    writer.xmp_metadata = _xmp(secret)
    writer.add_attachment(f"{secret}.txt", secret.encode())
    writer.add_outline_item(title=secret, page_number=0)
    say = TextStringObject(secret)

    def dictionary(**entries: object) -> DictionaryObject:
        return DictionaryObject({NameObject(f"/{k}"): v for k, v in entries.items()})

    def stream(text: bytes, **entries: object) -> DecodedStreamObject:
        made = DecodedStreamObject()
        made.update(dictionary(**entries))
        made.set_data(text)
        return made

    add, name = writer._add_object, NameObject
    writer.root_object[name("/OpenAction")] = dictionary(S=name("/JavaScript"), JS=say)
    rect = ArrayObject(FloatObject(n) for n in (10, 10, 60, 30))
    picture = EncodedStreamObject()
    picture.update(
        dictionary(Type=name("/XObject"), Subtype=name("/Image"), Width=FloatObject(60),
                   Height=FloatObject(40), ColorSpace=name("/DeviceRGB"),
                   BitsPerComponent=FloatObject(8), Filter=name("/DCTDecode"),
                   Metadata=add(stream(secret.encode())), PieceInfo=dictionary(X=say))
    )  # fmt: skip
    picture._data = photo
    font = dictionary(Type=name("/Font"), Subtype=name("/Type1"), BaseFont=name("/Helvetica"))
    drawn = stream(b"BT /F 9 Tf (Filled in) Tj ET", Type=name("/XObject"), Subtype=name("/Form"),
                   BBox=rect, PieceInfo=dictionary(X=say),
                   Resources=dictionary(Font=dictionary(F=font)))  # fmt: skip
    note = dictionary(Type=name("/Annot"), Subtype=name("/Text"), Rect=rect, T=say, Contents=say)
    link = dictionary(Type=name("/Annot"), Subtype=name("/Link"), Rect=rect,
                      A=dictionary(S=name("/URI"), URI=say))  # fmt: skip
    field = dictionary(Type=name("/Annot"), Subtype=name("/Widget"), FT=name("/Tx"), T=say, V=say,
                       Rect=rect, AP=dictionary(N=add(drawn)),
                       AA=dictionary(F=dictionary(S=name("/JavaScript"), JS=say)))  # fmt: skip
    page[name("/Annots")] = ArrayObject([add(note), add(link), add(field)])
    page[name("/PieceInfo")] = dictionary(Program=dictionary(Private=say))
    page[name("/Metadata")] = add(stream(secret.encode()))
    bead = dictionary(T=add(dictionary(I=dictionary(Author=say))), R=rect)
    page[name("/B")] = ArrayObject([add(bead)])
    page[name("/Resources")] = dictionary(
        Font=dictionary(F=font), XObject=dictionary(Photo=add(picture))
    )
    page[name("/Contents")] = add(
        stream(b"BT /F 24 Tf 50 100 Td (Hello there) Tj ET q 60 0 0 40 200 20 cm /Photo Do Q")
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _xmp(secret: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{secret}</dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def an_archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def an_office_file(kind: str = "docx", *, main: str = "", **more: bytes) -> bytes:
    """As Word, Excel and PowerPoint write it, as far as we look."""
    part = f"{main or MAIN[kind]}.main+xml"
    table = f'<Types><Override PartName="/x.xml" ContentType="{part}"/></Types>'.encode()
    return an_archive(**{"[Content_Types].xml": table, "x.xml": b"<x/>", **more})


def an_open_document(kind: str = "text", **more: bytes) -> bytes:
    """As LibreOffice writes it."""
    return an_archive(**{"mimetype": f"{ODF}{kind}".encode(), "content.xml": b"<x/>", **more})


def a_film(*, index: bool = True) -> bytes:
    """The boxes of an MP4 without a picture in it."""

    def box(kind: bytes, body: bytes = b"") -> bytes:
        return (8 + len(body)).to_bytes(4, "big") + kind + body

    boxes = box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"mdat", b"x" * 500)
    return boxes + (box(b"moov", b"y" * 100) if index else b"")


def a_webm() -> bytes:
    return b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm\x42\x87\x81\x04" + b"z" * 200
