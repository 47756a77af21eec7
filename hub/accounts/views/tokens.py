"""One's own API tokens: made (and shown once), listed, revoked."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.forms.profile import TokenForm
from hub.accounts.models import User
from hub.accounts.names import TOKEN_SCOPES
from hub.accounts.permissions import scopes_for
from hub.accounts.queries.tokens import token_of, tokens_of
from hub.accounts.services.tokens import NewToken, make_token, revoke_token
from hub.accounts.sign_in import oneself
from hub.accounts.views.blueprint import bp
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.web.access import Audience, open_to


@bp.route("/account/tokens", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def tokens() -> ResponseReturnValue:
    """The secret of a new one is in this answer alone, which nobody may keep."""
    person = oneself()
    form = TokenForm()
    form.offer(scopes_for(person), today=to_wall(now(), person.zone).date())
    if form.validate_on_submit():
        try:
            return _page(person, TokenForm(formdata=None), made=_made(person, form))
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("name", refusal)
    return _page(person, form)


@bp.post("/account/tokens/<uuid:token_id>/revoke")
@open_to(Audience.PEOPLE)
def end_token(token_id: UUID) -> ResponseReturnValue:
    person = oneself()
    with transaction():
        revoke_token(token_of(person, token_id))
    flash(_("The token is revoked. Programs that use it are refused from now on."), "ok")
    return redirect(url_for(".tokens"))


def _made(person: User, form: TokenForm) -> NewToken:
    last = form.expires_on.data
    with transaction():
        return make_token(
            person,
            name=form.name.data or "",
            scopes=form.scopes.data or [],
            by=person,
            expires_at=_midnight_after(last, person.zone) if last else None,
        )


def _midnight_after(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))


def _page(person: User, form: TokenForm, *, made: NewToken | None = None) -> ResponseReturnValue:
    if form.scopes.choices is None:
        form.offer(scopes_for(person), today=to_wall(now(), person.zone).date())
    page = render_template(
        "hub/accounts/tokens.html",
        form=form,
        tokens=tokens_of(person),
        made=made,
        scope_names=TOKEN_SCOPES,
    )
    return page, 422 if form.errors else 200
