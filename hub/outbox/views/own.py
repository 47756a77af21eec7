"""What somebody wants to hear from us, and the way out of what they do not."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.outbox import queries, services
from hub.outbox.forms import PreferencesForm
from hub.outbox.models import Category
from hub.outbox.names import CATEGORY_HINTS, CATEGORY_NAMES
from hub.outbox.rendering import receiver_key
from hub.outbox.unsubscribing import read_token
from hub.outbox.views.blueprint import bp
from hub.web.access import Audience, open_to


@bp.get("/mail/stop/<token>")
@open_to(Audience.EVERYONE)
def unsubscribe(token: str) -> ResponseReturnValue:
    """A mail scanner opens every link, so this page only asks."""
    receiver, category = read_token(token)
    return render_template(
        "hub/outbox/unsubscribe.html",
        token=token,
        category=CATEGORY_NAMES[category],
        hint=CATEGORY_HINTS.get(category),
        is_off=queries.is_off(receiver, category),
    )


@bp.post("/mail/stop/<token>")
@open_to(Audience.EVERYONE)
def stop_mail(token: str) -> ResponseReturnValue:
    """The page's button, and the mail program's own (RFC 8058), which has neither cookie nor form
    token: the signed link is what counts."""
    receiver, category = read_token(token)
    with transaction():
        if request.form.get("again"):
            services.turn_on(receiver, category)
        else:
            services.turn_off(receiver, category)
    return redirect(url_for(".unsubscribe", token=token), 303)


@bp.route("/account/mail", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def preferences() -> ResponseReturnValue:
    receiver = receiver_key(g.shown_person.id, g.shown_person.email)
    off = queries.turned_off_by(receiver)
    form = PreferencesForm(data=_wanted(off))
    if form.validate_on_submit():
        with transaction():
            for category in _optional():
                change = services.turn_on if form[category.value].data else services.turn_off
                change(receiver, category)
        flash(_("Saved. From now on you get only what you chose."), "success")
        return redirect(url_for(".preferences"))
    return render_template("hub/outbox/preferences.html", form=form, hints=_hints())


def _optional() -> list[Category]:
    return [category for category in Category if category is not Category.SERVICE]


def _wanted(off: set[Category]) -> dict[str, bool]:
    return {category.value: category not in off for category in _optional()}


def _hints() -> dict[str, Any]:
    return {category.value: CATEGORY_HINTS[category] for category in _optional()}
