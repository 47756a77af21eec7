"""A real mail server that keeps what it gets and misbehaves when told to."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.live import free_port

#: Takes the message, then cuts the line before saying so.
RESET = "reset"
#: Says nothing for longer than anybody waits.
HANG = "hang"


@dataclass
class Catcher:
    """`to_receiver` and `to_text` are the answers to come, at RCPT and after DATA; when they run
    out all is taken. `patience` is how many seconds whoever sends waits for an answer."""

    port: int
    patience: int = 60
    received: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    connections: int = 0
    to_receiver: deque[str] = field(default_factory=deque)
    to_text: deque[str] = field(default_factory=deque)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?timeout={self.patience}"

    def named(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.to_receiver.popleft() if self.to_receiver else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.to_text.popleft() if self.to_text else "250 OK"
        if answer == HANG:
            await asyncio.sleep(30)
        if answer.startswith("250") or answer == RESET:
            self.raw.append(envelope.content)
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        if answer == RESET:
            server.transport.abort()
        return answer


@contextmanager
def catching() -> Iterator[Catcher]:
    catcher = Catcher(free_port())
    server = Controller(catcher, hostname="127.0.0.1", port=catcher.port, ready_timeout=60)
    server.start()
    try:
        yield catcher
    finally:
        server.stop(no_assert=True)
