"""The members of an organisation: who they are, invited, given another part, removed."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.names import INVITATIONS
from hub.accounts.queries.invitations import get_invitation, waiting_for
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations import services
from hub.organisations.forms import InviteMemberForm, PartForm
from hub.organisations.models import Organisation
from hub.organisations.names import MEMBER_ROLES
from hub.organisations.permissions import can_see_members, part_in, roles_to_give
from hub.organisations.queries import get_membership, get_organisation, members_of
from hub.organisations.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm

BASE = "/organisations/<uuid:organisation_id>"


@bp.get(f"{BASE}/members")
@open_to(Audience.PEOPLE)
def members(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _open_inside(organisation_id)
    form = InviteMemberForm(formdata=None, language=signed_in_person().language)
    return _page(organisation, form)


@bp.post(f"{BASE}/members/invitations")
@open_to(Audience.PEOPLE)
def invite(organisation_id: UUID) -> ResponseReturnValue:
    organisation, person = _open_inside(organisation_id), signed_in_person()
    form = InviteMemberForm()
    form.offer_parts(roles_to_give(person, organisation))
    if form.validate_on_submit():
        try:
            _invite(organisation, form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("email", refusal)
        else:
            flash(_("The invitation to %(email)s is on its way.", email=form.email.data), "ok")
            return _back(organisation)
    return _page(organisation, form)


@bp.post(f"{BASE}/invitations/<uuid:invitation_id>/again")
@open_to(Audience.PEOPLE)
def invite_again(organisation_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    organisation = _open_inside(organisation_id)
    invitation = get_invitation(invitation_id, organisation_id=organisation.id)
    with transaction():
        services.invite_member_again(organisation, invitation, by=signed_in_person())
    flash(_("It was sent again, with a new link. The old one no longer works."), "ok")
    return _back(organisation)


@bp.post(f"{BASE}/invitations/<uuid:invitation_id>/take-back")
@open_to(Audience.PEOPLE)
def take_invitation_back(organisation_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    organisation = _open_inside(organisation_id)
    invitation = get_invitation(invitation_id, organisation_id=organisation.id)
    with transaction():
        services.take_back_invitation(organisation, invitation, by=signed_in_person())
    flash(_("The invitation is taken back. Its link no longer works."), "ok")
    return _back(organisation)


@bp.route(f"{BASE}/members/<uuid:membership_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def member(organisation_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    """Give a member another part."""
    organisation, person = _open_inside(organisation_id), signed_in_person()
    membership = get_membership(organisation, membership_id)
    parts = roles_to_give(person, organisation)
    if membership.role not in parts:
        raise NotAllowed(_("Your part in this organisation does not allow that."))
    form = PartForm(part=membership.role.value)
    form.offer_parts(parts)
    if form.validate_on_submit():
        with transaction():
            services.change_part(membership, form.chosen(), by=person)
        flash(_("Saved."), "ok")
        return _back(organisation)
    page = render_template("hub/organisations/member.html", form=form, membership=membership)
    return page, 422 if form.errors else 200


@bp.post(f"{BASE}/members/<uuid:membership_id>/remove")
@open_to(Audience.PEOPLE)
def remove(organisation_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    organisation = _open_inside(organisation_id)
    membership = get_membership(organisation, membership_id)
    with transaction():
        services.remove_member(membership, by=signed_in_person())
    flash(_("%(name)s is no longer a member.", name=membership.user.name), "ok")
    return _back(organisation)


@bp.route(f"{BASE}/leave", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def leave(organisation_id: UUID) -> ResponseReturnValue:
    organisation = _open_inside(organisation_id)
    form = HubForm()
    if form.validate_on_submit():
        with transaction():
            services.leave(organisation, person=signed_in_person())
        flash(_("You have left %(name)s.", name=organisation.name), "ok")
        return redirect(url_for(".show", organisation_id=organisation.id))
    return render_template("hub/organisations/leave.html", organisation=organisation)


def _open_inside(organisation_id: UUID) -> Organisation:
    organisation = get_organisation(organisation_id)
    if not can_see_members(signed_in_person(), organisation):
        raise NotAllowed(_("Its members are shown to its own people and to the hub's staff."))
    return organisation


def _invite(organisation: Organisation, form: InviteMemberForm) -> None:
    with transaction():
        services.invite_member(
            organisation,
            form.email.data or "",
            part=form.chosen(),
            by=signed_in_person(),
            language=form.language.data or "",
        )


def _back(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".members", organisation_id=organisation.id))


def _page(organisation: Organisation, form: InviteMemberForm) -> ResponseReturnValue:
    person = signed_in_person()
    parts = roles_to_give(person, organisation)
    form.offer_parts(parts)
    page = render_template(
        "hub/organisations/members.html",
        organisation=organisation,
        members=members_of(organisation),
        invitations=waiting_for(organisation.id) if parts else [],
        form=form,
        parts=parts if not organisation.archived_at else frozenset(),
        own_part=part_in(person, organisation),
        member_roles=MEMBER_ROLES,
        states=INVITATIONS,
    )
    return page, 422 if form.errors else 200
