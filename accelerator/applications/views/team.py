"""The people of an application: invited, given another part, removed, gone."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications import services
from accelerator.applications.forms.applying import CoFounderForm
from accelerator.applications.models import Application, TeamRole
from accelerator.applications.permissions import can_lead, role_in
from accelerator.applications.queries import (
    get_application,
    get_invitation,
    get_member,
    invitations_of,
    members_of,
)
from accelerator.applications.rules.words import INVITATIONS, ROLE_MEANINGS, ROLES
from accelerator.applications.services.teams import GIVEN
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.writing import BASE
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm


@bp.get(f"{BASE}/team")
@open_to(Audience.PEOPLE)
def team(application_id: UUID) -> ResponseReturnValue:
    return _page(_theirs(application_id), CoFounderForm(formdata=None))


@bp.post(f"{BASE}/team/invitations")
@open_to(Audience.PEOPLE)
def invite(application_id: UUID) -> ResponseReturnValue:
    application, form = _theirs(application_id), CoFounderForm()
    form.offer()
    if form.validate_on_submit():
        email, role, person = form.email.data or "", form.chosen(), signed_in_person()
        try:
            with transaction():
                services.invite(application, email, role=role, by=person)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("email", refusal)
        else:
            flash(_("The invitation to %(email)s is on its way.", email=email), "ok")
            return _back(application)
    return _page(application, form)


@bp.post(f"{BASE}/team/invitations/<uuid:invitation_id>/again")
@open_to(Audience.PEOPLE)
def invite_again(application_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    invitation = get_invitation(application, invitation_id)
    with transaction():
        services.send_again(invitation, by=signed_in_person())
    flash(_("It was sent again, with a new link. The old one no longer works."), "ok")
    return _back(application)


@bp.post(f"{BASE}/team/invitations/<uuid:invitation_id>/take-back")
@open_to(Audience.PEOPLE)
def take_invitation_back(application_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    invitation = get_invitation(application, invitation_id)
    with transaction():
        services.take_back(invitation, by=signed_in_person())
    flash(_("The invitation is taken back. Its link no longer works."), "ok")
    return _back(application)


@bp.post(f"{BASE}/team/<uuid:member_id>/role")
@open_to(Audience.PEOPLE)
def change_role(application_id: UUID, member_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    member = get_member(application, member_id)
    given = request.form.get("role", "")
    role = TeamRole(given) if given in set(TeamRole) else TeamRole.OWNER
    with transaction():
        services.change_role(application, member, role=role, by=signed_in_person())
    flash(_("Saved."), "ok")
    return _back(application)


@bp.post(f"{BASE}/team/<uuid:member_id>/remove")
@open_to(Audience.PEOPLE)
def remove(application_id: UUID, member_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    member = get_member(application, member_id)
    with transaction():
        services.remove(application, member, by=signed_in_person())
    flash(_("%(name)s is no longer in the team.", name=member.user.name), "ok")
    return _back(application)


@bp.route(f"{BASE}/team/<uuid:member_id>/hand-over", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def hand_over(application_id: UUID, member_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    member = get_member(application, member_id)
    form = HubForm()
    if form.validate_on_submit():
        with transaction():
            services.hand_over(application, member, by=signed_in_person())
        flash(_("%(name)s owns the application now.", name=member.user.name), "ok")
        return _back(application)
    return render_template(
        "accelerator/applications/hand_over.html", application=application, member=member
    )


@bp.route(f"{BASE}/leave", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def leave(application_id: UUID) -> ResponseReturnValue:
    application = _theirs(application_id)
    form = HubForm()
    if form.validate_on_submit():
        with transaction():
            services.leave(application, person=signed_in_person())
        flash(_("You have left the team."), "ok")
        return redirect(url_for(".index"))
    return render_template("accelerator/applications/leave.html", application=application)


def _theirs(application_id: UUID) -> Application:
    return get_application(application_id, seen_by=signed_in_person())


def _back(application: Application) -> ResponseReturnValue:
    return redirect(url_for(".team", application_id=application.id))


def _page(application: Application, form: CoFounderForm) -> ResponseReturnValue:
    person = signed_in_person()
    leads = can_lead(person, application)
    form.offer()
    page = render_template(
        "accelerator/applications/team.html",
        application=application,
        members=members_of(application),
        invitations=[
            (each, INVITATIONS["sent" if each.expires_at > now() else "expired"])
            for each in invitations_of(application)
        ],
        form=form,
        leads=leads,
        own_role=role_in(person, application),
        roles=ROLES,
        meanings=ROLE_MEANINGS,
        given=GIVEN,
    )
    return page, 422 if form.errors else 200
