"""What a link from a mail leads to when it is over: where to go instead."""

from flask import render_template
from flask.typing import ResponseReturnValue

from hub.accounts.errors import LinkIsDead
from hub.accounts.views.blueprint import bp


@bp.errorhandler(LinkIsDead)
def dead_link(refusal: LinkIsDead) -> ResponseReturnValue:
    page = render_template("hub/accounts/dead_link.html", sentence=str(refusal))
    return page, refusal.status
