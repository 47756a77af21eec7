"""A startup asks why these mentors, why not another, and what is missing."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from accelerator.matching.queries.pairings import live_of
from accelerator.matching.services.telling import asked_about, told_of
from accelerator.matching.views.blueprint import bp
from accelerator.mentors.permissions import can_see_hours, can_wish
from accelerator.mentors.queries.mentors import get_mentor
from accelerator.participations.queries.startups import get_participation
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/participations/<uuid:participation_id>/mentoring/why")
@open_to(Audience.PEOPLE)
def why(participation_id: UUID) -> ResponseReturnValue:
    """For all of the startup's people; with a mentor in the address, why not this one."""
    person = signed_in_person()
    found = get_participation(participation_id, seen_by=person)
    if not can_see_hours(person, found.startup):
        raise NotFound(_("There is no such startup in a cohort, or it is not yours."))
    told, others = told_of(found, by=person), asked_about(found)
    asked = others.get(request.args.get("mentor", ""))
    return render_template(
        "accelerator/matching/why.html",
        participation=found,
        leads=can_wish(person, found.cohort, startup=found.startup),
        told=told,
        pairings=live_of(found.cohort_id, startup_id=found.startup_id),
        others=others,
        asked=asked,
        why_not=told.why_not(get_mentor(UUID(request.args["mentor"]))) if told and asked else [],
    )
