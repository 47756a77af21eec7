"""The waiting list while it is chosen, and the places once they are given."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.selection import services
from accelerator.selection.forms.answering import EmptyForm
from accelerator.selection.forms.releases import CloseLineForm
from accelerator.selection.queries.decisions import line_seen
from accelerator.selection.queries.meeting import term
from accelerator.selection.queries.offers import offers_of, pool_of
from accelerator.selection.views.blueprint import bp
from accelerator.selection.views.doors import COHORT, MANAGE, cohort_of_staff, parts_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.places.queries import counts
from hub.web.access import Audience, open_to


@bp.route(f"{COHORT}/decisions/line", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def line(cohort_id: UUID) -> ResponseReturnValue:
    """A number beside each; equal numbers keep their order."""
    cohort = cohort_of_staff(cohort_id)
    waiting = line_seen(cohort, seen_by=signed_in_person())
    if request.method == "POST" and EmptyForm().validate():
        ids = [application.id for _decision, application in waiting]
        order = sorted(range(len(ids)), key=lambda n: _wished(n + 1, ids[n]))
        with transaction():
            services.order_line(cohort, [ids[n] for n in order], by=signed_in_person())
        flash(_("The order is kept."), "ok")
        return redirect(url_for(".line", cohort_id=cohort_id), 303)
    return render_template(
        "accelerator/selection/line.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.line"),
        waiting=waiting,
        sector_name=term,
        form=EmptyForm(formdata=None),
    )


@bp.get(f"{COHORT}/places")
@open_to(Audience.STAFF, permission=MANAGE)
def places(cohort_id: UUID) -> ResponseReturnValue:
    cohort = cohort_of_staff(cohort_id)
    pool = pool_of(cohort)
    return render_template(
        "accelerator/selection/places.html",
        cohort=cohort,
        parts=parts_of(cohort, "selection.places"),
        offers=offers_of(cohort, seen_by=signed_in_person()),
        pool=pool,
        counts=counts(pool) if pool else None,
        form=CloseLineForm(),
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
