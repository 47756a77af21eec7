"""Looking at somebody's calendar elsewhere: to public places only, and not for ever."""

import socket
import threading
from collections.abc import Callable

import pytest

from accelerator.mentors import fetching
from accelerator.mentors.fetching import Net, fetch
from accelerator.mentors.rules.addresses import NotOpened, Trouble

URL = "https://calendar.example/secret.ics"
PUBLIC = "93.184.216.34"


Names = Callable[[str], list[str]]


class Web:
    """Answers by host; every connection is a pair of sockets, and who was dialled is noted."""

    def __init__(
        self, answers: dict[str, list[bytes]], **named: Callable[[str], list[str]]
    ) -> None:
        self.answers, self.dialled, self.asked = answers, [], []
        self.net = Net(named.get("addresses_of", lambda _host: [PUBLIC]), self.dial, seconds=2)

    def dial(self, address: str, host: str, *, seconds: float) -> socket.socket:
        self.dialled.append((address, host))
        ours, theirs = socket.socketpair()
        ours.settimeout(2)
        threading.Thread(target=self._serve, args=(theirs, self.answers[host]), daemon=True).start()
        return ours

    def _serve(self, theirs: socket.socket, pieces: list[bytes]) -> None:
        self.asked.append(theirs.recv(4000))
        for piece in pieces:
            if piece == b"wait":
                threading.Event().wait(0.4)
                continue
            try:
                theirs.sendall(piece)
            except OSError:
                break
        theirs.close()


def said(body: bytes, status: str = "200 OK", *more: str) -> list[bytes]:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more, "", ""]
    return ["\r\n".join(lines).encode() + body]


def why(web: Web, url: str = URL) -> Trouble:
    with pytest.raises(NotOpened) as refusal:
        fetch(url, net=web.net)
    return refusal.value.why


def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    web = Web({"calendar.example": said(b"BEGIN:VCALENDAR")})
    assert fetch(URL, net=web.net) == b"BEGIN:VCALENDAR"
    assert web.dialled == [(PUBLIC, "calendar.example")]
    assert web.asked[0].startswith(b"GET /secret.ics HTTP/1.1\r\n")
    assert web.asked[0].count(b"Host:") == 1


def test_a_name_that_also_stands_for_an_inner_address_is_never_dialled() -> None:
    web = Web({}, addresses_of=lambda _host: [PUBLIC, "127.0.0.1"])
    assert why(web) is Trouble.NOT_PUBLIC
    assert web.dialled == []


def test_each_redirect_is_checked_again_and_three_are_enough() -> None:
    inner = {"calendar.example": [PUBLIC], "inner.example": ["10.0.0.7"]}
    on = said(b"", "302 Found", "Location: https://inner.example/x")
    web = Web({"calendar.example": on}, addresses_of=lambda host: inner[host])
    assert why(web) is Trouble.NOT_PUBLIC
    assert [host for _address, host in web.dialled] == ["calendar.example"]
    plain = Web({"calendar.example": said(b"", "302 Found", "Location: http://calendar.example/")})
    assert why(plain) is Trouble.NOT_HTTPS
    round_about = Web({"calendar.example": said(b"", "301 Moved", "Location: /again")})
    assert why(round_about) is Trouble.REDIRECTS
    assert len(round_about.dialled) == 4


def test_too_much_too_slow_and_half_of_it_are_no_calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100)
    assert why(Web({"calendar.example": said(b"x" * 101)})) is Trouble.TOO_LARGE
    cut = [said(b"x" * 90)[0][:-20]]
    assert why(Web({"calendar.example": cut})) is Trouble.NO_ANSWER
    drip = [b"HTTP/1.1 200 OK\r\n\r\n", *([b"x", b"wait"] * 12)]
    assert why(Web({"calendar.example": drip})) is Trouble.TOO_SLOW
    assert why(Web({"calendar.example": said(b"", "404 Not Found")})) is Trouble.REFUSED


def test_a_name_nobody_knows_is_said_so() -> None:
    def unknown(_host: str) -> list[str]:
        raise socket.gaierror("unknown")

    assert why(Web({}, addresses_of=unknown)) is Trouble.NOT_FOUND
