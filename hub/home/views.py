"""The front page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hub.web.access import Audience, open_to

bp = Blueprint("home", __name__)


@bp.get("/")
@open_to(Audience.EVERYONE)
def index() -> ResponseReturnValue:
    return render_template("hub/home/index.html")
