"""What somebody's own plans come with, and what is left of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from booking.houses.names import PERIODS, SUBJECTS
from booking.houses.queries.usage import own_plans
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience, open_to

bp = Blueprint("plans", __name__)


@bp.get("/plans/mine")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    return render_template(
        "booking/plans/mine.html",
        plans=own_plans(signed_in_person()),
        periods=PERIODS,
        subjects=SUBJECTS,
    )
