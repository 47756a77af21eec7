"""Courses written as plain text, a file for each language, read as the one document that
`hub.learning.courses` takes.

    title: …                      summary: …            then the page's text
    ## outcomes                   - one line each
    ## syllabus                   Markdown
    ## lesson KEY MINUTES         # Title, then Markdown
    ## quiz KEY PASS ATTEMPTS     (0: as often as one likes); # Title, then questions:
                                  ? id kind points | text
                                  + id | right   - id | wrong   ! answer tolerance   ~ accepted
                                  = feedback
    ## assignment KEY PASS        # Title, then Markdown; * id points | criterion | what counts
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.core.i18n import LANGUAGES

TEXTS = Path(__file__).parent / "texts"
Document = dict[str, Any]


@dataclass
class CourseText:
    """A course in words: what `make_course` takes, and the document of its version."""

    title: dict[str, str] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    document: Document = field(default_factory=dict)


def read_course(name: str) -> CourseText:
    """Of `texts/<name>.<language>.md` in every language.

    Raises:
        ValueError: the languages do not have the same parts.
    """
    course = CourseText(document={"outcomes": [], "syllabus": {}, "items": []})
    for language in LANGUAGES:
        head, *parts = (TEXTS / f"{name}.{language}.md").read_text().split("\n## ")
        _read_head(course, head, language=language)
        items = [part for part in parts if not part.startswith(("outcomes", "syllabus"))]
        known = course.document["items"]
        if known and len(known) != len(items):
            raise ValueError(f"{name}.{language}: {len(items)} parts, not {len(known)}")
        for part in parts:
            if part.startswith("outcomes"):
                lines = [line[2:] for line in part.splitlines()[1:] if line.startswith("- ")]
                _into(course.document["outcomes"], lines, language=language)
            elif part.startswith("syllabus"):
                course.document["syllabus"][language] = part.partition("\n")[2].strip()
        for place, part in enumerate(items):
            if place == len(known):
                known.append(_begun(part))
            _read_item(known[place], part, language=language)
    return course


def _read_head(course: CourseText, head: str, *, language: str) -> None:
    title, summary, *rest = head.splitlines()
    course.title[language] = title.removeprefix("title: ")
    course.summary[language] = summary.removeprefix("summary: ")
    course.about[language] = "\n".join(rest).strip()


def _into(rows: list[dict[str, str]], lines: list[str], *, language: str) -> None:
    while len(rows) < len(lines):
        rows.append({})
    for row, line in zip(rows, lines, strict=True):
        row[language] = line


def _begun(part: str) -> Document:
    kind, key, *numbers = part.partition("\n")[0].split()
    item: Document = {"kind": kind, "key": key, "title": {}}
    match kind:
        case "lesson":
            return item | {"body": {}, "minutes": int(numbers[0])}
        case "quiz":
            passes, attempts = map(int, numbers)
            return item | {"pass_percent": passes, "attempts": attempts or None, "questions": []}
    return item | {"brief": {}, "pass_percent": int(numbers[0]), "rubric": []}


def _read_item(item: Document, part: str, *, language: str) -> None:
    title, _, text = part.partition("\n")[2].strip().partition("\n")
    item["title"][language] = title.removeprefix("# ")
    if item["kind"] == "lesson":
        item["body"][language] = text.strip()
    elif item["kind"] == "quiz":
        _read_questions(item["questions"], text, language=language)
    else:
        lines = text.strip().splitlines()
        brief = [line for line in lines if not line.startswith("* ")]
        item["brief"][language] = "\n".join(brief).strip()
        criteria = [line for line in lines if line.startswith("* ")]
        _read_rubric(item["rubric"], criteria, language=language)


def _read_questions(questions: list[Document], text: str, *, language: str) -> None:
    question: Document = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        mark, _, rest = line.partition(" ")
        head, _, words = (piece.strip() for piece in rest.partition("|"))
        match mark:
            case "?":
                key, kind, points = head.split()
                question = _named(questions, key)
                question |= {"kind": kind, "points": int(points)}
                question.setdefault("text", {})[language] = words
            case "+" | "-":
                option = _named(question.setdefault("options", []), head)
                option["correct"] = mark == "+"
                option.setdefault("text", {})[language] = words
            case "!":
                question["answer"], question["tolerance"] = rest.split()
            case "~":
                accepted = question.setdefault("accepted", [])
                if rest not in accepted:
                    accepted.append(rest)
            case "=":
                question.setdefault("feedback", {})[language] = rest


def _read_rubric(rubric: list[Document], lines: list[str], *, language: str) -> None:
    for line in lines:
        head, title, about = (piece.strip() for piece in line[2:].split("|"))
        key, points = head.split()
        row = _named(rubric, key)
        row["points"] = int(points)
        row.setdefault("title", {})[language] = title
        row.setdefault("about", {})[language] = about


def _named(rows: list[Document], key: str) -> Document:
    found = next((row for row in rows if row["id"] == key), None)
    if found is None:
        rows.append(found := {"id": key})
    return found
