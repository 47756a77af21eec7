"""Pure decisions of the outbox: what a header may hold, when to try again, what staff may read."""

import re
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address

#: Waits after the first, second … failed attempt; the last one is repeated.
BACKOFF = tuple(
    timedelta(minutes=m) for m in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
)  # RFC 5321 §4.5.4.1: retry soon, then patiently, for days
GIVE_UP_AFTER = timedelta(days=3)
#: While the mail server is away nothing is held against a message; it only waits this long.
PAUSE = timedelta(minutes=1)
#: An earlier message that leaves within this time keeps its place before later ones to the same
#: address. Longer than PAUSE, so that an outage does not change the order.
HOLD_BACK = timedelta(minutes=2)
LONGEST_SUBJECT = 200
LONGEST_NAME = 120
LONGEST_ADDRESS = 320

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_GAPS = re.compile(r"[ \t]*\n([ \t]*\n)+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SECRET_IN_LINK = re.compile(r"(?<=[/=])[A-Za-z0-9_.~-]{16,}(?=[/?#&\s\"<]|$)")
_ENHANCED = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


def one_line(text: str, longest: int) -> str:
    """`text` fit for a header: no line breaks or control characters, nothing that turns the
    reading direction, at most `longest` characters."""
    line = _INVISIBLE.sub("", _BREAKS.sub(" ", text)).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def is_address(email: str) -> bool:
    """Whether it can stand in a header and an envelope as exactly one address."""
    if len(email) > LONGEST_ADDRESS or _BREAKS.search(email) or _INVISIBLE.search(email):
        return False
    try:
        address = Address(addr_spec=email)
    except (ValueError, IndexError, HeaderParseError):
        return False
    return bool(address.username) and bool(address.domain)


def split_subject(text: str) -> tuple[str, str]:
    """The subject and the body of a rendered text whose first line is `Subject: …`.

    A line break within a value ends the subject; what follows it lands in the body, never in a
    header.
    """
    line, _, body = text.lstrip().partition("\n")
    name, colon, subject = line.partition(":")
    if name != "Subject" or not colon or not subject.strip():
        raise ValueError(f"the template's first line must be 'Subject: …', not {line[:60]!r}")
    return one_line(subject, LONGEST_SUBJECT), _GAPS.sub("\n\n", body).strip() + "\n"


def wait_after(attempts: int, *, jitter: float) -> timedelta:
    """How long to wait after that many failed attempts.

    Args:
        jitter: from -1 to 1; moves the wait by up to a tenth, so that what failed together does
            not come back together.
    """
    wait = BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]
    return wait * (1 + jitter / 10)


def is_hopeless(made_at: datetime, now: datetime) -> bool:
    return now - made_at >= GIVE_UP_AFTER


def without_secrets(text: str) -> str:
    """A text as staff may read it: what opens something in its links is blotted out."""
    return _SECRET_IN_LINK.sub("•••", text)


def plain_reply(code: int, reply: bytes | str, *, during: str) -> str:
    """A mail server's answer without its text, which likes to repeat the address."""
    words = reply.decode("ascii", "replace") if isinstance(reply, bytes) else reply
    enhanced = _ENHANCED.match(words)
    return f"{code} {enhanced.group(1)} {during}" if enhanced else f"{code} {during}"
