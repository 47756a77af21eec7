"""Which capabilities the front door opens to, and who hears what. One line each."""

from flask import Blueprint

from hub.accounts import views as accounts
from hub.home import views as home
from hub.web import languages

BLUEPRINTS: tuple[Blueprint, ...] = (
    languages.bp,
    home.bp,
    accounts.bp,
)


def connect() -> None:
    """Listeners: `listen(Fact, service)`."""
