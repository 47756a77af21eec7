"""Letters and receivers for the tests; their templates stand in front of the hub's own."""

import jinja2
from flask import Flask

from hub.core.database import db, transaction
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Message
from hub.outbox.services import send_mail

AYU = Receiver("ayu@people.example", "Ayu Rahma", "id", "Asia/Jakarta")
BEN = Receiver("ben@people.example", "Ben Fischer", "de", "Europe/Berlin")
TEMPLATES = {
    "emails/tests/hello.txt": "Subject: Hello {{ name }}\n"
    '{% extends "emails/layout.txt" %}{% block body %}Dear {{ receiver.name }}, {{ name }}'
    "{% if at %} {{ language }} {{ at | datetime(receiver.zone) }}{% endif %}{% endblock %}",
    "emails/tests/hello.html": '{% extends "emails/layout.html" %}'
    "{% block body %}<p>Dear {{ receiver.name }}, {{ name }}</p>{% endblock %}",
}


def with_test_templates(app: Flask) -> jinja2.BaseLoader:
    """A loader that finds the tests' templates, else the hub's."""
    return jinja2.ChoiceLoader([jinja2.DictLoader(TEMPLATES), app.jinja_env.loader])  # type: ignore[list-item]


def hello(name: str = "world", **more: object) -> Letter:
    values = {"name": name, "at": more.pop("at", None)}
    return Letter("tests/hello", values, **more)  # type: ignore[arg-type]


def written(name: str = "world", *, to: Receiver = AYU, **more: object) -> Message:
    """A message in the outbox; its key is its name."""
    with transaction():
        send_mail(hello(name, **more), to=to, key=name)
    return db.session.query(Message).filter_by(key=name).one()
