"""A reviewer's pages: what is theirs, and one application with its rubric."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.queries.marks import own_scale
from accelerator.reviews.queries.pairwise import finals_of
from accelerator.reviews.queries.reading import Pile, get_read, get_suspected, pile_in, piles_of
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.pairwise_page import FinalShown
from accelerator.reviews.views.reading_page import ReviewPage
from accelerator.reviews.views.reading_piles import PileShown
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.web.access import Audience, open_to


@bp.get("/reviews")
@open_to(Audience.PEOPLE)
def index() -> ResponseReturnValue:
    person = signed_in_person()
    return render_template(
        "accelerator/reviews/index.html",
        piles=[_with_scale(pile, person) for pile in piles_of(person)],
        finals=[FinalShown(final) for final in finals_of(person)],
        past=[PileShown(pile) for pile in piles_of(person, closed=True)],
    )


@bp.get("/reviews/rounds/<uuid:round_id>")
@open_to(Audience.PEOPLE)
def round_reads(round_id: UUID) -> ResponseReturnValue:
    """One round's pile, also of a round that is closed."""
    person = signed_in_person()
    shown = _with_scale(pile_in(round_id, person), person)
    return render_template("accelerator/reviews/round_reads.html", pile=shown)


@bp.get("/reviews/<uuid:assignment_id>")
@open_to(Audience.PEOPLE)
def review(assignment_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        assignment = get_read(assignment_id, person)
    except NotFound:
        get_suspected(assignment_id, person)
        return redirect(url_for("reviews.suspicion", read_id=assignment_id))
    page = ReviewPage(assignment, person)
    return render_template("accelerator/reviews/review.html", page=page)


def _with_scale(pile: Pile, person: User) -> PileShown:
    return PileShown(pile, own_scale(pile.round, person) if pile.is_finished else None)
