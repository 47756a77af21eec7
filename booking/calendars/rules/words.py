"""What a title says about itself. Public calendars rarely set STATUS; they write it out."""

import re
import unicodedata

# In the hub's languages and Thai. A person sees what was read out of them and can say otherwise.
_CANCELLED = (
    "fällt aus", "faellt aus", "fallen aus", "fällt leider aus", "entfällt", "entfallen",
    "abgesagt", "storniert", "findet nicht statt",
    "cancelled", "canceled", "called off", "does not take place",
    "dibatalkan", "ditiadakan", "batal", "ยกเลิก",
)  # fmt: skip
_CLOSED = ("geschlossen", "closed", "tutup", "ditutup", "libur", "ปิดทำการ")
_MOVED = (
    "verschoben", "verlegt", "neuer termin",
    "moved", "postponed", "rescheduled", "new date",
    "dipindahkan", "diundur", "dijadwalkan ulang", "เลื่อน",
)  # fmt: skip


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words only: "enclosed" does not say "closed". Thai writes no spaces between words."""
    thai = [re.escape(phrase) for phrase in phrases if phrase[0] >= "\u0e00"]
    spaced = [r"\s+".join(phrase.split()) for phrase in phrases if phrase[0] < "\u0e00"]
    return re.compile("|".join([rf"\b(?:{'|'.join(spaced)})\b", *thai]))


_SAYS_CANCELLED = _any_of(_CANCELLED)
_SAYS_CLOSED = _any_of(_CLOSED)
_SAYS_MOVED = _any_of(_MOVED)


def says_cancelled(title: str) -> bool:
    return bool(_SAYS_CANCELLED.search(_plain(title)))


def says_closed(title: str) -> bool:
    return bool(_SAYS_CLOSED.search(_plain(title)))


def says_moved(title: str) -> bool:
    return bool(_SAYS_MOVED.search(_plain(title)))


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()
