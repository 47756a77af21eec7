"""At the door: who is this, which language do they read, and may they enter?

Flask-Login reads the token from the cookie; the row it stands for says whether it is still good.
The API has its own door (`bearer`) and takes no cookie.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager
from sqlalchemy.exc import DBAPIError

from hub.accounts.confined import opens_here
from hub.accounts.models import SignIn, User
from hub.accounts.permissions import Permission, may_act_for, may_somewhere
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.services.sessions import live_sign_in, needs_touch, touch
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core import i18n
from hub.core.database import transaction
from hub.core.errors import Busy, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import hashed
from hub.history.services import Acting, act
from hub.web.access import Audience
from hub.web.addresses import here
from hub.web.languages import CHOSEN

login = LoginManager()
# What a browser says of itself changes with every update; the token is what counts.
login.session_protection = None

#: A staff member without a second factor gets no further than where one is set up.
BEFORE_SECOND_FACTOR = "before_second_factor"
PROVE, SET_UP = "accounts.prove", "accounts.second_factor"
V = TypeVar("V", bound=Callable[..., Any])


def register(app: Flask) -> None:
    login.init_app(app)
    app.before_request(greet)


@login.user_loader
def load_person(token: str) -> User | None:
    """The person whom the cookie's token signs in, or whom they act for; nobody, where the sign-in
    is for something else only."""
    g.sign_in = None
    sign_in = live_sign_in(token)
    if sign_in is None:
        return None
    if sign_in.confined_to is not None and not opens_here(sign_in.confined_to):
        return None
    g.sign_in = sign_in
    person = _acted_for(sign_in) or sign_in.user
    person.sign_in_token = token
    return person


def greet() -> None:
    """Remember who acts, for history, and speak their language unless they chose another."""
    g.sign_in = g.shown_person = g.shown_acting = None
    g.reader = ""
    act(Acting(via="web"))
    if request.endpoint == "static" or request.path.startswith("/api/v1/"):
        return
    person = person_or_none()
    sign_in: SignIn | None = g.get("sign_in")
    if person is None or sign_in is None:
        return
    _keep_alive(sign_in)
    g.shown_person = person
    g.reader = hashed(f"reader\n{sign_in.user_id}\n{person.id}")[:16]
    if person.id != sign_in.user_id:
        g.shown_acting = {"person_name": person.name, "staff_name": sign_in.user.name}
    for_id = person.id if g.shown_acting else None
    via = "web" if sign_in.confined_to is None else "link"
    act(Acting(actor_id=sign_in.user_id, for_id=for_id, via=via))
    if CHOSEN not in session:
        i18n.speak(sign_in.user.language)


def doorkeeper(audience: Audience, permission: str | None) -> None:
    """Raises NotSignedIn or NotAllowed, leads to the second factor, or lets in."""
    unproved = _is_unproved_staff()
    if audience is Audience.EVERYONE:
        if unproved:  # a visitor like any other until then
            g._login_user = login.anonymous_user()
            g.sign_in = g.shown_person = None
            g.reader = ""
        return
    person = signed_in_person()
    if unproved:
        known = has_second_factor(person)
        abort(redirect(url_for(PROVE if known else SET_UP, next=here())))
    if permission is not None and not may_somewhere(person, Permission(permission)):
        raise NotAllowed(_("Your account may not see this page."))


def before_second_factor(view: V) -> V:
    """Mark a view that staff may open before their sign-in has seen a second factor."""
    setattr(view, BEFORE_SECOND_FACTOR, True)
    return view


def _acted_for(sign_in: SignIn) -> User | None:
    """Asked at every request: a right that has ended ends the acting, too."""
    person = sign_in.acting_for
    return person if person and may_act_for(sign_in.user, person) else None


def _is_unproved_staff() -> bool:
    """Rights over other people's matters are worth nothing before the second factor, on no page.
    A sign-in for one thing has no such rights: it never gets to a page that asks for them."""
    sign_in: SignIn | None = g.get("sign_in")
    if sign_in is None or sign_in.confined_to is not None:
        return False
    if not sign_in.user.is_staff or sign_in.second_factor_at is not None:
        return False
    view = current_app.view_functions[request.endpoint or ""]
    return not getattr(view, BEFORE_SECOND_FACTOR, False)


def _keep_alive(sign_in: SignIn) -> None:
    """A house too busy to note it must still answer."""
    if not needs_touch(sign_in):
        return
    try:
        with transaction():
            touch(sign_in)
    except (Busy, DBAPIError):
        return
