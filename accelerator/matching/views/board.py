"""Staff: publish a proposal, and the pairs that came of it."""

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching.forms.proposing import VersionedNothing
from accelerator.matching.models import Matching
from accelerator.matching.queries.pairings import get_pairing, pairings_in
from accelerator.matching.queries.proposals import next_best_of
from accelerator.matching.queries.sheets import COLUMNS, rows_of
from accelerator.matching.services import pairing as services
from accelerator.matching.services.proposing import Asked
from accelerator.matching.services.publication import publication
from accelerator.matching.views.blueprint import bp
from accelerator.matching.views.doors import (
    COHORT,
    MANAGE,
    ONE,
    cohort_of_staff,
    matching_of_staff,
    page,
)
from accelerator.matching.views.proposals import made
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.acting import said_no
from hub.web.exports import Format, export


@bp.route(f"{ONE}/publish", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def publish(matching_id: UUID) -> ResponseReturnValue:
    """What would happen, exactly; then one button does it."""
    found, form = matching_of_staff(matching_id), VersionedNothing()
    if form.validate_on_submit():
        return _publish(found, form.expected or 0)
    form = VersionedNothing(formdata=None, version=found.version)
    told = publication(found)
    return page("publish", found.cohort, matching=found, told=told, form=form)


@bp.get(f"{COHORT}/pairs")
@open_to(Audience.STAFF, permission=MANAGE)
def board(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    person = signed_in_person()
    pairings, nxt = pairings_in(found, seen_by=person), next_best_of(found, seen_by=person)
    return page("board", found, pairings=pairings, formats=list(Format), next_best=nxt)


@bp.get(f"{COHORT}/pairs.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def export_pairs(cohort_id: UUID, format: str) -> Response:
    found = cohort_of_staff(cohort_id)
    if format not in set(Format):
        raise NotFound(_("There is no such table."))
    rows = rows_of(found, seen_by=signed_in_person())
    return export(COLUMNS, rows, name=f"pairs-{found.slug}", format=Format(format))


@bp.post(f"{COHORT}/next")
@open_to(Audience.STAFF, permission=MANAGE)
def propose_next(cohort_id: UUID) -> ResponseReturnValue:
    """The next best where somebody declined: all pairs that stand stay."""
    return made(cohort_of_staff(cohort_id), Asked(name=_("Next best"), keep_standing=True))


@bp.post("/mentoring/pairs/<uuid:pairing_id>/remind")
@open_to(Audience.STAFF, permission=MANAGE)
def remind_pairing(pairing_id: UUID) -> ResponseReturnValue:
    found = get_pairing(pairing_id, seen_by=signed_in_person())
    try:
        with transaction():
            services.remind_now(found, by=signed_in_person())
    except HubError as refusal:
        said_no(refusal)
    else:
        flash(_("Whoever has not answered is reminded."), "ok")
    return redirect(url_for(".board", cohort_id=found.cohort_id), 303)


def _publish(found: Matching, version: int) -> ResponseReturnValue:
    try:
        with transaction():
            new = len(services.publish(found, by=signed_in_person(), version=version))
    except HubError as refusal:
        said_no(refusal)
        return redirect(url_for(".show", matching_id=found.id), 303)
    flash(ngettext("%(num)s new pair was asked.", "%(num)s new pairs were asked.", new), "ok")
    return redirect(url_for(".board", cohort_id=found.cohort_id), 303)
