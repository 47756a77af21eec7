"""Who issues certificates, and where they are looked up: from PUBLIC_URL alone."""

from urllib.parse import quote, urlsplit

from flask import current_app

from hub.web.addresses import public_url
from hub.web.templating import HUB_NAME

NAME = HUB_NAME


def home() -> str:
    return str(current_app.config["PUBLIC_URL"])


def did() -> str:
    """`did:web:` of our host, with its port as did:web writes it."""
    return f"did:web:{quote(urlsplit(home()).netloc, safe='')}"


def verify_url(number: str) -> str:
    return public_url("certificates.verify", number=number)


def class_url(slug: str) -> str:
    return f"{home()}/classes/{slug}"


def course_url(slug: str) -> str:
    return f"{home()}/courses/{slug}"


def status_list_url(number: int) -> str:
    return public_url("certificates.status_list", number=str(number))


def own_page() -> str:
    """Where somebody finds their certificates."""
    return public_url("certificates.mine")
