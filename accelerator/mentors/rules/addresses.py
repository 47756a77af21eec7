"""Which addresses on the web the hub will open for somebody else: none of its own network.

Whoever can name an address that a server opens can make it look where only the server can (OWASP:
server-side request forgery). So: https only, on its usual port, without a name and password in it,
and every address that the host's name stands for must be public. The caller opens the connection to
an address that was checked, not to the name, which could stand for another one a moment later.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin, urlsplit

LONGEST = 700
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?")
#: IPv6 addresses that stand for IPv4 ones: mapped ones are known to the library.
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


class Trouble(StrEnum):
    """Why a calendar could not be looked at; kept with it, and named to its owner."""

    NOT_HTTPS = "not-https"
    NOT_PUBLIC = "not-public"
    NOT_FOUND = "not-found"
    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    KEY_LOST = "key-lost"
    UNREADABLE = "unreadable"


class NotOpened(ValueError):
    def __init__(self, why: Trouble) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Target:
    """What to ask of whom: `host` in the letters of DNS, `path` with its search."""

    host: str
    path: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


def target_of(url: str) -> Target:
    """Raises: NotOpened. Calendar programs write webcal:// for https://."""
    text = url.strip()
    if text[:9].lower() == "webcal://":
        text = f"https://{text[9:]}"
    if len(text) > LONGEST or any(ord(sign) < 33 or ord(sign) == 127 for sign in text):
        raise NotOpened(Trouble.NOT_HTTPS)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        if not _is_address(host):
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as odd:
        raise NotOpened(Trouble.NOT_HTTPS) from odd
    named = parts.username is not None or parts.password is not None
    if parts.scheme.lower() != "https" or not host or port not in (None, 443) or named:
        raise NotOpened(Trouble.NOT_HTTPS)
    if not (_is_address(host) or _NAME.fullmatch(host)):
        raise NotOpened(Trouble.NOT_HTTPS)  # letters of other scripts can stand for signs
    if _is_address(host) and not is_public(host):
        raise NotOpened(Trouble.NOT_PUBLIC)
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    ascii_path = "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in f"{path}{query}"
    )
    return Target(f"[{host}]" if ":" in host else host.lower(), ascii_path)


def redirected(target: Target, location: str) -> Target:
    """Where an answer sends on to, checked as any other. Raises: NotOpened."""
    try:
        return target_of(urljoin(target.url, location))
    except ValueError as odd:
        raise NotOpened(getattr(odd, "why", Trouble.NOT_HTTPS)) from odd


def is_public(address: str) -> bool:
    """Whether this address is one that anybody on the internet can reach: neither this machine nor
    a network around it, nor one of those in another guise."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address:
        return False
    if isinstance(found, IPv6Address):
        inner = _inner(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
