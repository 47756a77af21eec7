"""Answer an invitation. Opening the link changes nothing; a button does."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.emails import place_of
from hub.accounts.entering import admit, onward
from hub.accounts.forms.invitations import AcceptForm
from hub.accounts.models import Invitation, InvitationState
from hub.accounts.names import ROLES
from hub.accounts.rules.places import likely_zone
from hub.accounts.services.accepting import (
    accept,
    accept_as_new,
    account_for,
    invitation_behind,
)
from hub.accounts.services.passwords import check_password, hashed_password
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.web.access import Audience, open_to


@bp.get("/invitations/<key>")
@open_to(Audience.EVERYONE)
def invitation(key: str) -> ResponseReturnValue:
    """Says who invites to what, and what it takes to accept."""
    return _page(invitation_behind(key), key)


@bp.post("/invitations/<key>/accept")
@open_to(Audience.PEOPLE)
def accept_invitation(key: str) -> ResponseReturnValue:
    """With the account one is signed in with."""
    with transaction():
        accept(invitation_behind(key), person=signed_in_person())
    flash(_("Welcome! You have accepted the invitation."), "ok")
    return redirect(url_for("home.index"))


@bp.post("/invitations/<key>/join")
@open_to(Audience.EVERYONE)
def join_by_invitation(key: str) -> ResponseReturnValue:
    """With a new account. The work of hashing is done before the transaction."""
    found = invitation_behind(key)
    form = AcceptForm()
    if form.validate_on_submit():
        try:
            password = form.password.data or ""
            check_password(password, name=form.name.data or "", email=found.email)
            newcomer = form.newcomer(found.email, password_hash=hashed_password(password))
            with transaction():
                person = accept_as_new(invitation_behind(key), newcomer)
                admit(person)
            flash(_("Welcome to the hub, %(name)s.", name=person.name), "ok")
            return onward(person, target=None)
        except Invalid as refusal:
            form.refuse_all(refusal)
    return _page(found, key, form=form)


def _page(found: Invitation, key: str, *, form: AcceptForm | None = None) -> ResponseReturnValue:
    spoken = language()
    form = form or AcceptForm(formdata=None, language=spoken, zone=likely_zone(spoken))
    account, visitor = account_for(found), person_or_none()
    page = render_template(
        "hub/accounts/invitation.html",
        invitation=found,
        key=key,
        form=form,
        role=ROLES[found.role] if found.role else None,
        place=place_of(found),
        is_settled=found.state is InvitationState.ACCEPTED,
        is_theirs=visitor is not None and visitor.email == found.email,
        visitor=visitor,
        has_account=account is not None,
        sign_in_url=url_for("accounts.sign_in", next=request.path.removesuffix("/join")),
    )
    return page, 422 if form.errors else 200
