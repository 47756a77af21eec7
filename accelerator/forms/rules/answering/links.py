"""Answers that are addresses on the web. Nothing but http and https is kept, so that nothing else
is ever shown as a link."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.definition import Question
from hub.core.i18n import gettext as _

LONGEST_LINK = 500
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_VIDEO_ID = re.compile(r"[\w-]{5,20}", re.ASCII)


@dataclass(frozen=True)
class Video:
    """`provider` is YouTube, Vimeo or nothing."""

    url: str
    provider: str = ""
    id: str = ""


def link(_question: Question, value: Any) -> str:
    return read_link(value)


def video(_question: Question, value: Any) -> str:
    found = read_link(value)
    if not found.startswith("https://"):
        raise AnswerRefused(_("A video needs a link that begins with https://."))
    return found


def read_link(value: Any) -> str:
    """With https:// where nothing was written. Raises AnswerRefused."""
    text = value.strip() if isinstance(value, str) else ""
    if (
        text
        and "://" not in text
        and not text.lower().startswith(("javascript:", "data:", "mailto:"))
    ):
        text = f"https://{text}"
    if not _is_link(text):
        raise AnswerRefused(_("Please write a whole address, such as https://startup.example."))
    return text


def is_link(value: Any) -> bool:
    """Whether this may be shown as a link."""
    return isinstance(value, str) and _is_link(value)


def _is_link(text: str) -> bool:
    parts = _parts(text)
    return (
        parts is not None
        and parts.scheme.lower() in ("http", "https")
        and "@" not in parts.netloc
        and _HOST.fullmatch(parts.netloc.rpartition(":")[0] or parts.netloc) is not None
    )


def _parts(text: str) -> SplitResult | None:
    if (
        not text
        or len(text) > LONGEST_LINK
        or re.search(r"[\s\x00-\x20\x7f\\<>\"'`\ud800-\udfff]", text)
    ):
        return None
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        return None
    return parts


def video_at(url: str) -> Video:
    """Whose video it is, by its address."""
    parts = _parts(url)
    if parts is None:
        return Video(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com"):
        last = parse_qs(parts.query).get("v", [last])[0]
    provider = {
        "youtube.com": "YouTube", "youtube-nocookie.com": "YouTube", "youtu.be": "YouTube",
        "vimeo.com": "Vimeo", "player.vimeo.com": "Vimeo",
    }.get(host, "")  # fmt: skip
    return Video(url, provider, last if provider and _VIDEO_ID.fullmatch(last) else "")
