"""The front page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accelerator.applications import passing
from hub.accounts.sign_in import person_or_none
from hub.home import queries
from hub.web.access import Audience, open_to

bp = Blueprint("home", __name__)


@bp.get("/")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    person = person_or_none()
    if person is None:
        return render_template("hub/home/index.html", today=queries.today(), calls=queries.calls())
    return render_template(
        "hub/home/person.html",
        today=queries.today(),
        next_class=queries.next_class(person),
        coming=queries.coming(person),
        calls=queries.calls(),
        applications=queries.applications(person),
        mentoring=queries.mentoring(person),
        own_cohorts=queries.cohorts(person),
        passed=queries.calls_passed(list(passing.passed()), person),
    )
