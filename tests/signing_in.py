"""Tests as somebody: put a client into a person's place, as signing in would."""

from flask.testing import FlaskClient

from hub.accounts.models import SignIn, User
from hub.accounts.services.sessions import begin_sign_in
from hub.core.database import db, transaction
from hub.core.ids import hashed
from tests.live import Hub


def sign_in_as(client: FlaskClient, person: User, *, second_factor: bool = True) -> SignIn:
    """Sign a person in without any page. By default with a second factor, as staff need it."""
    with transaction():
        token = begin_sign_in(person, agent="pytest", second_factor=second_factor)
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return db.session.query(SignIn).filter_by(token_hash=hashed(token)).one()


def cookie_of(person: User, hub: Hub) -> dict[str, str]:
    """What a browser carries after it has signed a person in at a running hub, second factor and
    all."""
    with transaction():
        token = begin_sign_in(person, agent="Firefox/140 Linux", second_factor=True)
    signer = hub.app.session_interface.get_signing_serializer(hub.app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True})
    return {"name": hub.app.config["SESSION_COOKIE_NAME"], "value": value, "url": hub.url}
