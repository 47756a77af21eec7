"""Answer a co-founder's invitation. Opening the link changes nothing; a button does."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from accelerator.applications import services
from accelerator.applications.models import InvitationState
from accelerator.applications.queries import editing_now, invitation_behind
from accelerator.applications.rules.words import ROLE_MEANINGS
from accelerator.applications.views.blueprint import bp
from hub.accounts.entering import admit
from hub.accounts.forms.invitations import AcceptForm
from hub.accounts.models import User
from hub.accounts.rules.places import likely_zone
from hub.accounts.services.passwords import check_password, hashed_password
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.web.access import Audience, open_to


@bp.get("/applications/invitations/<key>")
@open_to(Audience.EVERYONE)
def invitation(key: str) -> ResponseReturnValue:
    """Who invites to what, and what it takes to accept."""
    return _page(key)


@bp.post("/applications/invitations/<key>/accept")
@open_to(Audience.PEOPLE)
def accept(key: str) -> ResponseReturnValue:
    with transaction():
        application = services.accept(key, person=signed_in_person())
    flash(_("Welcome to the team."), "ok")
    return redirect(url_for(".show", application_id=application.id))


@bp.post("/applications/invitations/<key>/join")
@open_to(Audience.EVERYONE)
def join(key: str) -> ResponseReturnValue:
    """With a new account. The work of hashing is done before the transaction."""
    found, form = invitation_behind(key), AcceptForm()
    if form.validate_on_submit():
        try:
            password = form.password.data or ""
            check_password(password, name=form.name.data or "", email=found.email)
            newcomer = form.newcomer(found.email, password_hash=hashed_password(password))
            with transaction():
                person = services.accept_as_new(key, newcomer)
                admit(person)
            flash(_("Welcome to the hub, %(name)s.", name=person.name), "ok")
            return redirect(url_for(".show", application_id=found.application_id))
        except Invalid as refusal:
            form.refuse_all(refusal)
    return _page(key, form)


@bp.post("/applications/invitations/<key>/decline")
@open_to(Audience.EVERYONE)
def decline(key: str) -> ResponseReturnValue:
    with transaction():
        services.decline(key)
    flash(_("You have declined. Nobody will write to you about it again."), "ok")
    return redirect(url_for("home.index"))


def _page(key: str, form: AcceptForm | None = None) -> ResponseReturnValue:
    found, visitor, spoken = invitation_behind(key), person_or_none(), language()
    form = form or AcceptForm(formdata=None, language=spoken, zone=likely_zone(spoken))
    has_account = db.session.scalar(select(User.id).where(User.email == found.email))
    page = render_template(
        "accelerator/applications/invitation.html",
        invitation=found,
        application=found.application,
        key=key,
        form=form,
        role=ROLE_MEANINGS[found.role.value],
        is_settled=found.state is InvitationState.ACCEPTED,
        is_theirs=visitor is not None and visitor.email == found.email,
        is_over=not editing_now(found.application),
        visitor=visitor,
        has_account=has_account is not None,
        sign_in_url=url_for("accounts.sign_in", next=request.path.removesuffix("/join")),
    )
    return page, 422 if form.errors else 200
