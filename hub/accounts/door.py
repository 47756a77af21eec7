"""At the door: who is this, which language do they read, and may they enter?"""

from flask import Flask, g, session
from flask_login import LoginManager

from hub.accounts.models import User
from hub.accounts.permissions import Permission, may_somewhere
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core import i18n
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import Acting, act
from hub.web.access import Audience
from hub.web.languages import CHOSEN

login = LoginManager()


def register(app: Flask) -> None:
    login.init_app(app)
    app.before_request(greet)


@login.user_loader
def load_person(token: str) -> User | None:
    return None


def greet() -> None:
    """Remember who acts, for history, and speak their language unless they chose another."""
    person = person_or_none()
    act(Acting(actor_id=person.id if person else None, via="web"))
    g.shown_person = person
    if person and CHOSEN not in session:
        i18n.speak(person.language)


def doorkeeper(audience: Audience, permission: str | None) -> None:
    """Raises NotSignedIn or NotAllowed, or lets in."""
    if audience is Audience.EVERYONE:
        return
    person = signed_in_person()
    if permission is not None and not may_somewhere(person, Permission(permission)):
        raise NotAllowed(_("Your account may not see this page."))
