"""Somebody's own classes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.learning.enrolments.queries.mine import classes_of
from hub.learning.enrolments.showing import links_of
from hub.learning.enrolments.views.blueprint import bp
from hub.web.access import Audience, open_to


@bp.get("/learning")
@open_to(Audience.PEOPLE)
def mine() -> ResponseReturnValue:
    person = signed_in_person()
    found = classes_of(person)
    return render_template(
        "hub/learning/enrolments/mine.html",
        classes=found,
        links=links_of([each.enrolment for each in found.all]),
        person=person,
    )
