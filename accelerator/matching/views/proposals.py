"""Staff: the proposals of a cohort, one proposal, and a new one."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching.forms.proposing import MakeForm, NameForm
from accelerator.matching.models import Matching
from accelerator.matching.names import PHASES
from accelerator.matching.queries.judging import candidates_in
from accelerator.matching.queries.pairings import rules_in
from accelerator.matching.queries.proposals import (
    SHOWS_PAIRS,
    fingerprints_now,
    is_outdated,
    matchings_in,
)
from accelerator.matching.rules.phases import Phase
from accelerator.matching.services import proposing
from accelerator.matching.services.explaining import trouble_of
from accelerator.matching.services.proposing import (
    Asked,
    begin,
    is_quick,
    keep,
    leave_to_a_job,
    phase_of,
    propose,
)
from accelerator.matching.services.reckoning import reckoned
from accelerator.matching.views.blueprint import bp
from accelerator.matching.views.doors import (
    COHORT,
    MANAGE,
    ONE,
    cohort_of_staff,
    matching_of_staff,
    page,
)
from accelerator.matching.views.proposal_page import proposal_page
from accelerator.mentors.queries.mentors import mentoring_of
from accelerator.programmes.models import Cohort
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.core.waiting import GivenUp, Patience
from hub.web.access import Audience, open_to
from hub.web.acting import said_no


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    return _list(cohort_of_staff(cohort_id), MakeForm(formdata=None))


@bp.post(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def make(cohort_id: UUID) -> ResponseReturnValue:
    found, form = cohort_of_staff(cohort_id), MakeForm()
    if not form.validate():
        return _list(found, form), 422
    return made(found, form.asked)


def made(found: Cohort, asked: Asked) -> ResponseReturnValue:
    """The new proposal's page; reckoned already unless it is a large one."""
    try:
        with transaction():
            new = propose(found, asked, by=signed_in_person())
            quick = is_quick(new) and begin(new)
    except HubError as refusal:
        said_no(refusal)
        return redirect(url_for(".cohort", cohort_id=found.id), 303)
    if quick:
        _reckon(new)
    return redirect(url_for(".show", matching_id=new.id), 303)


def _reckon(new: Matching) -> None:
    """While the person waits; should it take longer than was thought, a job goes on."""
    plain, mode, settings, new_id = new.problem, new.mode, new.settings, new.id
    db.session.rollback()
    try:
        outcome = reckoned(plain, mode, settings=settings, watch=Patience())
    except GivenUp:
        with transaction():
            leave_to_a_job(db.session.get_one(Matching, new_id))
        return
    with transaction():
        keep(db.session.get_one(Matching, new_id), outcome)


@bp.get(ONE)
@open_to(Audience.STAFF, permission=MANAGE)
def show(matching_id: UUID) -> ResponseReturnValue:
    found, person = matching_of_staff(matching_id), signed_in_person()
    if found.state not in SHOWS_PAIRS:
        newest = [m for m in matchings_in(found.cohort, seen_by=person) if m.state in SHOWS_PAIRS]
        return page("waiting", found.cohort, matching=found, good=next(iter(newest), None),
                    trouble=trouble_of(found), phase=_told(phase_of(found)))  # fmt: skip
    asked = {name: request.args.get(name, "") for name in ("startup", "mentor", "why")}
    return page(
        "show",
        found.cohort,
        matching=found,
        shown=proposal_page(found, by=person, **asked),
        outdated=found.state == "proposed" and is_outdated(found, by=person),
        form=NameForm(formdata=None, name=found.name),
    )


@bp.post(f"{ONE}/name")
@open_to(Audience.STAFF, permission=MANAGE)
def rename(matching_id: UUID) -> ResponseReturnValue:
    found, form = matching_of_staff(matching_id), NameForm()
    if form.validate():
        with transaction():
            proposing.rename(found, form.name.data or "", by=signed_in_person())
    return redirect(url_for(".show", matching_id=matching_id), 303)


@bp.post(f"{ONE}/stop")
@open_to(Audience.STAFF, permission=MANAGE)
def stop(matching_id: UUID) -> ResponseReturnValue:
    found = matching_of_staff(matching_id)
    with transaction():
        proposing.stop(found, by=signed_in_person())
    flash(_("It is stopped. What was there before stays."), "ok")
    return redirect(url_for(".cohort", cohort_id=found.cohort_id), 303)


def _told(phase: Phase | None) -> str:
    return str(PHASES[phase]) if phase else ""


def _list(found: Cohort, form: MakeForm) -> str:
    person, mentoring = signed_in_person(), mentoring_of(found)
    people, startups = candidates_in(found, seen_by=person)
    return page(
        "cohort",
        found,
        matchings=matchings_in(found, seen_by=person),
        now_=fingerprints_now(found, by=person) if mentoring else {},
        mentoring=mentoring,
        counts=(len(startups), len(people)),
        rules=rules_in(found, seen_by=person),
        form=form,
    )
