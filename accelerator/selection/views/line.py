"""The waiting list while it is chosen, and the places once they are given."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.selection import services
from accelerator.selection.forms.answering import EmptyForm
from accelerator.selection.forms.lists import LineForm, PlacesForm
from accelerator.selection.forms.releases import CloseLineForm
from accelerator.selection.queries.decisions import line_seen
from accelerator.selection.queries.meeting import term
from accelerator.selection.queries.offers import pool_of
from accelerator.selection.queries.placed import SoughtPlaces, in_full, placed, placed_sought
from accelerator.selection.rules.finding import is_called
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import COHORT, MANAGE, cohort_of_staff, parts_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.places.queries import counts
from hub.web.access import Audience, open_to
from hub.web.paging import leaf_of

ON_A_PAGE = 50


@bp.get(f"{COHORT}/decisions/line")
@open_to(Audience.STAFF, permission=MANAGE)
def line(cohort_id: UUID) -> ResponseReturnValue:
    """A number beside each, which counts in the whole line, whatever part of it is shown."""
    cohort, search = cohort_of_staff(cohort_id), LineForm(request.args)
    waiting = line_seen(cohort, seen_by=signed_in_person())
    text = search.text.data or "" if search.validate() else ""
    found = [e for e in waiting if is_called(text, e.reference, e.startup, e.headline)]
    leaf = leaf_of(len(found), size=ON_A_PAGE, at=partial(url_for, ".line", cohort_id=cohort_id))
    return render_template(
        "accelerator/selection/line.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.line"),
        in_line=len(waiting),
        waiting=found[leaf.part],
        pager=leaf.pager,
        search=search,
        sector_name=term,
        form=EmptyForm(formdata=None),
    )


@bp.post(f"{COHORT}/decisions/line")
@open_to(Audience.STAFF, permission=MANAGE)
def order_line(cohort_id: UUID) -> ResponseReturnValue:
    """Equal numbers keep their order; who is not on the page stays where they are."""
    cohort = cohort_of_staff(cohort_id)
    if EmptyForm().validate():
        waiting = line_seen(cohort, seen_by=signed_in_person())
        order = sorted(waiting, key=lambda each: _wished(each.position, each.application_id))
        with transaction():
            services.order_line(
                cohort, [each.application_id for each in order], by=signed_in_person()
            )
        flash(_("The order is kept."), "ok")
    kept: dict[str, Any] = {name: text for name, text in request.args.items() if text}
    return redirect(url_for(".line", cohort_id=cohort_id, **kept), 303)


@bp.get(f"{COHORT}/places")
@open_to(Audience.STAFF, permission=MANAGE)
def places(cohort_id: UUID) -> ResponseReturnValue:
    cohort, search = cohort_of_staff(cohort_id), PlacesForm(request.args)
    pool = pool_of(cohort)
    rows = placed(pool, seen_by=signed_in_person()) if pool else []
    found = placed_sought(rows, search.sought() if search.validate() else SoughtPlaces())
    leaf = leaf_of(len(found), size=ON_A_PAGE, at=partial(url_for, ".places", cohort_id=cohort_id))
    return render_template(
        "accelerator/selection/places.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.places"),
        offers=in_full(found[leaf.part]),
        pager=leaf.pager,
        search=search,
        pool=pool,
        counts=counts(pool) if pool else None,
        form=CloseLineForm(formdata=None),
    )


@bp.post(f"{COHORT}/places/close")
@open_to(Audience.STAFF, permission=MANAGE)
def close_line(cohort_id: UUID) -> ResponseReturnValue:
    cohort, form = cohort_of_staff(cohort_id), CloseLineForm()
    if form.validate():
        with transaction():
            services.close_line(cohort, by=signed_in_person(), reason=form.reason.data or "")
        flash(_("The waiting list is closed, and those who waited are told."), "ok")
    return redirect(url_for(".places", cohort_id=cohort_id), 303)


def _wished(position: int, application_id: UUID) -> tuple[float, int]:
    """Moved up it goes before who stands there, moved down behind them."""
    given = request.form.get(f"rank-{application_id}", "")
    wished = int(given) if given.isdigit() and len(given) < 6 else position
    beside = -0.5 if wished < position else 0.5 if wished > position else 0.0
    return (wished + beside, position)
