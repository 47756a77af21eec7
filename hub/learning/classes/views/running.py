"""One class for those who teach or keep it: all on one page, and what is done by a button there."""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from hub.accounts.queries.history import shown_history_of
from hub.accounts.queries.people import person_called
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.learning.classes import services
from hub.learning.classes.forms.keeping import InstructorForm, ReasonForm, SeatsForm
from hub.learning.classes.models import ClassRun, RunState
from hub.learning.classes.permissions import can_manage_run
from hub.learning.classes.queries.keeping import concerned, waiting
from hub.learning.classes.queries.runs import instructor_in, instructors_of, sessions_shown
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.queries.showing import ways_on
from hub.learning.classes.queries.versions import newest_version
from hub.learning.classes.rules.audience import audience_of
from hub.learning.classes.rules.clocks import clocks
from hub.learning.classes.rules.drift import drifts_for
from hub.learning.classes.rules.standing import Stage
from hub.learning.classes.views.blueprint import bp
from hub.learning.classes.views.cards import cards_of
from hub.learning.classes.views.doors import (
    MANAGE,
    ONE,
    done,
    run_of_keeper,
    run_of_teacher,
    shown,
    to_run,
    tried,
)
from hub.web.access import Audience, open_to
from hub.web.forms import HubForm


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def manage(run_id: UUID) -> ResponseReturnValue:
    run, person = run_of_teacher(run_id), signed_in_person()
    (card,) = cards_of([run], None)
    return render_template(
        "hub/learning/classes/manage.html",
        run=run,
        card=card,
        **_with_clocks(run, person.zone),
        **_before_publication(run),
        instructors=instructors_of(run),
        audience=audience_of(run.audience),
        is_managed=can_manage_run(person, run),
        seats_form=SeatsForm(formdata=None, data={"seats": card.seats.seats}),
        instructor_form=InstructorForm(formdata=None),
        entries_of_history=shown_history_of(run),
        is_open=card.standing.stage not in (Stage.CANCELLED, Stage.OVER),
        ways=ways_on(run, person),
        person=person,
    )


@bp.post(f"{ONE}/publish")
@open_to(Audience.STAFF, permission=MANAGE)
def publish(run_id: UUID) -> ResponseReturnValue:
    def act(run: ClassRun) -> str:
        services.publish_run(run, by=signed_in_person())
        return _("The class is published.")

    return tried(run_id, act)


@bp.post(f"{ONE}/syllabus")
@open_to(Audience.STAFF, permission=MANAGE)
def take_syllabus(run_id: UUID) -> ResponseReturnValue:
    def act(run: ClassRun) -> str:
        services.take_newest_version(run, by=signed_in_person())
        return _("It has the newest syllabus now.")

    return tried(run_id, act)


@bp.post(f"{ONE}/seats")
@open_to(Audience.STAFF, permission=MANAGE)
def seats(run_id: UUID) -> ResponseReturnValue:
    form = SeatsForm()
    valid = form.validate()

    def act(run: ClassRun) -> str:
        if not valid:
            raise Invalid(_("Please give a whole number of places."))
        services.set_seats(run, form.seats.data or 0, by=signed_in_person())
        return _("The number of places is set.")

    return tried(run_id, act)


@bp.post(f"{ONE}/instructors")
@open_to(Audience.STAFF, permission=MANAGE)
def add_instructor(run_id: UUID) -> ResponseReturnValue:
    form = InstructorForm()
    valid = form.validate()

    def act(run: ClassRun) -> str:
        person = person_called(form.email.data or "") if valid else None
        if person is None:
            raise Invalid(_("Nobody here has this e-mail address. Invite them first."))
        services.add_instructor(run, person, by=signed_in_person(), title=form.title.data or "")
        return _("%(name)s teaches this class.", name=person.name)

    return tried(run_id, act)


@bp.post(f"{ONE}/instructors/<uuid:part_id>/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def remove_instructor(run_id: UUID, part_id: UUID) -> ResponseReturnValue:
    def act(run: ClassRun) -> str:
        part = instructor_in(run, part_id)
        services.remove_instructor(part, by=signed_in_person())
        return _("%(name)s does not teach this class any more.", name=part.user.name)

    HubForm().validate()
    return tried(run_id, act)


@bp.route(f"{ONE}/cancel", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def cancel(run_id: UUID) -> ResponseReturnValue:
    """Says what will happen and how many are told, then does it."""
    run, form = run_of_keeper(run_id), ReasonForm()

    def act() -> str:
        reason = form.reason.data or ""
        services.cancel_run(run_of_keeper(run_id), by=signed_in_person(), reason=reason)
        return _("The class is cancelled.")

    if done(form, act):
        return to_run(run_id)
    rooms = [each for each in standing_sessions(run) if each.booking_id]
    return shown(form, "cancel", run=run, told=concerned(run) + waiting(run), rooms=rooms)


def _with_clocks(run: ClassRun, viewer: str) -> dict[str, Any]:
    sessions = sessions_shown(run)
    starts = [each.starts_at for each in sessions if each.cancelled_at is None]
    return {
        "sessions": [(s, clocks(s.starts_at, zone=s.zone, viewer=viewer)) for s in sessions],
        "drifts": drifts_for(starts, zone=run.zone, viewer=viewer),
    }


def _before_publication(run: ClassRun) -> dict[str, Any]:
    if run.state is not RunState.DRAFT:
        return {"missing": [], "is_behind": False}
    newest = newest_version(run.course)
    is_behind = newest is not None and newest.id != run.version_id
    return {"missing": services.missing(run), "is_behind": is_behind}
