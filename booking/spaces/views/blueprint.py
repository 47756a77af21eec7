"""The blueprint of the pages on which spaces are managed, and who stands behind them."""

from flask import Blueprint

from booking.spaces.permissions import can_manage_spaces
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, HubError, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code, sites
from hub.web.forms import HubForm

bp = Blueprint("spaces", __name__)

MANAGE = "spaces:manage"
SITE = "/sites/<code>/spaces"
SPACE = f"{SITE}/<uuid:space_id>"


def kept_site(code: str) -> Site:
    """Raises: NotFound; NotAllowed, for whoever manages spaces elsewhere only."""
    site = site_by_code(code)
    if not can_manage_spaces(signed_in_person(), site):
        raise NotAllowed(_("Only the managers of the site do this."))
    return site


def kept_sites() -> list[Site]:
    """Whose spaces the person manages. Raises: NotFound, where there is none."""
    found = [each for each in sites() if can_manage_spaces(signed_in_person(), each)]
    if not found:
        raise NotFound(_("There is no site whose spaces you manage."))
    return found


def refuse(form: HubForm, refusal: HubError, *, named: dict[str, str] | None = None) -> None:
    """Beside the field that it is about, whatever that is called in this form; else above it."""
    if isinstance(refusal, Invalid):
        names = named or {}
        for name, reasons in refusal.errors.items():
            for reason in reasons:
                field = names.get(name, name)
                if field in form:
                    form.refuse(field, reason)
                else:
                    form.form_errors = [*form.form_errors, reason]
        if refusal.errors:
            return
    if isinstance(refusal, (Invalid, Conflict)):
        form.form_errors = [*form.form_errors, str(refusal)]
