"""The person behind this request."""

from typing import cast

from flask_login import current_user

from hub.accounts.models import User
from hub.core.errors import NotSignedIn
from hub.core.i18n import gettext as _


def person_or_none() -> User | None:
    """A plain User rather than Flask-Login's proxy, which no service may be given."""
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
