import io
import json

import pytest
from flask import Flask
from openpyxl import load_workbook

from hub.web.exports import Format, attachment, export

COLUMNS = {"name": "Nama", "score": "Skor"}


def sent(app: Flask, form: Format):
    with app.test_request_context():
        return export(COLUMNS, iter([["=Ayu", 3]]), name="A/B “Łódź”", format=form)


def test_a_table_is_sent_in_each_form(app: Flask) -> None:
    sheet = sent(app, Format.CSV)
    assert sheet.content_type == "text/csv; charset=utf-8"
    assert sheet.get_data() == '\ufeff"Nama","Skor"\r\n"\'=Ayu","3"\r\n'.encode()
    assert json.loads(sent(app, Format.JSON).get_data()) == [{"name": "=Ayu", "score": 3}]
    book = load_workbook(io.BytesIO(sent(app, Format.XLSX).get_data()))
    assert [[cell.value for cell in row] for row in book.active] == [["Nama", "Skor"], ["=Ayu", 3]]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("history.csv", 'attachment; filename="history.csv"'),
        ("Cohort 2027.xlsx", 'attachment; filename="Cohort 2027.xlsx"'),
        ('a"; x="\r\nSet-Cookie: y/../z.csv', 'attachment; filename="a- x-Set-Cookie- y-..-z.csv"'),
        ("Łódź.csv", "attachment; filename=\"_d_.csv\"; filename*=UTF-8''%C5%81%C3%B3d%C5%BA.csv"),
        ("\u202egpj", 'attachment; filename="gpj"'),
        ("///", 'attachment; filename="table"'),
    ],
)
def test_a_name_cannot_break_out_of_its_header(name: str, said: str) -> None:
    assert attachment(name) == said
