"""Turn a letter into words: its template in the receiver's language, with full addresses."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app

from hub.core.i18n import language, speaking
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category
from hub.outbox.rules import split_subject
from hub.outbox.unsubscribing import token_for
from hub.web.addresses import public_url


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def rendered(letter: Letter, to: Receiver) -> Rendered:
    """The letter's subject and both bodies.

    Templates see the letter's values and `receiver`, `public_url(endpoint, …)`, `unsubscribe_url`
    (None for service mail), `preferences_url`, `language`, and the filters that pages have.
    """
    with speaking(to.language):
        values = {
            **letter.values,
            "receiver": to,
            "language": language(),
            "public_url": public_url,
            "hub_url": current_app.config["PUBLIC_URL"],
            "unsubscribe_url": unsubscribe_url(receiver_key(to.user_id, to.email), letter.category),
            "preferences_url": public_url("outbox.preferences"),
        }
        template = current_app.jinja_env.get_template
        subject, text = split_subject(template(f"emails/{letter.template}.txt").render(values))
        html = template(f"emails/{letter.template}.html").render({**values, "subject": subject})
    return Rendered(subject, text, html)


def receiver_key(user_id: UUID | None, email: str) -> str:
    """What preferences are kept under: the person, so that they outlive a change of address."""
    return str(user_id) if user_id else email.lower()


def unsubscribe_url(receiver: str, category: Category | str) -> str | None:
    if category == Category.SERVICE:
        return None
    return public_url("outbox.unsubscribe", token=token_for(receiver, Category(category)))


def message_id_for(message: UUID) -> str:
    """The Message-ID header (RFC 5322 §3.6.4) of a message of ours."""
    return f"<{message}@{urlsplit(current_app.config['PUBLIC_URL']).hostname}>"
