"""Who is in a class, and the ledger of its seats, for those who keep it."""

from uuid import UUID

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments.forms.staffing import RosterForm
from hub.learning.enrolments.queries import roster as queries
from hub.learning.enrolments.queries.line import ledger as ledger_of
from hub.learning.enrolments.views.blueprint import bp
from hub.learning.enrolments.views.doors import MANAGE, STAFF_RUN, parts_of, run_to_keep
from hub.places.queries import counts
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.paging import pager_of

ON_A_PAGE = 30


@bp.get(f"{STAFF_RUN}/enrolments")
@open_to(Audience.STAFF, permission=MANAGE)
def roster(run_id: UUID) -> ResponseReturnValue:
    run, search = run_to_keep(run_id), RosterForm(request.args)
    cursor = request.args.get("cursor")
    page = queries.roster(run, search.sought(), cursor=cursor, limit=ON_A_PAGE)
    return render_template(
        "hub/learning/enrolments/roster.html",
        run=run,
        parts=parts_of(run, "enrolments.roster"),
        search=search,
        found=queries.on_roster(page.items),
        pager=pager_of(page),
        counts=counts(pool_of(run)),
        formats=(Format.CSV, Format.XLSX),
        person=signed_in_person(),
    )


@bp.get(f"{STAFF_RUN}/enrolments.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def roster_table(run_id: UUID, format: str) -> Response:
    run, search = run_to_keep(run_id), RosterForm(request.args)
    if format not in set(Format):
        raise NotFound(_("There is no such table."))
    rows = queries.rows(run, search.sought())
    return export(queries.columns(), rows, name=f"roster-{run.slug}", format=Format(format))


@bp.get(f"{STAFF_RUN}/ledger")
@open_to(Audience.STAFF, permission=MANAGE)
def ledger(run_id: UUID) -> ResponseReturnValue:
    run = run_to_keep(run_id)
    page = ledger_of(pool_of(run), cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/enrolments/ledger.html",
        run=run,
        parts=parts_of(run, "enrolments.ledger"),
        lines=page.items,
        names=queries.names_in(page.items),
        pager=pager_of(page),
        person=signed_in_person(),
    )
