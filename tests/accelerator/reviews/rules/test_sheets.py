"""Tables of reviewers as people send them."""

import pytest

from accelerator.reviews.rules.sheets import NoSheet, Unreadable, rows_in


def test_a_table_from_a_german_excel_is_read() -> None:
    raw = "email;languages;capacity\r\nrini@reads.example;en, id;12\r\n;;\r\n".encode("utf-8-sig")

    (row,) = rows_in(raw)

    assert (row.line, row.email, row.capacity) == (2, "rini@reads.example", 12)
    assert row.languages == ("en", "id")


def test_several_in_a_cell_are_parted_by_semicolons() -> None:
    (row,) = rows_in(b"Email,Expertise\nrini@reads.example,Finance; Legal;\n")

    assert row.expertise == ("finance", "legal")
    assert row.capacity == 15


def test_a_capacity_that_is_no_number_is_left_to_be_refused() -> None:
    (row,) = rows_in(b"email,capacity\nrini@reads.example,many\n")

    assert row.capacity is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff\xfe\x00", Unreadable.NOT_TEXT),
        (b"PK\x03\x04\0\0", Unreadable.NOT_TEXT),
        (b"", Unreadable.NO_EMAIL_COLUMN),
        (b"name\nRini\n", Unreadable.NO_EMAIL_COLUMN),
        (b"email\n" + b"a@b.example\n" * 501, Unreadable.TOO_LONG),
    ],
)
def test_what_is_no_such_table_says_why(raw: bytes, why: Unreadable) -> None:
    with pytest.raises(NoSheet) as refused:
        rows_in(raw)

    assert refused.value.why is why
