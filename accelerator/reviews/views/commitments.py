"""Promises: staff ask reviewers for a round, reviewers say how many they take."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.forms.commitments import PromiseForm, promise_fields
from accelerator.reviews.models import Commitment, CommitmentState, Round, RoundState
from accelerator.reviews.names import PROMISES
from accelerator.reviews.queries.commitments import (
    commitments_of,
    get_commitment,
    promise_cover,
    reviewers_to_ask,
)
from accelerator.reviews.queries.shortages import cover_in_sentences
from accelerator.reviews.rules.promises import MINUTES_A_READ, half_hours
from accelerator.reviews.services import commitments as services
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to

BASE = "/admin/rounds/<uuid:round_id>/reviewers"


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def commitments(round_id: UUID) -> ResponseReturnValue:
    """Who was asked and has answered what, and whether it is enough."""
    round_, person = round_to_run(round_id), signed_in_person()
    given = commitments_of(round_)
    cover = promise_cover(round_, person, given=given)
    return page(
        "staff_commitments",
        round_,
        given=given,
        cover=cover,
        short=cover_in_sentences(cover),
        unanswered=sum(each.commitment.state is CommitmentState.INVITED for each in given),
        pool=reviewers_to_ask(round_) if _is_asking(round_) else [],
        asking=_is_asking(round_),
    )


@bp.post(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def ask(round_id: UUID) -> ResponseReturnValue:
    """Ask those who were ticked."""
    round_, person = round_to_run(round_id), signed_in_person()
    wanted = set(request.form.getlist("reviewer"))
    chosen = [each for each in reviewers_to_ask(round_) if str(each.id) in wanted]
    try:
        with transaction():
            asked = services.ask(round_, chosen, by=person)
    except Conflict as refusal:
        flash(str(refusal), "bad")
    else:
        said = ngettext("One reviewer is asked.", "%(num)s reviewers are asked.", len(asked))
        flash(said, "ok" if asked else "info")
    return back("commitments", round_)


@bp.post(f"{BASE}/remind")
@open_to(Audience.STAFF, permission=MANAGE)
def remind_promises(round_id: UUID) -> ResponseReturnValue:
    """Everybody who has not answered, once a day at most."""
    round_, person = round_to_run(round_id), signed_in_person()
    with transaction():
        open_ = [each.commitment for each in commitments_of(round_)]
        written = services.remind(open_, by=person)
    if written:
        flash(ngettext("One reminder is sent.", "%(num)s reminders are sent.", written), "ok")
    else:
        flash(_("Nobody is due for a reminder: once a day is enough."), "info")
    return back("commitments", round_)


@bp.route("/reviews/promises/<uuid:commitment_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def promise(commitment_id: UUID) -> ResponseReturnValue:
    """The reviewer's answer; staff note here what they were told."""
    commitment = get_commitment(commitment_id, by=signed_in_person())
    suggested = min(commitment.reviewer.capacity, commitment.round.most)
    form = PromiseForm(data=promise_fields(commitment, suggested=suggested))
    if form.validate_on_submit() and form.say_how_many():
        try:
            _answer(commitment, form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
        else:
            return _thanked(commitment)
    return _promise_page(commitment, form, suggested=suggested)


def _answer(commitment: Commitment, form: PromiseForm) -> None:
    with transaction():
        services.answer(commitment, form.answer(), by=signed_in_person())


def _thanked(commitment: Commitment) -> ResponseReturnValue:
    if commitment.state is CommitmentState.DECLINED:
        flash(_("Noted. Thank you for saying so."), "ok")
    else:
        flash(_("Thank you! We write as soon as there is something to read."), "ok")
    if commitment.reviewer.user_id == signed_in_person().id:
        return redirect(url_for("reviews.index"))
    return back("commitments", commitment.round)


def _promise_page(
    commitment: Commitment, form: PromiseForm, *, suggested: int
) -> ResponseReturnValue:
    round_ = commitment.round
    shown = render_template(
        "accelerator/reviews/promise.html",
        commitment=commitment,
        round=round_,
        form=form,
        words=in_words,
        own=commitment.reviewer.user_id == signed_in_person().id,
        asking=_is_asking(round_),
        minutes=MINUTES_A_READ,
        examples=[
            (reads, float(half_hours(reads))) for reads in sorted({6, 12, 18, max(suggested, 2)})
        ],
        states=PROMISES,
        viewer_zone=signed_in_person().zone,
    )
    return shown, 422 if form.errors else 200


def _is_asking(round_: Round) -> bool:
    return round_.state in (RoundState.DRAFT, RoundState.OPEN)
