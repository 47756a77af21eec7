"""What stories about accounts share: people with passwords, mails and the links in them."""

import html
import re
from typing import Any

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hub.accounts.models import User
from hub.accounts.services.passwords import hashed_password
from hub.accounts.services.second_factor import set_totp
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.factories import a_person

PASSWORD = "kopi tubruk di pagi hari"
ANOTHER = "teh manis di sore hari"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def a_member(**named: Any) -> User:
    """Somebody with a password."""
    return a_person(**({"password_hash": hashed_password(PASSWORD)} | named))


def with_totp(person: User) -> User:
    with transaction():
        set_totp(person, SECRET)
    return person


def code(*, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return pyotp.TOTP(SECRET).at(now(), counter_offset=steps)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account/security").status_code == 200


def mails_to(email: str) -> list[Message]:
    """In the order they were written: ids grow with real time, while the clock stands still."""
    db.session.expire_all()
    return db.session.query(Message).filter_by(to_email=email).order_by(Message.id).all()


def link_in(mail: Message) -> str:
    """The path of the first link of ours that carries a key."""
    found = re.search(r"http://hub\.example(/\S+\?key=\S+)", mail.text)
    assert found, mail.text
    return found.group(1)


def key_in(mail: Message) -> str:
    return link_in(mail).partition("key=")[2]


def words(response: TestResponse) -> str:
    """What a reader sees of a page: no tags, no doubled spaces."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", response.text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
