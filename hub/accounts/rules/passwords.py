"""Which passwords are good enough: long, not known to everybody, not one's own name.

NIST SP 800-63B-4 and OWASP ASVS 5.0 (6.2): a list of refused passwords instead of rules about
digits and capitals, no forced changes, everything that is typed counts.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

SHORTEST = 10
#: In bytes of UTF-8: hashing a book would be a way to keep the house busy.
LONGEST = 1024
COMMON = Path(__file__).with_name("common_passwords.txt")
#: Below this, a password of few different characters or one long run is guessed at once.
PLAIN_UNTIL = 20
RUNS = (
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip
_SPOKEN = str.maketrans("013457@$!", "oieastasi")


def as_typed(password: str) -> str:
    """The same text for the same keys on every system (NFKC); nothing is cut off or trimmed."""
    return unicodedata.normalize("NFKC", password)


def too_long(password: str) -> bool:
    # A short look first: normalising could make a very long text longer still.
    return len(password) > LONGEST or len(as_typed(password).encode("utf-8", "replace")) > LONGEST


def weakness(password: str, *, name: str = "", email: str = "") -> str | None:
    """Why a password is refused (`short`, `long`, `common`, `plain`, `own`), or None."""
    if too_long(password):
        return "long"
    typed = as_typed(password)
    if len(typed) < SHORTEST:
        return "short"
    if _is_plain(typed.lower()):
        return "plain"
    if typed.lower() in common_passwords() or _core(typed) in common_passwords():
        return "common"
    return "own" if _is_own(typed, name=name, email=email) else None


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _core(password: str) -> str:
    """`P4ssw0rd2026!` → `password`: what is left without the ornaments that guessers know."""
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())
    return re.sub(r"[\W\d_]+", "", bare.translate(_SPOKEN))


def _is_plain(typed: str) -> bool:
    if len(typed) >= PLAIN_UNTIL:
        return False
    runs = (*RUNS, *(run[::-1] for run in RUNS))
    return len(set(typed)) < 4 or any(typed in run for run in runs)


def _is_own(typed: str, *, name: str, email: str) -> bool:
    """Whether nothing would be left but digits and signs without the person's name and address."""
    rest = typed.casefold()
    words = re.findall(r"[^\W\d_]{3,}", f"{name} {email}".casefold())
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(re.sub(r"[\W\d_]+", "", rest)) < 4 and rest != typed.casefold()
