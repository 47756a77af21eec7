"""Ways out of the house: a mail server, or a folder of `.eml` files. `MAIL_URL` says which."""

import contextlib
import os
import smtplib
import ssl
from abc import ABC, abstractmethod
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from hub.outbox.rules import plain_reply

TIMEOUT_SECONDS = 30.0
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}


class NotSent(Exception):
    """Why a message did not leave, in a form without personal data."""


class Refused(NotSent):
    """The server will never take this message: trying again is of no use."""


class Later(NotSent):
    """Not now; or, worse, perhaps: the answer was lost. To be tried again."""


class Unreachable(NotSent):
    """There is no way out for any message just now; says nothing about this one."""


class Transport(ABC):
    """Used as a context manager for a whole run of messages."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:  # noqa: B027 -- most have nothing to close
        """Let go of what is open."""

    @abstractmethod
    def send(self, raw: bytes, *, sender: str, to: str, name: str) -> None:
        """Hand over one message; return when it is taken.

        Args:
            name: sorts by time and is the same at every attempt.

        Raises:
            Refused, Later, Unreachable: it was not taken, or nobody can say.
        """


class FolderTransport(Transport):
    """One file each, complete or not there at all; a repeat replaces the file it repeats."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, raw: bytes, *, sender: str, to: str, name: str) -> None:
        final = self.folder / f"{name}.eml"
        partial = self.folder / f".{name}.{os.getpid()}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(final)
        except OSError as error:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise Unreachable(f"the mail folder: {type(error).__name__}") from error


class SmtpTransport(Transport):
    """One connection for a run of messages, opened when the first one leaves."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.host = parts.hostname or "localhost"
        self.port = parts.port or PORTS[parts.scheme]
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        given = parse_qs(parts.query).get("timeout")
        self.timeout = float(given[0]) if given else TIMEOUT_SECONDS
        self._server: smtplib.SMTP | None = None

    def close(self) -> None:
        if self._server is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._server.quit()
            self._server.close()
        self._server = None

    def send(self, raw: bytes, *, sender: str, to: str, name: str) -> None:
        server = self._connected()
        options = () if to.isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        try:
            server.sendmail(sender, [to], raw, mail_options=options)
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = error.recipients[to]
            raise _by_code(code, reply, during="to the receiver") from error
        except smtplib.SMTPSenderRefused as error:
            # Our own address is at fault, the same for every message, and will be put right;
            # only "too large" (552) is about this one.
            during = plain_reply(error.smtp_code, error.smtp_error, during="to the sender")
            raise (Refused if error.smtp_code == 552 else Later)(during) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("the mail server takes no addresses outside ASCII") from error
        except smtplib.SMTPResponseException as error:
            raise _by_code(error.smtp_code, error.smtp_error, during="to the text") from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            # smtplib calls every end of a conversation "disconnected"; the cause lies behind it.
            cause = error.__context__ or error
            raise Later(f"no answer: {type(cause).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        """The open connection, or a new one where the server has closed it meanwhile."""
        if self._server is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                if self._server.noop()[0] == 250 and self._server.rset()[0] == 250:
                    return self._server
            self._drop()
        try:
            self._server = self._connect()
        except smtplib.SMTPResponseException as error:
            raise Unreachable(
                plain_reply(error.smtp_code, error.smtp_error, during="from the mail server")
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"the mail server: {type(error).__name__}") from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=_trusted()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            server.ehlo_or_helo_if_needed()
            if self.scheme == "starttls" or self._should_encrypt(server):
                server.starttls(context=_trusted())
                server.ehlo()
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _should_encrypt(self, server: smtplib.SMTP) -> bool:
        """`smtp:` encrypts where the server can, and never says a password in the clear except to
        this machine itself."""
        if self.scheme == "smtps" or self.host in LOOPBACK:
            return False
        return bool(self.user) or server.has_extn("starttls")

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates are checked against the machine's authorities; read from disk once."""
    return ssl.create_default_context()


def _by_code(code: int, reply: bytes | str, *, during: str) -> NotSent:
    """RFC 5321 §4.2.1: 5yz is for good, 4yz for now; 421 closes the channel for everybody."""
    plain = plain_reply(code, reply, during=during)
    if code == 421:
        return Unreachable(plain)
    return Refused(plain) if 500 <= code < 600 else Later(plain)


def transport_for(url: str, *, root: Path) -> Transport:
    """The way out for a `MAIL_URL`; a folder without a leading slash lies under `root`.

    Raises:
        ValueError: the address is of a kind we do not know.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderTransport(root / unquote(parts.path))
    if parts.scheme in PORTS:
        return SmtpTransport(url)
    raise ValueError(f"MAIL_URL must be smtp://, starttls://, smtps:// or file:, not {url[:12]!r}")
