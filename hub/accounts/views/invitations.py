"""Invitations: staff send them, whoever gets one answers it."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.people import InviteForm
from hub.accounts.models import Invitation, Role
from hub.accounts.names import INVITATIONS, ROLES
from hub.accounts.queries.invitations import get_invitation
from hub.accounts.queries.invitations import invitations as all_invitations
from hub.accounts.scopes import offered_to
from hub.accounts.services.invitations import Offer, send_again, take_back
from hub.accounts.services.invitations import invite as send
from hub.accounts.sign_in import signed_in_person
from hub.accounts.views.blueprint import bp
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/admin/invitations")
@open_to(Audience.STAFF, permission="people:manage")
def invitations() -> ResponseReturnValue:
    page = all_invitations(cursor=request.args.get("cursor"))
    return render_template(
        "hub/accounts/invitations.html",
        invitations=page.items,
        pager=pager_of(page),
        states=INVITATIONS,
        roles=ROLES,
        viewer_zone=signed_in_person().zone,
    )


@bp.route("/admin/invitations/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission="people:manage")
def invite() -> ResponseReturnValue:
    form = InviteForm(language=signed_in_person().language)
    form.offer_scopes(offered_to(None))
    if form.validate_on_submit():
        try:
            invitation = _sent(form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("email", refusal)
        else:
            flash(_("The invitation to %(email)s is on its way.", email=invitation.email), "ok")
            return redirect(url_for(".invitations"))
    return render_template("hub/accounts/invite.html", form=form), 422 if form.errors else 200


@bp.post("/admin/invitations/<uuid:invitation_id>/again")
@open_to(Audience.STAFF, permission="people:manage")
def invite_again(invitation_id: UUID) -> ResponseReturnValue:
    invitation = get_invitation(invitation_id)
    with transaction():
        send_again(invitation, by=signed_in_person())
    flash(_("It was sent again, with a new link. The old one no longer works."), "ok")
    return redirect(url_for(".invitations"))


@bp.post("/admin/invitations/<uuid:invitation_id>/take-back")
@open_to(Audience.STAFF, permission="people:manage")
def take_invitation_back(invitation_id: UUID) -> ResponseReturnValue:
    invitation = get_invitation(invitation_id)
    with transaction():
        take_back(invitation, by=signed_in_person())
    flash(_("The invitation is taken back. Its link no longer works."), "ok")
    return redirect(url_for(".invitations"))


def _sent(form: InviteForm) -> Invitation:
    role = Role(form.role.data) if form.role.data else None
    offer = Offer(role, form.chosen_scope() if role else None)
    with transaction():
        return send(
            form.email.data or "",
            by=signed_in_person(),
            offer=offer,
            language=form.language.data or "",
        )
