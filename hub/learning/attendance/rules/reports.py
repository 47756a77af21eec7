"""Who joined a video meeting when, out of a provider's CSV. Zoom, BigBlueButton and the like name
their columns differently and in several languages; dates are written in four ways."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LARGEST_ROWS = 20_000

#: What a heading contains, by what it means; looked for in this order.
_HEADINGS = {
    "email": ("email", "e-mail", "surel"),
    "joined": ("join time", "joined", "first join", "waktu bergabung", "beitrittszeit", "enter"),
    "left": ("leave time", "left", "last leave", "waktu keluar", "austrittszeit", "leave", "exit"),
    "minutes": ("duration", "durasi", "dauer", "minutes"),
    "name": ("name", "nama", "participant", "teilnehmer", "user"),
}  # fmt: skip
_FORMS = (
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%b %d, %Y %H:%M:%S",
)


class Unreadable(ValueError):
    """`code` says what is missing: "empty", "columns", "time" or "long"; `line` where, from 1."""

    def __init__(self, code: str, *, line: int = 0, text: str = "") -> None:
        super().__init__(f"{code} in line {line}: {text}")
        self.code, self.line, self.text = code, line, text


@dataclass(frozen=True)
class Seen:
    """One stretch of one participant, as the provider has it."""

    name: str
    email: str
    joined_at: datetime
    left_at: datetime


def read_report(text: str, *, zone: str) -> list[Seen]:
    """Every stretch in it.

    Args:
        zone: in which times without an offset are meant.

    Raises:
        Unreadable: no header with a name or an address and a time, or a time that cannot be read.
    """
    rows = list(_rows(text))
    if not rows:
        raise Unreadable("empty")
    start, columns = _header(rows)
    found = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if any(cell.strip() for cell in row):
            found.append(_seen(row, columns, line=number, zone=zone))
    if not found:
        raise Unreadable("empty")
    return found


def _rows(text: str) -> Iterator[list[str]]:
    cleaned = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = cleaned.partition("\n")[0]
    split = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(cleaned), delimiter=split), 1):
            if number > LARGEST_ROWS:
                raise Unreadable("long", line=number)
            yield row
    except csv.Error as error:
        raise Unreadable("columns", line=1, text=str(error)) from error


def _header(rows: Sequence[list[str]]) -> tuple[int, dict[str, int]]:
    """Zoom puts the meeting's own data above the list, so the header is looked for."""
    for number, row in enumerate(rows[:20]):
        columns = _columns(row)
        who = {"name", "email"} & columns.keys()
        when = {"left", "minutes"} & columns.keys()
        if who and "joined" in columns and when:
            return number, columns
    raise Unreadable("columns", line=1, text=", ".join(rows[0])[:200])


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        heading = cell.strip().lower()
        for meaning, words in _HEADINGS.items():
            if meaning not in found and any(word in heading for word in words):
                found[meaning] = place
                break
    return found


def _seen(row: Sequence[str], columns: dict[str, int], *, line: int, zone: str) -> Seen:
    def cell(meaning: str) -> str:
        place = columns.get(meaning)
        return row[place].strip() if place is not None and place < len(row) else ""

    joined_at = _instant(cell("joined"), line=line, zone=zone)
    if cell("left"):
        left_at = _instant(cell("left"), line=line, zone=zone)
    else:
        left_at = _after(joined_at, cell("minutes"), line=line)
    name = re.sub(r"\s*\(.*\)\s*$", "", cell("name"))[:160]
    return Seen(name, cell("email").lower()[:254], joined_at, max(joined_at, left_at))


def _instant(text: str, *, line: int, zone: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _by_forms(text, line=line)
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _by_forms(text: str, *, line: int) -> datetime:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  the caller adds the zone
        except ValueError:
            continue
    raise Unreadable("time", line=line, text=text[:60])


def _after(joined_at: datetime, minutes: str, *, line: int) -> datetime:
    try:
        return joined_at + _duration(minutes, line=line)
    except OverflowError as error:
        raise Unreadable("time", line=line, text=minutes[:60]) from error


def _duration(text: str, *, line: int) -> timedelta:
    """ "92", "92 min", "1h 32m" or "01:32:00"."""
    if re.fullmatch(r"\d+:\d\d(:\d\d)?", text):
        hours, minutes, *seconds = [int(part) for part in text.split(":")]
        return timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
    worded = re.fullmatch(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m?(?:in)?)?\.?", text.lower())
    if worded is None or not any(worded.groups()):
        raise Unreadable("time", line=line, text=text[:60])
    return timedelta(hours=int(worded[1] or 0), minutes=int(worded[2] or 0))
