"""A startup's profile, changed by whoever leads it."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.startups.errors import ProfileChanged
from accelerator.startups.forms import ProfileForm
from accelerator.startups.models import Startup
from accelerator.startups.queries import startup_kept_by
from accelerator.startups.services import change_profile
from accelerator.startups.views.blueprint import bp
from hub.accounts.queries.history import shown_history_of
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.route("/startups/<uuid:startup_id>/profile", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def profile(startup_id: UUID) -> ResponseReturnValue:
    startup = startup_kept_by(startup_id, g.shown_person)
    form = ProfileForm(obj=startup, data={"version": str(startup.version)})
    if form.validate_on_submit() and _kept(form, startup):
        flash(_("Saved."), "ok")
        return redirect(url_for(".profile", startup_id=startup.id))
    shown = render_template(
        "accelerator/startups/profile.html",
        form=form,
        startup=startup,
        entries=shown_history_of(startup),
    )
    return shown, 422 if form.is_submitted() else 200


def _kept(form: ProfileForm, startup: Startup) -> bool:
    try:
        with transaction():
            change_profile(startup, form.profile(), by=g.shown_person, version=form.expected)
    except ProfileChanged as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return False
    except Invalid as refusal:
        form.refuse_all(refusal)
        return False
    return True
