"""Links that turn a kind of mail off without signing in: signed, for one receiver and category."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.outbox.models import Category


def token_for(receiver: str, category: Category) -> str:
    """Does not expire: a way out that stops working is none."""
    return str(_serializer().dumps([receiver, category.value]))


def read_token(token: str) -> tuple[str, Category]:
    """The receiver and category of a link.

    Raises:
        NotFound: it was not made by us, or is damaged.
    """
    try:
        receiver, category = _serializer().loads(token)
        return str(receiver), Category(category)
    except (BadSignature, ValueError, TypeError) as forged:
        raise NotFound(
            _("This link is not complete. Please copy it again from the mail.")
        ) from forged


def _serializer() -> URLSafeSerializer:
    keys = [*reversed(current_app.config["SECRET_KEY_FALLBACKS"]), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="outbox.unsubscribe")
