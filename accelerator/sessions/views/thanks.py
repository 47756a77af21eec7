"""Staff: thanks to the mentors of a cohort, and their certificates."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.forms.thanks import ReasonForm, ThanksForm
from accelerator.sessions.models import MentorCertificate
from accelerator.sessions.permissions import can_thank
from accelerator.sessions.queries.gifts import PHASES, Given, given_in, given_one
from accelerator.sessions.services import thanking as services
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import MANAGE, cohort_of_staff
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.acting import refused
from hub.web.forms import VersionedForm

COHORT = "/admin/cohorts/<uuid:cohort_id>/thanks"
ONE = f"{COHORT}/<uuid:mentor_id>"


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def thanks(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    return render_template(
        "accelerator/sessions/thanks.html",
        cohort=found,
        rows=given_in(found),
        may_issue=found.phase in PHASES,
        person=signed_in_person(),
    )


@bp.post(f"{COHORT}/certificates")
@open_to(Audience.STAFF, permission=MANAGE)
def issue_certificates(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    with transaction():
        issued, renewed = services.issue_all(found, by=signed_in_person())
    said = _("Issued: %(issued)s. Brought up to date: %(renewed)s.", issued=issued, renewed=renewed)
    flash(said, "ok")
    return redirect(url_for(".thanks", cohort_id=cohort_id), 303)


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def thank(cohort_id: UUID, mentor_id: UUID) -> ResponseReturnValue:
    return _page(_row(cohort_id, mentor_id))


@bp.post(f"{ONE}/words")
@open_to(Audience.STAFF, permission=MANAGE)
def write_thanks(cohort_id: UUID, mentor_id: UUID) -> ResponseReturnValue:
    row, form = _row(cohort_id, mentor_id), ThanksForm()
    said = _("Saved. %(name)s reads it on their own page.", name=row.mentor.name)
    thank = partial(services.thank, row.cohort, row.mentor, text=form.text.data or "")
    return _sent(form, thank, row=row, said=said)


@bp.post(f"{ONE}/withdraw")
@open_to(Audience.STAFF, permission=MANAGE)
def withdraw_certificate(cohort_id: UUID, mentor_id: UUID) -> ResponseReturnValue:
    row, form = _row(cohort_id, mentor_id), ReasonForm()
    said = _("The certificate is withdrawn. Its number is not valid any more.")
    withdraw = partial(services.withdraw, _certificate(row), reason=form.text.data or "")
    return _sent(form, withdraw, row=row, said=said)


@bp.post(f"{ONE}/restore")
@open_to(Audience.STAFF, permission=MANAGE)
def restore_certificate(cohort_id: UUID, mentor_id: UUID) -> ResponseReturnValue:
    row, form = _row(cohort_id, mentor_id), VersionedForm()
    restore = partial(services.restore, _certificate(row))
    return _sent(form, restore, row=row, said=_("The certificate is valid again."))


def _row(cohort_id: UUID, mentor_id: UUID) -> Given:
    return given_one(cohort_of_staff(cohort_id), mentor_id)


def _certificate(row: Given) -> MentorCertificate:
    if row.certificate is None:
        raise NotFound(_("There is no such certificate."))
    return row.certificate


def _sent(
    form: VersionedForm, act: Callable[..., object], *, row: Given, said: str
) -> ResponseReturnValue:
    """Done, and back to the mentor's page; or that page again with what was written."""
    at: dict[str, Any] = {"cohort_id": row.cohort.id, "mentor_id": row.mentor.id}
    act = partial(act, by=signed_in_person(), version=form.expected or 0)
    if status := refused(form, act, said=said, version=lambda: _version(form, _row(**at))):
        return _page(_row(**at), form), status
    return redirect(url_for(".thank", **at), 303)


def _version(form: VersionedForm, row: Given) -> int:
    kept = row.thanks if isinstance(form, ThanksForm) else row.certificate
    return kept.version if kept else 0


def _page(row: Given, sent: VersionedForm | None = None) -> str:
    said, paper, person = row.thanks, row.certificate, signed_in_person()
    text, version = (said.text, said.version) if said else ("", 0)
    fresh = {
        "words": ThanksForm(formdata=None, data={"text": text, "version": str(version)}),
        "reason": ReasonForm(formdata=None, data={"version": str(paper.version if paper else 0)}),
    }
    return render_template(
        "accelerator/sessions/thank.html",
        cohort=row.cohort,
        row=row,
        forms={name: sent if type(sent) is type(form) else form for name, form in fresh.items()},
        may_thank=can_thank(person, row.mentor, cohort=row.cohort),
        entries=shown_history_of(paper) if paper else [],
        person=person,
    )
