"""A support organisation's side: its mentors, and what it gives to each cohort."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.forms.giving import AskForm, OrganisationPlacesForm
from accelerator.mentors.forms.profile import InviteMentorForm
from accelerator.mentors.names import GIVING
from accelerator.mentors.permissions import can_coordinate
from accelerator.mentors.queries.coordinating import (
    awaited_of,
    mentors_of,
    open_cohorts,
    promises_of,
)
from accelerator.mentors.queries.mentors import get_mentor
from accelerator.mentors.services import ask, set_organisation_places
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.cohort import invited
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.organisations.queries import get_organisation
from hub.web.access import Audience, open_to

HERE = "/organisations/<uuid:organisation_id>/mentors"


@bp.get(HERE)
@open_to(Audience.PEOPLE)
def organisation(organisation_id: UUID) -> ResponseReturnValue:
    house = _coordinated(organisation_id)
    cohorts = open_cohorts()
    form = AskForm(formdata=None)
    form.offer([(str(each.id), in_words(each.name)) for each in cohorts])
    return render_template(
        "accelerator/mentors/organisation.html",
        organisation=house,
        mentors=mentors_of(house),
        promises=promises_of(house, cohorts),
        awaited=awaited_of(house),
        form=form,
        states=GIVING,
        names={each.id: in_words(each.name) for each in cohorts},
    )


@bp.route(f"{HERE}/invite", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def invite_own(organisation_id: UUID) -> ResponseReturnValue:
    house, cohorts = _coordinated(organisation_id), _cohorts()
    form = InviteMentorForm(language=signed_in_person().language)
    form.offer([(id_, in_words(each.name)) for id_, each in cohorts.items()])
    back = url_for(".organisation", organisation_id=house.id)
    if form.validate_on_submit() and invited(form, cohorts, organisation=house):
        return redirect(back)
    shown = render_template("accelerator/mentors/invite_own.html", form=form, back=back)
    return shown, 422 if form.errors else 200


@bp.post(f"{HERE}/<uuid:mentor_id>/ask")
@open_to(Audience.PEOPLE)
def ask_own(organisation_id: UUID, mentor_id: UUID) -> ResponseReturnValue:
    """One of its own, for a cohort."""
    house, mentor, form = _coordinated(organisation_id), get_mentor(mentor_id), AskForm()
    cohorts = _cohorts()
    form.offer([(id_, in_words(each.name)) for id_, each in cohorts.items()])
    if mentor.id not in {each.mentor.id for each in mentors_of(house)}:
        raise NotFound(_("There is no such mentor."))
    try:
        if not form.validate():
            raise Invalid(_("Please choose a cohort, and from 1 to 20 startups."))
        cohort, places = cohorts[form.cohort.data], form.places.data or 1
        with transaction():
            ask(mentor, cohort, by=signed_in_person(), organisation_id=house.id, places=places)
    except HubError as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("%(name)s is asked by mail.", name=mentor.name), "ok")
    return redirect(url_for(".organisation", organisation_id=house.id))


@bp.post(f"{HERE}/cohorts/<uuid:cohort_id>")
@open_to(Audience.PEOPLE)
def own_total(organisation_id: UUID, cohort_id: UUID) -> ResponseReturnValue:
    house, form = _coordinated(organisation_id), OrganisationPlacesForm()
    cohort = _cohorts().get(str(cohort_id))
    if cohort is None:
        raise NotFound(_("There is no such cohort."))
    places = form.places.data if form.validate() else None
    try:
        with transaction():
            if places is None:
                raise Invalid(_("Please give a whole number."))
            set_organisation_places(cohort, house, places=places, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("Saved."), "ok")
    return redirect(url_for(".organisation", organisation_id=house.id))


def _coordinated(organisation_id: UUID) -> Organisation:
    """Raises: NotFound, also for others' organisations and for other kinds."""
    house = get_organisation(organisation_id)
    if house.archived_at is not None or not can_coordinate(signed_in_person(), house):
        raise NotFound(_("There is no such support organisation, or you do not coordinate it."))
    return house


def _cohorts() -> dict[str, Cohort]:
    return {str(each.id): each for each in open_cohorts()}
