"""E-mail addresses: one person's address has one spelling."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

LONGEST = 254


def clean_email(text: str) -> str | None:
    """The address in its one spelling, or None when it is not an address that we can write to.

    Compatibility forms are folded (NFKC) and the domain is written in ASCII. The local part must be
    ASCII: a letter that only looks like another must not make a second person of the first.
    """
    folded = unicodedata.normalize("NFKC", text.strip(" \t\r\n"))
    if len(folded) > LONGEST or any(_is_hidden(character) for character in folded):
        return None
    try:
        valid = validate_email(
            folded, allow_smtputf8=False, check_deliverability=False, allow_quoted_local=False
        )
    except EmailNotValidError:
        return None
    address = (valid.ascii_email or valid.normalized).lower()
    return address if len(address) <= LONGEST else None


def clean_name(text: str) -> str | None:
    """A person's name in one line without hidden characters; None when nothing is left."""
    folded = unicodedata.normalize("NFC", text)
    shown = "".join(" " if c.isspace() else c for c in folded if c.isspace() or not _is_hidden(c))
    return " ".join(shown.split())[:120] or None


def _is_hidden(character: str) -> bool:
    """Control and format characters (zero width, direction marks), surrogates, unassigned ones."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn", "Co"}
