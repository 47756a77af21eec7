"""Open a secret address of somebody's calendar, and nothing else (see `rules.addresses`).

The name is looked up once; all of what it stands for must be public; the connection goes to one of
those very addresses, and the certificate is checked against the name. An answer is read up to a
size and within a time, whatever speed the other side chooses.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse

from accelerator.mentors.rules.addresses import (
    NotOpened,
    Target,
    Trouble,
    is_public,
    redirected,
    target_of,
)

LARGEST = 5 * 1024 * 1024
MOST_REDIRECTS = 3
SECONDS = 20.0
PORT = 443
_SENT_ON = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": "FutureCityHub/1.0 (calendar)", "Accept": "text/calendar, text/plain"}


def addresses_of(host: str) -> list[str]:
    """All that a name stands for. Raises: OSError."""
    found = socket.getaddrinfo(host.strip("[]"), PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def dial(address: str, host: str, *, seconds: float) -> socket.socket:
    """A TLS connection to an address, whose certificate must name the host. Raises: OSError."""
    plain = socket.create_connection((address, PORT), timeout=seconds)
    try:
        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=host.strip("[]"))
    except BaseException:
        plain.close()
        raise


@dataclass(frozen=True)
class Net:
    """How names are looked up and connections made; tests bring their own."""

    addresses_of: Callable[[str], list[str]] = addresses_of
    dial: Callable[..., socket.socket] = dial
    seconds: float = SECONDS
    clock: Callable[[], float] = field(default=time.monotonic)


def fetch(url: str, *, net: Net | None = None) -> bytes:
    """What is at an address. Raises: NotOpened."""
    net = net or Net()
    ends = net.clock() + net.seconds
    target = target_of(url)
    for _again in range(MOST_REDIRECTS + 1):
        body, location = _ask(target, net, ends=ends)
        if location is None:
            return body
        target = redirected(target, location)
    raise NotOpened(Trouble.REDIRECTS)


def _ask(target: Target, net: Net, *, ends: float) -> tuple[bytes, str | None]:
    """The body, or where the answer sends on to."""
    address = _checked(target, net)
    left = _left(net, ends)
    try:
        connected = net.dial(address, target.host, seconds=left)
    except TimeoutError as late:
        raise NotOpened(Trouble.TOO_SLOW) from late
    except OSError as odd:
        raise NotOpened(Trouble.NO_ANSWER) from odd
    # A byte every few seconds keeps a socket's own timeout from ever coming.
    watch = threading.Timer(_left(net, ends), _hang_up, (connected,))
    watch.daemon = True
    watch.start()
    try:
        answered = _exchange(connected, target)
        _left(net, ends)  # what was cut off at the end of the time is not the whole
        return answered
    except (OSError, HTTPException, ValueError) as odd:
        if isinstance(odd, NotOpened):
            raise
        is_late = net.clock() >= ends or isinstance(odd, TimeoutError)
        raise NotOpened(Trouble.TOO_SLOW if is_late else Trouble.NO_ANSWER) from odd
    finally:
        watch.cancel()
        connected.close()


def _checked(target: Target, net: Net) -> str:
    try:
        addresses = net.addresses_of(target.host)
    except (OSError, UnicodeError) as odd:
        raise NotOpened(Trouble.NOT_FOUND) from odd
    if not addresses:
        raise NotOpened(Trouble.NOT_FOUND)
    if not all(is_public(address) for address in addresses):
        raise NotOpened(Trouble.NOT_PUBLIC)
    return addresses[0]


def _exchange(connected: socket.socket, target: Target) -> tuple[bytes, str | None]:
    connection = HTTPConnection(target.host.strip("[]"), PORT)
    connection.sock = connected
    connection.request("GET", target.path, headers={**_HEADERS, "Host": target.host})
    with connection.getresponse() as answer:
        if answer.status in _SENT_ON and (location := answer.getheader("Location")):
            return b"", location
        if answer.status != 200:
            raise NotOpened(Trouble.REFUSED)
        return _body(answer), None


def _body(answer: HTTPResponse) -> bytes:
    body = answer.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise NotOpened(Trouble.TOO_LARGE)
    if answer.length:  # fewer bytes than were promised: the connection was cut
        raise HTTPException("cut off")
    return body


def _left(net: Net, ends: float) -> float:
    left = ends - net.clock()
    if left <= 0:
        raise NotOpened(Trouble.TOO_SLOW)
    return left


def _hang_up(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
