"""What the people of an organisation learn."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.learning.teaching.queries import organisations as queries
from hub.learning.teaching.tables import columns_of_organisation, rows_of_organisation
from hub.learning.teaching.views.blueprint import bp
from hub.organisations.queries import get_organisation
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.paging import pager_of

ONE = "/organisations/<uuid:organisation_id>/learning"


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def organisation(organisation_id: UUID) -> ResponseReturnValue:
    found, person = get_organisation(organisation_id), signed_in_person()
    page = queries.learning_of(found, person=person, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/teaching/organisation.html",
        organisation=found,
        seen=queries.seen_by(person, found),
        totals=queries.totals_of(found, person=person),
        rows=queries.shown(page.items),
        pager=pager_of(page),
        formats=(Format.CSV, Format.XLSX),
        person=person,
    )


@bp.get(f"{ONE}.<any(csv, xlsx, json):ending>")
@open_to(Audience.PEOPLE)
def organisation_table(organisation_id: UUID, ending: str) -> ResponseReturnValue:
    found, person = get_organisation(organisation_id), signed_in_person()
    queries.seen_by(person, found)
    rows = rows_of_organisation(queries.every_row(found, person=person))
    return export(
        columns_of_organisation(), rows, name=f"learning-{found.name}", format=Format(ending)
    )
