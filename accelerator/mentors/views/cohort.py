"""Staff's side of a cohort's mentoring."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.forms.giving import OrganisationPlacesForm
from accelerator.mentors.forms.profile import InviteMentorForm
from accelerator.mentors.forms.staff import AskManyForm, RemindForm
from accelerator.mentors.names import GIVING
from accelerator.mentors.queries.cohort import (
    mentor_rows,
    organisation_rows,
    startup_rows,
    to_ask,
)
from accelerator.mentors.queries.exports import MENTOR_COLUMNS, STARTUP_COLUMNS, sheet_of
from accelerator.mentors.queries.mentors import mentoring_of
from accelerator.mentors.queries.missing import mentors_missing, startups_missing
from accelerator.mentors.rules.missing import Missing
from accelerator.mentors.services import (
    ask,
    invite_mentor,
    open_mentoring,
    set_organisation_places,
)
from accelerator.mentors.services.profiles import ToInvite
from accelerator.mentors.services.reminding import remind
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.saying import named
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.organisations.queries import get_organisation
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.forms import ticked_ids

MANAGE = "programmes:manage"
HERE = "/admin/cohorts/<uuid:cohort_id>/mentoring"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=signed_in_person())


@bp.get(HERE)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    found, person = cohort_of_staff(cohort_id), signed_in_person()
    mentoring = mentoring_of(found)
    mentors = mentor_rows(found, seen_by=person) if mentoring else []
    startups = startup_rows(found, seen_by=person) if mentoring else []
    return render_template(
        "accelerator/mentors/cohort.html",
        cohort=found,
        mentoring=mentoring,
        mentors=mentors,
        startups=startups,
        organisations=organisation_rows(found, [row.said for row in mentors]),
        missing=mentors_missing(mentors) | startups_missing(startups),
        states=GIVING,
        named=named,
        formats=[each.value for each in Format],
    )


@bp.post(f"{HERE}/open")
@open_to(Audience.STAFF, permission=MANAGE)
def start(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        open_mentoring(found, by=signed_in_person())
    flash(_("The mentoring is open. Look at its terms, then ask mentors."), "ok")
    return redirect(url_for(".terms", cohort_id=found.id))


@bp.post(f"{HERE}/remind")
@open_to(Audience.STAFF, permission=MANAGE)
def remind_all(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), RemindForm()
    if form.validate():
        with transaction():
            count = remind(found, Missing(form.what.data), by=signed_in_person())
        flash(ngettext("One reminder is on its way.", "%(num)s reminders are on their way.", count),
              "ok")  # fmt: skip
    return redirect(url_for(".cohort", cohort_id=found.id))


@bp.route(f"{HERE}/ask", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def ask_mentors(cohort_id: UUID) -> ResponseReturnValue:
    """Some of those who have not been asked, or all of them."""
    found, form = cohort_of_staff(cohort_id), AskManyForm()
    free = {each.id: each for each in to_ask(found)}
    wanted = [free[id_] for id_ in ticked_ids("mentor") if id_ in free]
    if form.validate_on_submit() and wanted:
        with transaction():
            for mentor in wanted:
                ask(mentor, found, by=signed_in_person(), places=form.places.data or 1)
        flash(ngettext("One mentor is asked.", "%(num)s mentors are asked.", len(wanted)), "ok")
        return redirect(url_for(".cohort", cohort_id=found.id))
    if form.is_submitted() and not wanted:
        form.form_errors = [_("Please tick somebody.")]
    shown = render_template(
        "accelerator/mentors/ask.html", cohort=found, form=form, free=free.values(), named=named
    )
    return shown, 422 if form.errors else 200


@bp.route(f"{HERE}/invite", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def invite(cohort_id: UUID) -> ResponseReturnValue:
    found, person = cohort_of_staff(cohort_id), signed_in_person()
    form = InviteMentorForm(language=person.language, cohort=str(found.id))
    form.offer([(str(found.id), in_words(found.name))])
    if form.validate_on_submit() and invited(form, {str(found.id): found}):
        return redirect(url_for(".cohort", cohort_id=found.id))
    back = url_for(".cohort", cohort_id=found.id)
    shown = render_template("accelerator/mentors/invite.html", form=form, back=back)
    return shown, 422 if form.errors else 200


@bp.post(f"{HERE}/organisations/<uuid:organisation_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def organisation_total(cohort_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), OrganisationPlacesForm()
    house = get_organisation(organisation_id)
    places = form.places.data if form.validate() else None
    try:
        with transaction():
            if places is None:
                raise Invalid(_("Please give a whole number."))
            set_organisation_places(found, house, places=places, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("Saved."), "ok")
    return redirect(url_for(".cohort", cohort_id=found.id, _anchor="organisations"))


@bp.get(f"{HERE}/<table>.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def sheet(cohort_id: UUID, table: str, *, format: str) -> Response:
    found = cohort_of_staff(cohort_id)
    columns = {"mentors": MENTOR_COLUMNS, "startups": STARTUP_COLUMNS}.get(table)
    if columns is None or format not in set(Format):
        raise NotFound(_("There is no such table."))
    rows = sheet_of(found, table, seen_by=signed_in_person())
    return export(columns, rows, name=f"{table}-{found.slug}", format=Format(format))


def invited(form: InviteMentorForm, cohorts: dict[str, Cohort], **house: object) -> bool:
    """Whether the invitation went out; else the form says why not."""
    to = ToInvite(
        form.email.data or "",
        form.language.data or "",
        cohort=cohorts.get(form.cohort.data or ""),
        places=form.places.data or 1,
        **house,  # type: ignore[arg-type]  # `organisation`, for coordinators
    )
    try:
        with transaction():
            invite_mentor(to, form.profile(), by=signed_in_person())
    except Invalid as refusal:
        form.refuse_all(refusal)
        return False
    except Conflict as refusal:
        form.refuse("email", refusal)
        return False
    flash(_("The invitation to %(email)s is on its way.", email=form.email.data), "ok")
    return True
