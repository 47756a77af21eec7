"""Give a read back: a conflict of interest, an answer to a suspicion, no opinion."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.errors import AlreadyHandedIn, ReadEnded
from accelerator.reviews.forms.recusal import AbstainForm, ConflictForm, SuspicionForm
from accelerator.reviews.models import Assignment
from accelerator.reviews.queries.reading import get_read, get_suspected
from accelerator.reviews.queries.revisions import headlines
from accelerator.reviews.services import recusal
from accelerator.reviews.suspicions import evidence_said
from accelerator.reviews.views.blueprint import bp
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/reviews/<uuid:assignment_id>/conflict")
@open_to(Audience.PEOPLE)
def conflict(assignment_id: UUID) -> ResponseReturnValue:
    """Asks which; changes nothing. From the list it can be said before anything is opened."""
    return _conflict_page(get_read(assignment_id, signed_in_person()), ConflictForm())


@bp.post("/reviews/<uuid:assignment_id>/conflict")
@open_to(Audience.PEOPLE)
def declare_conflict(assignment_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), ConflictForm()
    assignment = get_read(assignment_id, person)
    if not form.validate():
        return _conflict_page(assignment, form), 422
    with transaction():
        recusal.declare_conflict(
            get_read(assignment_id, person), kind=form.chosen, note=form.note.data or "", by=person
        )
    flash(_("Thank you for saying so. Somebody else will read it."), "success")
    return redirect(url_for("reviews.index"), 303)


@bp.get("/reviews/<uuid:assignment_id>/abstain")
@open_to(Audience.PEOPLE)
def abstain(assignment_id: UUID) -> ResponseReturnValue:
    assignment = get_read(assignment_id, signed_in_person())
    return _abstain_page(assignment, AbstainForm())


@bp.post("/reviews/<uuid:assignment_id>/abstain")
@open_to(Audience.PEOPLE)
def give_back(assignment_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), AbstainForm()
    assignment = get_read(assignment_id, person)
    if not form.validate():
        return _abstain_page(assignment, form), 422
    try:
        with transaction():
            recusal.abstain(
                get_read(assignment_id, person), reason=form.reason.data or "", by=person
            )
    except (AlreadyHandedIn, ReadEnded) as refusal:
        flash(str(refusal), "info")
        return redirect(url_for("reviews.review", assignment_id=assignment_id), 303)
    flash(_("It is not yours any more. Somebody else will read it."), "success")
    return redirect(url_for("reviews.index"), 303)


@bp.get("/reviews/<uuid:read_id>/question")
@open_to(Audience.PEOPLE)
def suspicion(read_id: UUID) -> ResponseReturnValue:
    """Something speaks for a conflict; nothing is opened before it is answered."""
    return _suspicion_page(read_id, SuspicionForm())


@bp.post("/reviews/<uuid:read_id>/question")
@open_to(Audience.PEOPLE)
def answer_suspicion(read_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), SuspicionForm()
    if not form.validate():
        return _suspicion_page(read_id, form), 422
    with transaction():
        _assignment, suspected = get_suspected(read_id, person)
        note = form.note.data or ""
        recusal.answer_suspicion(suspected, is_one=form.is_one, note=note, by=person)
    if form.is_one:
        flash(_("Thank you for saying so. Somebody else will read it."), "success")
        return redirect(url_for("reviews.index"), 303)
    return redirect(url_for("reviews.review", assignment_id=read_id), 303)


def _conflict_page(assignment: Assignment, form: ConflictForm) -> str:
    title = headlines([assignment])[assignment.id]
    return render_template(
        "accelerator/reviews/conflict.html", assignment=assignment, title=title, form=form
    )


def _abstain_page(assignment: Assignment, form: AbstainForm) -> str:
    title = headlines([assignment])[assignment.id]
    return render_template(
        "accelerator/reviews/abstain.html", assignment=assignment, title=title, form=form
    )


def _suspicion_page(assignment_id: UUID, form: SuspicionForm) -> str:
    assignment, suspected = get_suspected(assignment_id, signed_in_person())
    blind = assignment.round.blind
    return render_template(
        "accelerator/reviews/suspicion.html",
        assignment=assignment,
        evidence=evidence_said(suspected.evidence, blind=blind),
        startup="" if blind else assignment.application.startup.name,
        form=form,
    )
