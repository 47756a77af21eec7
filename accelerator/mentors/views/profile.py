"""A mentor's own profile, and how others see it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.mentors.errors import ChangedMeanwhile
from accelerator.mentors.forms.profile import ProfileForm
from accelerator.mentors.models import Mentor, Sight
from accelerator.mentors.names import CIRCLES
from accelerator.mentors.queries.hours import week_shown
from accelerator.mentors.queries.shown import all_shown
from accelerator.mentors.services import change_mentor
from accelerator.mentors.views.blueprint import bp
from accelerator.mentors.views.mine import own_profile
from accelerator.mentors.views.saying import named, weekday_names
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.route("/mentoring/profile", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def profile() -> ResponseReturnValue:
    mentor = own_profile()
    form = ProfileForm.of(mentor)
    if form.validate_on_submit() and _changed(mentor, form):
        flash(_("Saved."), "ok")
        return redirect(url_for(".preview"))
    shown = render_template("accelerator/mentors/profile.html", form=form, mentor=mentor)
    return shown, 422 if form.is_submitted() else 200


@bp.get("/mentoring/profile/preview")
@open_to(Audience.PEOPLE)
def preview() -> ResponseReturnValue:
    """As each circle sees it."""
    mentor = own_profile()
    to = request.args.get("to", "")
    circle = Sight(to) if to in set(Sight) else Sight.EVERYBODY
    (shown,) = all_shown([mentor], circle)
    return render_template(
        "accelerator/mentors/preview.html",
        shown=shown,
        circle=circle,
        circles=CIRCLES,
        named=named,
        week=week_shown(mentor, to=circle),
        weekdays=weekday_names(),
    )


def _changed(mentor: Mentor, form: ProfileForm) -> bool:
    try:
        with transaction():
            profile, version = form.profile(), form.expected or 0
            change_mentor(mentor, profile, by=signed_in_person(), version=version)
    except Invalid as refusal:
        form.refuse_all(refusal)
        form.form_errors = [*form.form_errors, *refusal.errors.get("links", ())]
        return False
    except ChangedMeanwhile as refusal:
        form.form_errors = [*form.form_errors, str(refusal)]
        return False
    return True
