"""The figures of a cohort: for its staff in full, for everybody without small groups."""

from uuid import UUID

from flask import Response, g, render_template, request
from flask.typing import ResponseReturnValue

from accelerator.figures.names import SPLITS, STEPS, group_name, in_reading
from accelerator.figures.queries.funnel import cases_in
from accelerator.figures.queries.readers import reader_rows
from accelerator.figures.queries.sheets import columns_of, rows_of
from accelerator.figures.queries.told import public_funnel
from accelerator.figures.rules.funnel import SMALLEST_TOLD, funnel
from accelerator.figures.views.blueprint import bp
from accelerator.programmes.queries import cohort_called, managed_cohort
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

MANAGE = "programmes:manage"


@bp.get("/admin/cohorts/<uuid:cohort_id>/figures")
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    found, split = managed_cohort(cohort_id, by=g.shown_person), _split()
    return render_template(
        "accelerator/figures/cohort.html",
        cohort=found,
        figures=funnel(cases_in(found, seen_by=g.shown_person), split),
        split=split,
        steps=in_reading(STEPS),
        splits=in_reading(SPLITS),
        group_name=group_name,
        readers=reader_rows(found, g.shown_person),
        formats=list(Format),
    )


@bp.get("/admin/cohorts/<uuid:cohort_id>/figures/applications.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def applications(cohort_id: UUID, format: str) -> Response:
    found = managed_cohort(cohort_id, by=g.shown_person)
    if format not in set(Format):
        raise NotFound(_("There is no such table."))
    rows = rows_of(found, seen_by=g.shown_person)
    name = f"applications-{found.slug}"
    return export(columns_of(found), rows, name=name, format=Format(format))


@bp.get("/calls/<slug>/figures")
@open_to(Audience.EVERYONE)
def public(slug: str) -> ResponseReturnValue:
    found, split = cohort_called(slug, seen_by=g.get("shown_person")), _split()
    return render_template(
        "accelerator/figures/public.html",
        cohort=found,
        figures=public_funnel(found, split),
        split=split,
        steps=in_reading(STEPS),
        splits=in_reading(SPLITS),
        group_name=group_name,
        smallest=SMALLEST_TOLD,
    )


def _split() -> str:
    asked = request.args.get("by", "sector")
    return asked if asked in SPLITS else "sector"
