"""What staff write about a cohort: cleaned, and what is missing in which language."""

from collections.abc import Iterable, Mapping
from typing import Any

from hub.core.i18n import LANGUAGES

Words = dict[str, str]
LONGEST_LINE = 160
LONGEST_TEXT = 8000
MOST_ENTRIES = 60


def clean_words(words: Mapping[str, str] | None, *, longest: int = LONGEST_TEXT) -> Words:
    """Our languages alone, without space around, and without those in which nothing is said.

    Raises:
        ValueError: one of them is longer than `longest`.
    """
    cleaned = {
        code: _tidy(words[code]) for code in LANGUAGES if words and (words.get(code) or "").strip()
    }
    if any(len(text) > longest for text in cleaned.values()):
        raise ValueError(f"longer than {longest} characters")
    return cleaned


def clean_faq(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Questions with their answers, in order; an entry without both is left out.

    Raises:
        ValueError: too long, too many, or a question without an answer or the other way round.
    """
    kept = []
    for entry in entries:
        question = clean_words(entry.get("question"), longest=LONGEST_LINE * 2)
        answer = clean_words(entry.get("answer"))
        if not question and not answer:
            continue
        if not question or not answer:
            raise ValueError("a question and an answer belong together")
        kept.append({"question": question, "answer": answer})
    return _at_most(kept)


def clean_timeline(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Days and what happens on them, by day; an entry without a title is left out.

    Raises:
        ValueError: too long, too many, or a title without a day.
    """
    kept = []
    for entry in entries:
        title = clean_words(entry.get("title"), longest=LONGEST_LINE)
        if not title:
            continue
        if not entry.get("on"):
            raise ValueError("what happens has a day")
        kept.append(
            {"on": str(entry["on"]), "title": title, "note": clean_words(entry.get("note"))}
        )
    return _at_most(sorted(kept, key=lambda entry: entry["on"]))


def _at_most(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(entries) > MOST_ENTRIES:
        raise ValueError(f"more than {MOST_ENTRIES}")
    return entries


def _tidy(text: str) -> str:
    """Line ends as one kind, and no characters that are not text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(c for c in lines if c in "\n\t" or ord(c) >= 32)
