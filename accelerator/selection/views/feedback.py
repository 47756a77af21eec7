"""Feedback: gathered from the readers, edited side by side, given to the teams."""

from collections import Counter
from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications.models import Application, Outcome
from accelerator.selection import services
from accelerator.selection.errors import DecidedMeanwhile
from accelerator.selection.forms.answering import EmptyForm
from accelerator.selection.forms.feedback import FeedbackForm
from accelerator.selection.forms.lists import FeedbackListForm
from accelerator.selection.models import Feedback, FeedbackState
from accelerator.selection.queries.feedback import (
    SoughtFeedback,
    feedback_of,
    feedback_rows,
    feedback_sought,
    founders_notes,
    notes_gathered,
)
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import (
    COHORT,
    MANAGE,
    application_of_staff,
    cohort_of_staff,
    parts_of,
)
from accelerator.selection.words import FEEDBACK_STATES
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.paging import leaf_of

ON_A_PAGE = 50
ONE = "/admin/applications/<uuid:application_id>/feedback"


@bp.get(f"{COHORT}/feedback")
@open_to(Audience.STAFF, permission=MANAGE)
def feedback_list(cohort_id: UUID) -> ResponseReturnValue:
    cohort, search = cohort_of_staff(cohort_id), FeedbackListForm(request.args)
    rows = feedback_rows(cohort, seen_by=signed_in_person())
    found = feedback_sought(rows, search.sought() if search.validate() else SoughtFeedback())
    address = partial(url_for, ".feedback_list", cohort_id=cohort_id)
    leaf = leaf_of(len(found), size=ON_A_PAGE, at=address)
    shown = found[leaf.part]
    return render_template(
        "accelerator/selection/feedback_list.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.feedback_list"),
        counts=Counter(row.shown for row in rows),
        teams=shown,
        notes=notes_gathered([row.application_id for row in shown]),
        states=FEEDBACK_STATES,
        search=search,
        pager=leaf.pager,
        form=EmptyForm(),
    )


@bp.post(f"{COHORT}/feedback")
@open_to(Audience.STAFF, permission=MANAGE)
def gather_feedback(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    with transaction():
        new = services.gather(cohort, by=signed_in_person())
    told = ngettext("Gathered for one more team.", "Gathered for %(num)s more teams.", new)
    flash(told if new else _("Nothing new was there to gather."), "ok")
    return redirect(url_for(".feedback_list", cohort_id=cohort_id), 303)


@bp.route(ONE, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def feedback(application_id: UUID) -> ResponseReturnValue:
    application = application_of_staff(application_id)
    kept = feedback_of(application)
    form = _form(application, kept)
    if form.validate_on_submit():
        try:
            with transaction():
                services.edit_feedback(
                    application, form.edited(), by=signed_in_person(), expected=form.expected
                )
        except Invalid as refusal:
            form.refuse_all(refusal)
        except (Conflict, DecidedMeanwhile) as refusal:
            form.form_errors = [str(refusal)]
        else:
            flash(_("Ready. It goes out with the release."), "ok")
            return redirect(url_for(".feedback_list", cohort_id=application.cohort_id), 303)
    return _page(application, kept, form=form), 422 if form.errors else 200


@bp.post(f"{ONE}/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish_feedback(application_id: UUID) -> ResponseReturnValue:
    """For a team that was turned down before its feedback was ready."""
    application = application_of_staff(application_id)
    try:
        with transaction():
            services.publish_late(application, by=signed_in_person())
    except Conflict as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The team has its feedback, and mail about it."), "ok")
    return redirect(url_for(".feedback", application_id=application_id), 303)


def _form(application: Application, kept: Feedback | None) -> FeedbackForm:
    if kept is None:
        notes = founders_notes([application.id]).get(application.id, [])
        text = "\n\n".join(each["text"].strip() for each in notes)
        return FeedbackForm(text=text, version="0")
    return FeedbackForm(text=kept.text, with_quarters=kept.with_quarters, version=str(kept.version))


def _page(application: Application, kept: Feedback | None, *, form: FeedbackForm) -> str:
    notes = founders_notes([application.id]).get(application.id, [])
    edited = kept is not None and kept.state is FeedbackState.EDITED
    return render_template(
        "accelerator/selection/feedback.html",
        application=application,
        cohort=application.cohort,
        feedback=kept,
        original=kept.original if kept else notes,
        states=FEEDBACK_STATES,
        form=form,
        may_publish=edited and application.outcome is Outcome.REJECTED,
        empty_form=EmptyForm(formdata=None),
    )
