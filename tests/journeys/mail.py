"""Reading one's mail in journeys: the timetable's job writes `.eml` files, as in `make run`."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vobject

from tests.live import Hub


class Mailbox:
    """One person's; each mail is taken out of it once."""

    def __init__(self, hub: Hub, address: str) -> None:
        self._hub, self._address = hub, address
        self._folder = Path(urlsplit(hub.environment["MAIL_URL"]).path)
        self._read: set[Path] = set()

    def newest(self) -> "Mail":
        """The one mail that has come since the last look, after the job has run."""
        ran = self._hub.app.test_cli_runner().invoke(args=["jobs", "once", "deliver-mail"])
        assert ran.exit_code == 0, ran.output
        mine = {
            path: message
            for path in set(self._folder.glob("*.eml")) - self._read
            if self._address in str((message := parsed(path))["To"])
        }
        self._read |= set(mine)
        (message,) = mine.values()
        return Mail(message)


class Mail:
    def __init__(self, message: EmailMessage) -> None:
        self.message = message
        self.subject = str(message["Subject"])
        self.text = self._part("plain")
        self.html = self._part("html")

    def link(self, address: str) -> str:
        """Where a link in the text leads, by how the path begins."""
        found = re.search(rf"http://\S+?{re.escape(address)}\S*", self.text)
        assert found, f"no link to {address} in:\n{self.text}"
        return found[0]

    def calendar(self) -> tuple[str, Any]:
        """The method and the event of the invitation."""
        part, entries = self._calendar()
        return str(part.get_param("method")), entries.vevent

    def events(self) -> list[Any]:
        """All that stands in it."""
        return list(self._calendar()[1].vevent_list)

    def _calendar(self) -> tuple[Any, Any]:
        (part,) = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        content = part.get_content()
        text = content if isinstance(content, str) else content.decode()
        return part, vobject.readOne(text)

    def _part(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        assert body is not None
        return str(body.get_content())


def parsed(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=default)  # type: ignore[return-value]
