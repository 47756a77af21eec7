"""Read a file that somebody says is a calendar, and keep only what an import needs.

What is dropped here is never parsed and never stored: people's names and addresses, descriptions,
attachments, and the file's own time zone rules, which are often outdated and sometimes hostile.
"""

import re
from collections.abc import Iterator

LARGEST = 5 * 1024 * 1024
MOST_EVENTS = 2000
LONGEST_LINE = 256 * 1024
LONGEST_TITLE = 500
DEEPEST = 8

#: Of an event; and of the calendar itself.
_KEPT = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "STATUS", "TRANSP", "SEQUENCE",
     "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"}
)  # fmt: skip
#: When the file was written, as near as it says.
_WRITTEN = frozenset({"DTSTAMP", "LAST-MODIFIED", "CREATED"})
_OF_CALENDAR = frozenset({"X-WR-TIMEZONE"})

_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
#: Some readers break lines at these; none belongs into a title.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class CannotRead(ValueError):
    """The file as a whole is no use; `code` says why: too-large, binary, wrong-charset, web-page,
    not-a-calendar, cut-off, broken, too-many-events, too-much-work."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def essential_text(raw: bytes) -> str:
    """The events of an iCalendar file (RFC 5545), reduced to one property a line.

    Applied to its own result it changes nothing.

    Raises:
        CannotRead: not a calendar, or one beyond the bounds above.
    """
    lines: list[str] = ["BEGIN:VCALENDAR"]
    for where, name, line in _placed(_logical_lines(_decoded(raw))):
        kept = _keep(line, where, name=name)
        if kept:
            lines.append(kept)
    if lines.count("BEGIN:VEVENT") > MOST_EVENTS:
        raise CannotRead("too-many-events")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _decoded(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise CannotRead("too-large")
    if b"\0" in raw:
        raise CannotRead("wrong-charset" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "binary")
    try:
        text = raw.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as error:
        looks_right = b"BEGIN:VCALENDAR" in raw[:1000].upper()
        raise CannotRead("wrong-charset" if looks_right else "binary") from error
    if text.startswith("<"):
        raise CannotRead("web-page")
    if not text[:15].upper().startswith("BEGIN:VCALENDAR"):
        raise CannotRead("not-a-calendar")
    return text


def _logical_lines(text: str) -> Iterator[str]:
    """Lines with their continuations joined; empty ones left out."""
    pieces: list[str] = []
    for line in _BREAK.split(text):
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
            continue
        if pieces and (whole := "".join(pieces)).strip():
            yield whole
        pieces = [line]
    if (whole := "".join(pieces)).strip():
        yield whole


def _placed(lines: Iterator[str]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each line with the components it lies in, outermost first, and its property's name."""
    within: list[str] = []
    for line in lines:
        found = _NAME.match(line)
        name = found[1].upper() if found else ""
        component = line[6 if name == "BEGIN" else 4 :].strip().upper()
        if name == "BEGIN":
            within.append(component)
            if within[0] != "VCALENDAR" or len(within) > DEEPEST:
                raise CannotRead("broken")
        if name and within:
            yield tuple(within), name, line
        if name == "END" and (not within or within.pop() != component):
            raise CannotRead("broken")
    if within:
        raise CannotRead("cut-off")


def _keep(line: str, where: tuple[str, ...], *, name: str) -> str | None:
    if where == ("VCALENDAR", "VEVENT"):
        if name in ("BEGIN", "END"):
            return f"{name}:VEVENT"
        wanted = name in _KEPT or name in _WRITTEN
    else:
        wanted = where == ("VCALENDAR",) and name in _OF_CALENDAR
    if not wanted:
        return None
    line = _CONTROL.sub(" ", line.replace("\t", " ").rstrip())
    if name == "SUMMARY":
        # Not in the middle of an escaped character.
        return line[:LONGEST_TITLE].rstrip("\\") if len(line) > LONGEST_TITLE else line
    if len(line) > LONGEST_LINE:
        raise CannotRead("broken")
    return line
