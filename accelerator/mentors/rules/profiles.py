"""What a mentor's profile may hold, and in which order it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from accelerator.vocabulary.terms import Dimension, Sector, Stage
from accelerator.vocabulary.topics import Topic
from hub.core.i18n import gettext as _

#: Languages in which people of the network work, by code.
SPOKEN = ("id", "en", "de", "th")
WAYS = ("in-person", "video", "writing", "workshop", "introductions")
MOST_TOPICS = 12
MOST_LINKS = 5
LISTS: dict[str, tuple[str, ...]] = {
    "topics": tuple(Topic),
    "sectors": tuple(Sector),
    "stages": tuple(Stage),
    "dimensions": tuple(Dimension),
    "languages": SPOKEN,
    "ways": WAYS,
}


@dataclass(frozen=True)
class ProfileLink:
    """A page elsewhere, with what it is called."""

    label: str
    url: str


def in_order(values: Iterable[str], all_of_them: Sequence[str]) -> list[str]:
    """Each once, in the order of the vocabulary."""
    given = set(values)
    return [str(each) for each in all_of_them if each in given]


def troubles(lists: dict[str, Sequence[str]], links: Sequence[ProfileLink]) -> dict[str, list[str]]:
    """What is wrong, by field."""
    wrong: dict[str, list[str]] = {}
    for name, offered in LISTS.items():
        if not set(lists.get(name, ())) <= set(offered):
            wrong[name] = [_("Please choose from the list.")]
    if len(set(lists.get("topics", ()))) > MOST_TOPICS:
        wrong["topics"] = [_("At most %(most)s topics: those you know best.", most=MOST_TOPICS)]
    if len(links) > MOST_LINKS or not all(is_web_address(link.url) for link in links):
        wrong["links"] = [
            _("At most %(most)s links, each beginning with https:// or http://.", most=MOST_LINKS)
        ]
    return wrong


def is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= 300
