"""For staff: what waits, what was given up, and the switch that holds everything back."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import LANGUAGE_NAMES, ngettext
from hub.core.i18n import gettext as _
from hub.outbox import queries, services
from hub.outbox.forms import HoldForm
from hub.outbox.models import MessageState
from hub.outbox.names import CATEGORY_NAMES, STATE_NAMES, STATE_TONES
from hub.outbox.rules import without_secrets
from hub.outbox.views.blueprint import bp
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of

SEE, MANAGE = "operations:see", "operations:manage"


@bp.get("/admin/mail")
@open_to(Audience.STAFF, permission=SEE)
def index() -> ResponseReturnValue:
    """Only who the mail is to and what became of it; subjects and texts are another page."""
    state = _asked_state()
    page = queries.messages(state=state, cursor=request.args.get("cursor"))
    return render_template(
        "hub/outbox/index.html",
        page=page,
        pager=pager_of(page),
        state=state,
        counts=queries.count_by_state(),
        hold=queries.outgoing_hold(),
        zone=g.shown_person.zone,
        names=_names(),
    )


@bp.get("/admin/mail/<uuid:message_id>")
@open_to(Audience.STAFF, permission=MANAGE)
def show(message_id: UUID) -> ResponseReturnValue:
    message = queries.get_message(message_id)
    return render_template(
        "hub/outbox/show.html",
        message=message,
        text=None if message.confidential else without_secrets(message.text),
        files=[each["filename"] for each in message.attachments],
        can_retry=message.state in (MessageState.FAILED, MessageState.DROPPED),
        zone=g.shown_person.zone,
        names=_names(),
    )


@bp.post("/admin/mail/<uuid:message_id>/retry")
@open_to(Audience.STAFF, permission=MANAGE)
def retry(message_id: UUID) -> ResponseReturnValue:
    with transaction():
        services.retry(queries.get_message(message_id), by=g.shown_person.id)
    flash(_("The mail is on its way again."), "success")
    return redirect(url_for(".show", message_id=message_id))


@bp.post("/admin/mail/retry")
@open_to(Audience.STAFF, permission=MANAGE)
def retry_failed() -> ResponseReturnValue:
    by = g.shown_person.id
    with transaction():
        number = services.retry_all_failed(by=by)
    words = ngettext(
        "%(num)s mail is on its way again.", "%(num)s mails are on their way again.", number
    )
    flash(words, "success")
    return redirect(url_for(".index"))


@bp.route("/admin/mail/hold", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def hold() -> ResponseReturnValue:
    form = HoldForm()
    if form.validate_on_submit():
        with transaction():
            services.hold_outgoing(form.reason.data or "")
        flash(_("Nothing leaves the hub now. Mail waits until you let it go."), "success")
        return redirect(url_for(".index"))
    return render_template("hub/outbox/hold.html", form=form)


@bp.route("/admin/mail/release", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def release() -> ResponseReturnValue:
    if request.method == "POST":
        by = g.shown_person.id
        with transaction():
            services.release_outgoing(by)
        flash(_("Mail may leave again."), "success")
        return redirect(url_for(".index"))
    waiting = queries.count_by_state()[MessageState.QUEUED]
    return render_template("hub/outbox/release.html", hold=queries.outgoing_hold(), waiting=waiting)


def _asked_state() -> MessageState | None:
    asked = request.args.get("state", "")
    if not asked:
        return None
    try:
        return MessageState(asked)
    except ValueError as unknown:
        raise NotFound(_("There is nothing at this address.")) from unknown


def _names() -> dict[str, Any]:
    return {
        "categories": CATEGORY_NAMES,
        "languages": LANGUAGE_NAMES,
        "states": STATE_NAMES,
        "tones": STATE_TONES,
    }
