"""Releases: the letters, the checks, and the second person who lets the decisions out."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.selection import services
from accelerator.selection.errors import AlreadyReleased, DecidedMeanwhile, NotReady
from accelerator.selection.forms.answering import EmptyForm
from accelerator.selection.forms.releases import (
    CancelForm,
    LettersForm,
    PrepareForm,
    ReleaseForm,
)
from accelerator.selection.models import Release, ReleaseState
from accelerator.selection.queries.releases import get_release, releases_of
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import COHORT, MANAGE, cohort_of_staff, parts_of
from accelerator.selection.views.releases_page import draft_page, prepared_page
from accelerator.selection.words import RELEASE_STATES
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

ONE = "/admin/releases/<uuid:release_id>"


@bp.get(f"{COHORT}/releases")
@open_to(Audience.STAFF, permission=MANAGE)
def releases(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    return render_template(
        "accelerator/selection/releases.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.releases"),
        releases=releases_of(cohort),
        states=RELEASE_STATES,
        form=EmptyForm(),
    )


@bp.post(f"{COHORT}/releases")
@open_to(Audience.STAFF, permission=MANAGE)
def start_release(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    with transaction():
        release = services.start_release(cohort, by=signed_in_person())
    return redirect(url_for(".release", release_id=release.id), 303)


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def release(release_id: UUID) -> ResponseReturnValue:
    return _page(get_release(release_id, by=signed_in_person()))


@bp.post(f"{ONE}/letters")
@open_to(Audience.STAFF, permission=MANAGE)
def change_letters(release_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, form = get_release(release_id, by=person), LettersForm()
    if not form.validate():
        return _page(found, letters=form), 422
    try:
        with transaction():
            services.change_letters(found, form.letters(), by=person, expected=form.expected)
    except (Conflict, DecidedMeanwhile, Invalid) as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The letters are kept."), "ok")
    return _back(found)


@bp.post(f"{ONE}/prepare")
@open_to(Audience.STAFF, permission=MANAGE)
def prepare_release(release_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found, form = get_release(release_id, by=person), PrepareForm()
    if not form.validate():
        return _page(found, prepare=form), 422
    try:
        with transaction():
            services.prepare(found, by=person, without=form.without.data or "")
    except NotReady as refusal:
        return _page(found, prepare=form, refused=str(refusal)), 409
    flash(_("Prepared. Somebody else looks at it now, and releases it."), "ok")
    return _back(found)


@bp.post(f"{ONE}/take-back")
@open_to(Audience.STAFF, permission=MANAGE)
def unprepare_release(release_id: UUID) -> ResponseReturnValue:
    found = get_release(release_id, by=signed_in_person())
    with transaction():
        services.unprepare(found, by=signed_in_person())
    flash(_("Back to its letters. Nobody has been told anything."), "ok")
    return _back(found)


@bp.post(f"{ONE}/cancel")
@open_to(Audience.STAFF, permission=MANAGE)
def cancel_release(release_id: UUID) -> ResponseReturnValue:
    found, form = get_release(release_id, by=signed_in_person()), CancelForm()
    if not form.validate():
        return _page(found, cancel=form), 422
    with transaction():
        services.cancel(found, by=signed_in_person(), reason=form.reason.data or "")
    flash(_("Put away. Nobody has been told anything."), "ok")
    return redirect(url_for(".releases", cohort_id=found.cohort_id), 303)


@bp.post(f"{ONE}/release")
@open_to(Audience.STAFF, permission=MANAGE)
def let_out(release_id: UUID) -> ResponseReturnValue:
    """Posted twice, everybody is told once."""
    person = signed_in_person()
    found, form = get_release(release_id, by=person), ReleaseForm()
    if not form.validate():
        return _page(found, typed=form), 422
    try:
        with transaction():
            services.release(found, by=person, mails=form.mails.data or 0)
    except AlreadyReleased as refusal:
        flash(str(refusal), "info")
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _page(found, typed=form), 422
    except (Conflict, NotAllowed) as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Released. The mails are on their way."), "ok")
    return _back(found)


def _page(found: Release, **filled: Any) -> str:
    forms = {
        "letters": LettersForm(formdata=None, **LettersForm.shown(found.letters, found.version)),
        "prepare": PrepareForm(formdata=None),
        "cancel": CancelForm(formdata=None),
        "typed": ReleaseForm(formdata=None),
        "empty": EmptyForm(formdata=None),
        "refused": "",
    }
    shape = draft_page if found.state is ReleaseState.DRAFT else prepared_page
    name = "release_draft" if found.state is ReleaseState.DRAFT else "release"
    return render_template(
        f"accelerator/selection/{name}.html",
        release=found,
        cohort=found.cohort,
        parts=parts_of(found.cohort, "selection.releases"),
        state=RELEASE_STATES[found.state],
        forms=forms | filled,
        **shape(found, signed_in_person()),
    )


def _back(found: Release) -> ResponseReturnValue:
    return redirect(url_for(".release", release_id=found.id), 303)
