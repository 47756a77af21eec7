"""For those who keep a class: its rule, and certificates that are revoked or made anew."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.learning.certificates.forms import (
    ReasonForm,
    is_simple,
    lines_of,
    rule_form,
    tree_of,
)
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.papers import asked, printed
from hub.learning.certificates.permissions import can_revoke
from hub.learning.certificates.queries.certificates import certificate_for, looked_at
from hub.learning.certificates.queries.finding import run_to_keep
from hub.learning.certificates.queries.inputs import steps_of
from hub.learning.certificates.queries.rules import rule_of
from hub.learning.certificates.rules.completion import DEFAULT
from hub.learning.certificates.services import standing
from hub.learning.certificates.services.completing import set_rule
from hub.learning.certificates.views.blueprint import bp
from hub.learning.certificates.wording import in_one_line
from hub.learning.classes.models import ClassRun
from hub.web.access import Audience, open_to
from hub.web.forms import VersionedForm

MANAGE = "classes:manage"
RULE = "/admin/classes/<uuid:run_id>/completion-rule"
ONE = "/admin/certificates/<uuid:paper_id>"


@bp.get(RULE)
@open_to(Audience.STAFF, permission=MANAGE)
def rule(run_id: UUID) -> ResponseReturnValue:
    found = run_to_keep(run_id, by=signed_in_person())
    kept, steps = rule_of(found), steps_of(found)
    form = rule_form(steps, tree=kept.tree if kept else DEFAULT, number=kept.number if kept else 0)
    return _rule_page(found, form)


@bp.post(RULE)
@open_to(Audience.STAFF, permission=MANAGE)
def change_rule(run_id: UUID) -> ResponseReturnValue:
    found = run_to_keep(run_id, by=signed_in_person())
    steps = steps_of(found)
    form = rule_form(steps, tree=None, number=0)
    if not form.validate():
        return _rule_page(found, form), 422
    try:
        with transaction():
            seen = form.expected or 0
            set_rule(found, tree_of(form, steps), by=signed_in_person(), number=seen)
    except HubError as refusal:
        if isinstance(refusal, Invalid):
            form.refuse_all(refusal)
        else:
            flash(str(refusal), "bad")
        return _rule_page(found, form), refusal.status
    flash(_("Saved. Who has completed the class has completed it."), "ok")
    return redirect(url_for(".run", run_id=run_id), 303)


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def certificate(paper_id: UUID) -> ResponseReturnValue:
    return _page(_kept(paper_id))


@bp.post(f"{ONE}/revoke")
@open_to(Audience.STAFF, permission=MANAGE)
def revoke(paper_id: UUID) -> ResponseReturnValue:
    found, form = _kept(paper_id), ReasonForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        with transaction():
            reason, version = form.reason.data or "", form.expected or 0
            standing.revoke(found, reason=reason, by=signed_in_person(), version=version)
    except HubError as refusal:
        if isinstance(refusal, Invalid):
            form.refuse_all(refusal)
        else:
            flash(str(refusal), "bad")
        return _page(found, form), refusal.status
    flash(_("The certificate is revoked. Whoever looks its number up is told so."), "ok")
    return redirect(url_for(".certificate", paper_id=paper_id), 303)


@bp.post(f"{ONE}/reissue")
@open_to(Audience.STAFF, permission=MANAGE)
def reissue(paper_id: UUID) -> ResponseReturnValue:
    found, form = _kept(paper_id), VersionedForm()
    try:
        with transaction():
            fresh = standing.reissue(found, by=signed_in_person(), version=form.expected or 0)
    except HubError as refusal:
        flash(str(refusal), "bad")
        return _page(found), refusal.status
    flash(_("Made anew under number %(number)s.", number=fresh.number), "ok")
    return redirect(url_for(".certificate", paper_id=fresh.id), 303)


def _kept(paper_id: UUID) -> Certificate:
    found = certificate_for(paper_id, by=signed_in_person())
    if not can_revoke(signed_in_person(), found):
        raise NotFound(_("There is no such certificate."))
    return found


def _page(found: Certificate, form: Any = None) -> str:
    fresh = ReasonForm(formdata=None, data={"version": str(found.version)})
    return render_template(
        "hub/learning/certificates/certificate.html",
        paper=found,
        seen=looked_at(found),
        rows=printed(found),
        asked=asked(found),
        form=form or fresh,
        entries=shown_history_of(found),
        person=signed_in_person(),
    )


def _rule_page(run: ClassRun, form: Any) -> str:
    kept, steps = rule_of(run), steps_of(run)
    return render_template(
        "hub/learning/certificates/rule.html",
        run=run,
        kept=in_one_line(kept.tree, steps) if kept else "",
        simple=kept is None or is_simple(kept.tree),
        lines=lines_of(steps),
        form=form,
    )
