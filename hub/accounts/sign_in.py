"""The person behind this request."""

from typing import cast

from flask import g
from flask_login import current_user

from hub.accounts.models import SignIn, User
from hub.accounts.services.acting import only_in_person
from hub.core.errors import NotSignedIn
from hub.core.i18n import gettext as _


def person_or_none() -> User | None:
    """A plain User rather than Flask-Login's proxy, which no service may be given.

    While staff act for somebody it is the person they act for.
    """
    if not current_user or not current_user.is_authenticated:
        return None
    return cast(User, current_user._get_current_object())


def signed_in_person() -> User:
    """As `person_or_none`, for pages that need somebody.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    person = person_or_none()
    if person is None:
        raise NotSignedIn(_("Please sign in first."))
    return person


def sign_in_or_none() -> SignIn | None:
    """The sign-in of this browser; None without one, and for the API's tokens."""
    person_or_none()  # Flask-Login asks the cookie at the first look
    return cast("SignIn | None", g.get("sign_in"))


def current_sign_in() -> SignIn:
    """Raises NotSignedIn, also for the API's tokens."""
    sign_in = sign_in_or_none()
    if sign_in is None:
        raise NotSignedIn(_("Please sign in first."))
    return sign_in


def oneself() -> User:
    """As `signed_in_person`, for what nobody does in somebody else's name.

    Raises:
        NotSignedIn: nobody is signed in.
        ActingRefused: staff act for the person.
    """
    person = signed_in_person()
    only_in_person()
    return person
