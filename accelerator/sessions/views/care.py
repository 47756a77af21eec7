"""Staff: how a cohort's pairs are getting on, and a case that needs them. Coordinators: how much
their own mentors give."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.permissions import can_coordinate
from accelerator.sessions import caring_words
from accelerator.sessions.forms.caring import CareForm, NoteForm, WordsForm
from accelerator.sessions.models import CareCase
from accelerator.sessions.queries.health import care_in, get_case, row_of
from accelerator.sessions.queries.loads import loads_of
from accelerator.sessions.rules.health import Trouble
from accelerator.sessions.services import caring as services
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import MANAGE, cohort_of_staff
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Organisation
from hub.organisations.queries import get_organisation
from hub.web.access import Audience, open_to
from hub.web.acting import refused
from hub.web.paging import leaf_of

COHORT = "/admin/cohorts/<uuid:cohort_id>/care"
CASE = "/care-cases/<uuid:case_id>"
#: Rows of a page.
ROWS = 20


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def care(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), CareForm(request.args)
    view = care_in(found, seen_by=signed_in_person(), sought=form.sought())
    leaf = leaf_of(len(view.rows), size=ROWS, at=partial(url_for, ".care", cohort_id=found.id))
    return render_template(
        "accelerator/sessions/care.html",
        cohort=found,
        view=view,
        rows=view.rows[leaf.part],
        pager=leaf.pager,
        form=form,
        is_narrowed=any(request.args.get(name) for name in ("trouble", "text", "show")),
        say=caring_words,
        person=signed_in_person(),
    )


@bp.post(f"{COHORT}/look")
@open_to(Audience.STAFF, permission=MANAGE)
def look_after(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        opened, closed = services.look_now(found, by=signed_in_person())
    flash(_("New cases: %(opened)s. Settled: %(closed)s.", opened=opened, closed=closed), "ok")
    return redirect(url_for(".care", cohort_id=found.id), 303)


@bp.get(CASE)
@open_to(Audience.STAFF, permission=MANAGE)
def care_case(case_id: UUID) -> ResponseReturnValue:
    return _page(_case(case_id))


@bp.post(f"{CASE}/note")
@open_to(Audience.STAFF, permission=MANAGE)
def note_care(case_id: UUID) -> ResponseReturnValue:
    """What was done; with the other button it is closed as well."""
    case, form = _case(case_id), NoteForm()
    keep = services.close if form.closes else services.note
    said = _("The case is closed.") if form.closes else _("Saved.")
    by, version = signed_in_person(), form.expected or 0
    act = partial(keep, case, form.text.data or "", by=by, version=version)
    if status := refused(form, act, said=said, version=lambda: case.version):
        return _page(case, note=form), status
    return redirect(url_for(".care_case", case_id=case_id), 303)


@bp.post(f"{CASE}/write")
@open_to(Audience.STAFF, permission=MANAGE)
def write_care(case_id: UUID) -> ResponseReturnValue:
    case, form = _case(case_id), WordsForm()
    by, version = signed_in_person(), form.expected or 0
    act = partial(services.write_to_both, case, form.text.data or "", by=by, version=version)
    if status := refused(form, act, said=_("Both get a mail."), version=lambda: case.version):
        return _page(case, words=form), status
    return redirect(url_for(".care_case", case_id=case_id), 303)


@bp.get("/organisations/<uuid:organisation_id>/mentors/load")
@open_to(Audience.PEOPLE)
def mentor_load(organisation_id: UUID) -> ResponseReturnValue:
    house = coordinated(organisation_id)
    return render_template(
        "accelerator/sessions/care_load.html",
        organisation=house,
        cohorts=loads_of(house, seen_by=signed_in_person()),
        say=caring_words,
    )


def coordinated(organisation_id: UUID) -> Organisation:
    """Raises: NotFound, also for others' organisations and for other kinds."""
    house = get_organisation(organisation_id)
    if house.archived_at is not None or not can_coordinate(signed_in_person(), house):
        raise NotFound(_("There is no such support organisation, or you do not coordinate it."))
    return house


def _case(case_id: UUID) -> CareCase:
    return get_case(case_id, seen_by=signed_in_person())


def _page(case: CareCase, **filled: Any) -> str:
    person, version = signed_in_person(), {"version": str(case.version)}
    fresh = {
        "note": NoteForm(formdata=None, data={"text": case.note, **version}),
        "words": WordsForm(formdata=None, data=version),
    }
    return render_template(
        "accelerator/sessions/care_case.html",
        case=case,
        kind=Trouble(case.kind),
        row=row_of(case, seen_by=person),
        pairing=services.pairing_of(case),
        forms=fresh | filled,
        entries=shown_history_of(case),
        say=caring_words,
        person=person,
    )
