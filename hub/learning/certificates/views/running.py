"""Who has completed a class, for those who teach it; and its certificates."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.learning.certificates.permissions import can_set_rule
from hub.learning.certificates.queries.certificates import newest_batch
from hub.learning.certificates.queries.completions import Learner, learners_of
from hub.learning.certificates.queries.finding import completion_to_certify, run_to_judge
from hub.learning.certificates.queries.inputs import steps_of
from hub.learning.certificates.queries.rules import rule_of
from hub.learning.certificates.services.completing import judge_all
from hub.learning.certificates.services.issuing import ask_for_all, issue
from hub.learning.certificates.views.blueprint import bp
from hub.learning.certificates.wording import in_one_line, missing_briefly
from hub.web.access import Audience, open_to
from hub.web.paging import leaf_of

RUN = "/teach/<uuid:run_id>"
ON_A_PAGE = 50
#: What the table can be narrowed to.
SHOWN = ("", "completed", "open", "without")


@bp.get(f"{RUN}/completion")
@open_to(Audience.PEOPLE)
def run(run_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found = run_to_judge(run_id, by=person)
    rows, rule = learners_of(found), rule_of(found)
    wanted = request.args.get("show", "")
    shown = [row for row in rows if _is_wanted(row, wanted)]
    leaf = leaf_of(len(shown), size=ON_A_PAGE, at=partial(url_for, ".run", run_id=found.id))
    return render_template(
        "hub/learning/certificates/run.html",
        run=found,
        rule=in_one_line(rule.tree, steps_of(found)) if rule else "",
        rows=[(row, _missing(row)) for row in shown[leaf.part]],
        pager=leaf.pager,
        counts={each: sum(_is_wanted(row, each) for row in rows) for each in SHOWN},
        show=wanted if wanted in SHOWN else "",
        batch=newest_batch(found),
        keeps=can_set_rule(person, found),
        person=person,
    )


@bp.post(f"{RUN}/completion/look")
@open_to(Audience.PEOPLE)
def look(run_id: UUID) -> ResponseReturnValue:
    with transaction():
        person = signed_in_person()
        fresh = judge_all(run_to_judge(run_id, by=person), by=person)
    none = _("Looked. Nobody else has completed the class yet.")
    some = ngettext("%(num)s person has completed.", "%(num)s people have completed.", len(fresh))
    flash(some if fresh else none, "ok")
    return redirect(url_for(".run", run_id=run_id), 303)


@bp.post(f"{RUN}/certificates")
@open_to(Audience.PEOPLE)
def issue_all(run_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    found = run_to_judge(run_id, by=person)
    try:
        with transaction():
            ask_for_all(found, by=person)
        flash(_("The certificates are being made. This page says how far they are."), "ok")
    except HubError as refusal:
        flash(str(refusal), "info")
    return redirect(url_for(".run", run_id=run_id), 303)


@bp.post(f"{RUN}/completion/<uuid:completion_id>/certificate")
@open_to(Audience.PEOPLE)
def issue_one(run_id: UUID, completion_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    run_to_judge(run_id, by=person)
    found = completion_to_certify(completion_id, by=person)
    try:
        with transaction():
            made = issue(found, by=person)
        flash(_("Issued: number %(number)s.", number=made.number), "ok")
    except HubError as refusal:
        flash(str(refusal), "bad")
    return redirect(url_for(".run", run_id=run_id), 303)


def _is_wanted(row: Learner, wanted: str) -> bool:
    match wanted:
        case "completed":
            return row.completion is not None
        case "open":
            return row.completion is None
        case "without":
            return row.completion is not None and row.certificate is None
    return True


def _missing(row: Learner) -> str:
    if row.judgement is None:
        return ""
    return ", ".join(missing_briefly(part) for part in row.judgement.open)
