"""Which applications a round reads, for staff."""

from functools import partial
from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.forms.rounds import EntriesForm
from accelerator.reviews.models import Round, RoundState
from accelerator.reviews.queries.entries import called, entries_of, get_entry, offered_to
from accelerator.reviews.queries.rounds import get_round, rounds_of
from accelerator.reviews.services import entries as services
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.paging import leaf_of

ON_A_PAGE = 50
BASE = "/admin/rounds/<uuid:round_id>/applications"


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def entries(round_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    others = [each for each in rounds_of(round_.cohort) if each.id != round_.id]
    source = _source(others)
    found, search = entries_of(round_, person), EntriesForm(request.args)
    shown = called(found, search.text.data or "" if search.validate() else "")
    address = partial(url_for, "reviews.entries", round_id=round_id, _anchor="entered")
    leaf = leaf_of(len(shown), size=ON_A_PAGE, at=address)
    return page(
        "staff_entries",
        round_,
        number=len(found),
        entered=shown[leaf.part],
        pager=leaf.pager,
        search=search,
        offered=offered_to(round_, person, source=source),
        source=source,
        others=others,
        changeable=round_.state in (RoundState.DRAFT, RoundState.OPEN),
    )


@bp.post(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def put_in(round_id: UUID) -> ResponseReturnValue:
    """Those that were ticked, or with `all` every eligible one."""
    round_, person = round_to_run(round_id), signed_in_person()
    chosen = None if "all" in request.form else _ids(request.form.getlist("application"))
    try:
        with transaction():
            new = services.put_in(round_, chosen, by=person)
    except (Invalid, Conflict) as refusal:
        flash(str(refusal), "bad")
    else:
        flash(
            ngettext("One application is in now.", "%(num)s applications are in now.", len(new)),
            "ok",
        )
    return back("entries", round_)


@bp.post(f"{BASE}/<uuid:application_id>/track")
@open_to(Audience.STAFF, permission=MANAGE)
def set_track(round_id: UUID, application_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    entry = get_entry(round_, application_id, by=person)
    with transaction():
        services.set_track(entry, request.form.get("track", ""), round_=round_, by=person)
    flash(_("Saved."), "ok")
    return back("entries", round_)


@bp.post(f"{BASE}/<uuid:application_id>/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def take_out(round_id: UUID, application_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    entry = get_entry(round_, application_id, by=person)
    try:
        with transaction():
            services.take_out(entry, round_=round_, by=person)
    except Conflict as refusal:
        flash(str(refusal), "bad")
    else:
        flash(_("It is out of the round."), "ok")
    return back("entries", round_)


def _source(others: list[Round]) -> Round | None:
    named = request.args.get("source", "")
    found = next((each for each in others if str(each.id) == named), None)
    return get_round(found.id, by=signed_in_person()) if found else None


def _ids(texts: list[str]) -> list[UUID]:
    """Raises: NotFound for what is no id."""
    try:
        return [UUID(text) for text in texts]
    except ValueError as odd:
        raise NotFound(_("There is no such application.")) from odd
