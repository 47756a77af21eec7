"""Settings of the running app that sign-in depends on, for services that know no Flask."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app


def hashes_cheaply() -> bool:
    """Tests hash passwords at the lowest cost; nothing else ever does."""
    config = current_app.config
    return bool(config.get("CHEAP_PASSWORDS", config["HUB_ENV"] == "test")) and not _in_production()


def sealing_keys() -> list[str]:
    """Keys for secrets that must be read back: the present one first, then those being retired."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]


def demo_sign_in() -> bool:
    """Whether demo accounts stand open on the sign-in page: in development, and in a test that
    asks for it; never in production, whatever else is set."""
    config = current_app.config
    wanted = config.get("DEMO_SIGN_IN", config["HUB_ENV"] == "development")
    return bool(wanted) and not _in_production()


def origin() -> str:
    """Scheme, host and port of PUBLIC_URL, as browsers write them."""
    parts = urlsplit(current_app.config["PUBLIC_URL"])
    return f"{parts.scheme}://{parts.netloc}"


def passkey_domain() -> str | None:
    """The domain that passkeys are bound to; None where browsers allow none: at a bare address such
    as 127.0.0.1, or without TLS anywhere but on localhost."""
    parts = urlsplit(current_app.config["PUBLIC_URL"])
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host if parts.scheme == "https" or host == "localhost" else None
    return None


def _in_production() -> bool:
    return bool(current_app.config["HUB_ENV"] == "production")
