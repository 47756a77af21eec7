"""The blueprint that all pages of forms are registered on."""

from flask import Blueprint

from hub.accounts.permissions import Permission

bp = Blueprint("forms", __name__, url_prefix="/forms")
#: Who may stand in the doors; whose form it is, is for the services to say.
BUILDERS = {"permission": Permission.PROGRAMMES_MANAGE}
