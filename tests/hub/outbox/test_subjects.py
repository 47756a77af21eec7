"""The first line of a letter is its subject, and nothing else."""

from pathlib import Path

import pytest

LETTERS = sorted(
    path for path in Path("templates/emails").glob("*/*.txt")
    if path.read_text("utf-8").startswith("Subject:")
)  # fmt: skip


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_subject_ends_with_its_line(letter: Path) -> None:
    """A line that ends with a tag loses its break, and the heading would stand in the subject."""
    first = letter.read_text("utf-8").partition("\n")[0]

    assert not first.rstrip().endswith("%}")
