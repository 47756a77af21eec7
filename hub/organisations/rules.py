"""What an organisation may say about itself, and who of its members ranks where."""

import re
import unicodedata
from urllib.parse import urlsplit

MOST_TAGS = 8
LONGEST_TAG = 30


def clean_line(text: str) -> str:
    """One line without hidden characters and without room at its ends."""
    folded = unicodedata.normalize("NFC", text)
    shown = (c if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else " " for c in folded)
    return " ".join("".join(shown).split())


def clean_tags(text: str) -> list[str]:
    """`"Mobility, open data; mobility"` → `["mobility", "open data"]`, in the order given."""
    tags = (clean_line(tag).lower()[:LONGEST_TAG].strip() for tag in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(tag for tag in tags if tag))


def clean_website(text: str) -> str | None:
    """A full http address; None when it is none, which keeps `javascript:` and the like out."""
    address = text.strip()
    if not address:
        return ""
    if "://" not in address and not address.lower().startswith(("javascript:", "data:")):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host or parts.username is not None:
        return None
    if len(address) > 240 or any(ord(c) < 33 or ord(c) == 127 or c in "\"'<>\\`" for c in address):
        return None
    return address
