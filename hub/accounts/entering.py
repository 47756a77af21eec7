"""Coming in and going out: guesses counted, the session made anew, the cookie handed over.

Part of the door: these functions open the transactions, because a password is hashed between two
of them and never inside one.
"""

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from hub.accounts.devices import remember_device, visitor
from hub.accounts.models import Purpose, User
from hub.accounts.queries.factors import has_second_factor
from hub.accounts.rules.addresses import clean_email
from hub.accounts.rules.guessing import code_budgets, password_budgets
from hub.accounts.services import one_time
from hub.accounts.services.passwords import is_password, person_with, renewed_hash
from hub.accounts.services.second_factor import accept_code
from hub.accounts.services.sessions import Confined, begin_sign_in, end_sign_in
from hub.accounts.services.throttle import refund, spend
from hub.accounts.sign_in import sign_in_or_none
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.history.services import Acting, act
from hub.web.addresses import safe_next
from hub.web.languages import CHOSEN

#: Where the browser keeps the secret of a sign-in that waits for its second factor.
WAITING = "second_step"
#: What a new session takes over from the one before: nothing that says who somebody is.
KEPT = (CHOSEN,)


def enter_with_password(email: str, password: str) -> User | None:
    """Sign in, or begin to when there is a second factor; None when the two do not fit.

    Raises:
        TooMany: too many guesses at this account, or from this address.
    """
    address = clean_email(email) or ""
    budgets = password_budgets(address, visitor(address))
    with transaction():
        spend(budgets)
    person = person_with(address, password)
    if person is None:
        return None
    checked, renewed = person.password_hash, renewed_hash(person, password)
    with transaction():
        if person.password_hash != checked or not person.is_active:
            return None  # changed while we were hashing
        refund(budgets)
        person.password_hash = renewed or checked
        if has_second_factor(person):
            _wait_for_second_step(person)
        else:
            admit(person)
    return person


def waiting_person() -> User | None:
    """Who has given the right password here and still owes the second factor."""
    row = one_time.standing(Purpose.SECOND_STEP, session.get(WAITING, ""))
    return row.user if row else None


def finish_with_code(person: User, code: str) -> bool:
    """The second step, by a code. False when the step is over and must begin again.

    Raises:
        WrongCode, TooMany
    """
    budgets = code_budgets(str(person.id), visitor(person.email))
    with transaction():
        spend(budgets)
    with transaction():
        row = one_time.use(Purpose.SECOND_STEP, session.get(WAITING, ""))
        if row is None or row.user_id != person.id:
            return False
        accept_code(person, code)
        refund(budgets)
        admit(person, second_factor=True)
    return True


def is_their_password(person: User, password: str) -> bool:
    """A signed-in person's password, asked again. Counted like any other guess.

    Raises:
        TooMany
    """
    budgets = password_budgets(person.email, visitor(person.email))
    with transaction():
        spend(budgets)
    right = is_password(person.password_hash or "", password)
    if right:
        with transaction():
            refund(budgets)
    return right


def admit(person: User, *, second_factor: bool = False, confined: Confined | None = None) -> None:
    """Sign a person in here, in a session that is new in all but the chosen language.

    Inside the caller's transaction. Whoever was signed in here before is signed out.

    Args:
        confined: to the one thing that this sign-in opens.
    """
    former = sign_in_or_none()
    if former is not None:
        end_sign_in(former, by=former.user, reason="another sign-in here")
    act(Acting(actor_id=person.id, via="web" if confined is None else "link"))
    agent = request.user_agent.string[:400]
    person.sign_in_token = begin_sign_in(
        person, agent=agent, second_factor=second_factor, confined=confined
    )
    _new_session()
    session.permanent = True
    login_user(person)
    if confined is None:  # a link says nothing about whose device it is opened on
        remember_device(person.email)


def onward(person: User, *, target: str | None) -> ResponseReturnValue:
    """Where to after signing in; staff without a second factor are led to set one up."""
    if person.is_staff and not has_second_factor(person):
        return redirect(url_for("accounts.second_factor", next=safe_next(target)))
    return redirect(safe_next(target))


def leave() -> None:
    """Sign out here. Inside the caller's transaction."""
    sign_in = sign_in_or_none()
    if sign_in is not None:
        end_sign_in(sign_in, by=sign_in.user)
    logout_user()
    _new_session()


def start_over() -> ResponseReturnValue:
    """The second step took too long, or was ended elsewhere."""
    session.pop(WAITING, None)
    flash(_("That took a little too long. Please sign in again."), "warning")
    return redirect(url_for("accounts.sign_in", next=safe_next(request.values.get("next"))))


def _wait_for_second_step(person: User) -> None:
    secret = one_time.issue(Purpose.SECOND_STEP, person)
    _new_session()
    session[WAITING] = secret


def _new_session() -> None:
    """Nothing of a session from before survives in it, neither its token for forms nor its id."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
