"""Tables read back by those who read them: csv, openpyxl, json."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hub.core import tables
from hub.core.money import Money
from hub.core.tables import csv_of, harmless, json_of, text_of, xlsx_of


class Colour(StrEnum):
    GREEN = "deep-green"


AT = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=x", "\r=x", "\n=x", " =x", "＝x", "－x",
            '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0"]  # fmt: skip
VALUES = [
    (None, "", None),
    ("Łukasz, \"Ştefan\"\nกรุง", "Łukasz, \"Ştefan\"\nกรุง", "Łukasz, \"Ştefan\"\nกรุง"),
    (True, "true", True),
    (-5, "-5", -5),
    (2.5, "2.5", 2.5),
    (Decimal("0.10"), "0.10", "0.10"),
    (date(2026, 11, 23), "2026-11-23", "2026-11-23"),
    (AT, "2026-11-23T07:30:00+00:00", "2026-11-23T07:30:00+00:00"),
    (AT.astimezone(ZoneInfo("Asia/Jakarta")), "2026-11-23T14:30:00+07:00",
     "2026-11-23T14:30:00+07:00"),
    (Money(-1250, "EUR"), "'-12.50 EUR", {"amount_minor": -1250, "currency": "EUR"}),
    (Colour.GREEN, "deep-green", "deep-green"),
    (UUID(int=8), str(UUID(int=8)), str(UUID(int=8))),
    (["water", "air"], "water; air", ["water", "air"]),
    ({"a": AT}, '{"a": "2026-11-23T07:30:00+00:00"}', {"a": "2026-11-23T07:30:00+00:00"}),
    (float("nan"), "nan", None),
]  # fmt: skip


def from_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def from_xlsx(pieces) -> list[list[object]]:
    (sheet,) = load_workbook(io.BytesIO(b"".join(pieces))).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(("value", "cell", "member"), VALUES)
def test_a_value_is_written_so_that_it_can_be_read_again(value, cell, member) -> None:
    assert from_csv("".join(csv_of({"a": "A"}, [[value]]))) == [["A"], [cell]]
    assert json.loads("".join(json_of({"a": "A"}, [[value]]))) == [{"a": member}]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    (_heading, (cell,)) = from_csv("".join(csv_of({"a": "A"}, [[text]])))

    assert cell == f"'{text}"
    assert from_csv("".join(csv_of({"a": text}, [])))[0] == [f"'{text}"]


@pytest.mark.parametrize("text", [*FORMULAS, "https://evil.example", "007", "1e5"])
def test_no_text_is_a_formula_a_link_or_a_number_in_xlsx(text: str) -> None:
    made = b"".join(xlsx_of({"a": text}, [[text], [[text]]]))

    (sheet,) = load_workbook(io.BytesIO(made)).worksheets
    for cell in sheet["A"]:
        assert cell.data_type in ("s", "inlineStr")
        assert str(cell.value).replace("_x000D_", "\r") == text
        assert cell.hyperlink is None
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")


def test_numbers_and_days_are_what_they_are_in_xlsx() -> None:
    row = [7, -2.5, Decimal("0.25"), True, date(2026, 11, 23), AT, None, 10**18, date(1850, 1, 1)]

    (_headings, read) = from_xlsx(xlsx_of({str(n): n for n in range(9)}, [row]))

    assert read == [7, -2.5, 0.25, True, datetime(2026, 11, 23), "2026-11-23T07:30:00+00:00",
                    None, str(10**18), "1850-01-01"]  # fmt: skip


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    (_heading, (cell,)) = from_xlsx(xlsx_of({"a": "A"}, [["x" * 40_000]]))

    assert len(str(cell)) == tables.LONGEST_CELL
    assert str(cell).endswith("x…")


def test_more_rows_than_a_sheet_holds_are_not_lost_silently(monkeypatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)

    assert len(from_xlsx(xlsx_of({"a": "A"}, [[n] for n in range(3)]))) == 4
    with pytest.raises(ValueError, match="more than 3 rows"):
        list(xlsx_of({"a": "A"}, [[n] for n in range(4)]))


@pytest.mark.parametrize("sheet", ["", "Cohort: 2027/28 [all]? '*'", "x" * 99])
def test_a_sheet_may_be_called_anything(sheet: str) -> None:
    assert from_xlsx(xlsx_of({"a": "A"}, [[1]], sheet=sheet)) == [["A"], [1]]


@given(st.text())
def test_any_text_survives(text: str) -> None:
    (_heading, (cell,)) = from_csv("".join(csv_of({"a": "A"}, [[text]])))
    assert cell in (text, f"'{text}")
    assert json.loads("".join(json_of({"a": "A"}, [[text]]))) == [{"a": text}]
    assert len(from_xlsx(xlsx_of({"a": "A"}, [[text or "-"]]))) == 2


@pytest.mark.parametrize("of", [csv_of, json_of])
def test_rows_are_read_as_the_table_is_sent(of) -> None:
    read: list[int] = []

    def rows():
        for number in range(1000):
            read.append(number)
            yield [number]

    pieces = of({"a": "A"}, rows())
    for _ in range(4):
        next(pieces)

    assert len(read) < 5


def test_an_empty_table_is_still_one() -> None:
    assert json.loads("".join(json_of({"a": "A"}, []))) == []
    assert from_csv("".join(csv_of({"a": "A"}, []))) == [["A"]]
    assert from_xlsx(xlsx_of({"a": "A"}, [])) == [["A"]]


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        text_of(datetime(2026, 11, 23))


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        list(json_of({"a": "A"}, [[1, 2]]))


def test_numbers_need_no_apostrophe() -> None:
    assert [harmless(each) for each in (-1, "-1", -0.5, Decimal(-1))] == ["-1", "'-1", "-0.5", "-1"]
