"""Spaces as a table: out, and in again after a look."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.spaces import services
from booking.spaces.forms.house import SheetAgainForm, SheetForm
from booking.spaces.services.tables import Planned, planned, table_of
from booking.spaces.sheets import COLUMNS, NoSheet, lines_in
from booking.spaces.views.blueprint import MANAGE, SITE, bp, kept_site
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.files.rules import MEGABYTE
from hub.organisations.models import Site
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export


@bp.get(f"{SITE}.csv")
@open_to(Audience.STAFF, permission=MANAGE)
def table(code: str) -> Response:
    site = kept_site(code)
    columns = {name: name for name in COLUMNS}
    return export(columns, table_of(site), name=f"spaces-{site.code}", format=Format.CSV)


@bp.route(f"{SITE}/import", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def import_table(code: str) -> ResponseReturnValue:
    """Look at a table first: what each line would do, and what is wrong in it."""
    site, form = kept_site(code), SheetForm()
    text, rows = "", None
    if form.validate_on_submit():
        try:
            raw = form.file.data.read(MEGABYTE + 1)[: MEGABYTE + 1]
            rows = planned(lines_in(raw), site=site)
            text = raw.decode("utf-8-sig")
        except NoSheet as odd:
            form.refuse("file", odd)
    again = SheetAgainForm(formdata=None, text=text)
    return _page(site, form, again=again, rows=rows), 422 if form.errors else 200


@bp.post(f"{SITE}/import/now")
@open_to(Audience.STAFF, permission=MANAGE)
def import_now(code: str) -> ResponseReturnValue:
    """Read in what was looked at."""
    site, form = kept_site(code), SheetAgainForm()
    try:
        lines = lines_in(form.text.data or "")
    except NoSheet as odd:
        flash(str(odd), "bad")
        return redirect(url_for(".import_table", code=code))
    with transaction():
        done = services.import_spaces(lines, site=site, by=signed_in_person())
    said = _("Made: %(made)s. Changed: %(changed)s.", made=done.made, changed=done.changed)
    if done.left_out:
        said += " " + _("Left out: %(count)s.", count=len(done.left_out))
    flash(said, "warn" if done.left_out else "ok")
    return redirect(url_for(".index", code=code))


def _page(site: Site, form: SheetForm, *, again: SheetAgainForm, rows: list[Planned] | None) -> str:
    return render_template(
        "booking/spaces/import.html",
        site=site,
        form=form,
        again=again,
        planned=rows,
        columns=COLUMNS,
    )
