"""Which capabilities the front door opens to, and who hears what. One line each."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from booking.bookings import views as bookings
from hub.accounts import views as accounts
from hub.accounts.queries import mail as people
from hub.files import views as files
from hub.home import views as home
from hub.operate import views as operate
from hub.outbox import views as outbox
from hub.outbox.receivers import ask_before_sending
from hub.web import languages

BLUEPRINTS: tuple[Blueprint, ...] = (
    languages.bp,
    home.bp,
    operate.bp,
    accounts.bp,
    accounts.people_bp,
    outbox.bp,
    files.bp,
    bookings.bp,
)

#: Posts from elsewhere, which prove themselves by something else than our form's token.
POSTED_FROM_ELSEWHERE: tuple[Callable[..., Any], ...] = (outbox.stop_mail,)


def connect() -> None:
    """Listeners: `listen(Fact, service)`."""
    ask_before_sending(people.why_no_mail)
