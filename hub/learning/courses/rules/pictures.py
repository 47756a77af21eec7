"""Which pictures a text names: `![A map of Muara Angke](map.png)`."""

import re

#: As CommonMark has it, for the plain names that files of a lesson have; a title may follow.
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)>?(?:\s+[\"'(][^)]*)?\s*\)")


def pictures_named(text: str) -> list[str]:
    """In order, each once."""
    return list(dict.fromkeys(_PICTURE.findall(text)))
