"""Every setting, its meaning and its default. `settings_from` reads them once, at start."""

import importlib.util
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

ROOT = Path(__file__).parents[1]
INSTANCE = ROOT / "instance"
ENVIRONMENTS = ("development", "test", "production")
MAIL_SCHEMES = ("file", "smtp", "starttls", "smtps")
#: What we know people paste from examples.
WEAK_SECRETS = {"secret", "changeme", "change-me", "dev", "development", "test", "password"}


class BadSetting(SystemExit):
    """A setting is missing or wrong: say which and stop, rather than run half-configured."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"Setting {name}: {problem}")


#: name: (default, meaning). Printed by `flask settings` and in docs/operate.md.
SETTINGS: dict[str, tuple[str, str]] = {
    "HUB_ENV": ("development", "development, test or production"),
    "DATABASE_URL": ("sqlite:///instance/hub.sqlite", "SQLite file or postgresql://user:pw@host/db"),
    "SECRET_KEY": ("", "signs cookies; made and kept in instance/ in development, at least 32 "
                   "characters in production"),
    "SECRET_KEY_FALLBACKS": ("", "older keys, comma-separated, still accepted while rotating"),
    "PUBLIC_URL": ("http://127.0.0.1:8000", "where people reach the hub; used in links we send"),
    "MAIL_URL": ("file:instance/mail", "smtp://user:pw@host:587 (starttls:// insists on TLS, "
                 "smtps:// begins with it), or file:///dir which writes one .eml each"),
    "MAIL_FROM": ("Future City Hub <hub@futurecityhub.example>", "sender of all mail"),
    "FILES_URL": ("instance/files", "folder for uploads"),
    "FILES_SCAN_COMMAND": ("", "virus scanner for uploads: a command that gets a path and ends "
                           "with 0 (clean) or 1 (infected); else it is asked again later"),
    "REDIS_URL": ("", "optional: shared counters for rate limits of several web processes"),
    "RATE_LIMIT": ("", "requests a minute for each person, and twice that for each address of "
                   "those we do not know; 0 sets no limit (default: 600, in tests 0)"),
    "STRIPE_SECRET_KEY": ("", "payments; empty means that nothing is charged online"),
    "STRIPE_WEBHOOK_SECRET": ("", "verifies Stripe's calls"),
    "STRIPE_API_BASE": ("", "another address for Stripe's API (tests)"),
    "JITSI_URL": ("", "a Jitsi server for class sessions, such as https://meet.example.org"),
    "JITSI_APP_ID": ("", "who signs the tokens for that server; empty without tokens"),
    "JITSI_SECRET": ("", "with which they are signed; without it a room's name is its only lock"),
    "BIGBLUEBUTTON_URL": ("", "a BigBlueButton server for class sessions: the address before /api"),
    "BIGBLUEBUTTON_SECRET": ("", "its shared secret (bbb-conf --secret)"),
    "TRUSTED_PROXIES": ("0", "how many reverse proxies stand in front; their X-Forwarded-* headers "
                        "are believed only then"),
    "METRICS_TOKEN": ("", "bearer token for /metrics from elsewhere than this machine"),
    "HUB_CLOCK_FILE": ("", "not in production: a file that holds the time, for tests"),
    "HUB_JOBS": ("", "run the timetable inside the web process: yes or no (default: yes under "
                 "`flask run-hub`, else no)"),
    "HUB_DEMO": ("yes", "on the first start of `flask run-hub` outside production: no demo world, "
                 "or its size (small, programme, city)"),
    "HOST": ("127.0.0.1", "where to listen"),
    "PORT": ("8000", "where to listen"),
    "WEB_WORKERS": ("4", "processes under gunicorn"),
    "WEB_THREADS": ("8", "threads in each process under gunicorn"),
    "LOG_FORMAT": ("", "json or text (default: json in production)"),
    "SQLITE_SYNCHRONOUS": ("FULL", "FULL or OFF (tests only)"),
}  # fmt: skip


def settings_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """Flask's configuration from the environment.

    Raises:
        BadSetting: a value that would make the hub unsafe or unable to run.
    """
    read = {name: environment.get(name, "") or default for name, (default, _) in SETTINGS.items()}
    if read["HUB_ENV"] not in ENVIRONMENTS:
        raise BadSetting("HUB_ENV", f"must be one of {', '.join(ENVIRONMENTS)}")
    if urlsplit(read["MAIL_URL"]).scheme not in MAIL_SCHEMES:
        raise BadSetting("MAIL_URL", f"must begin with one of {', '.join(MAIL_SCHEMES)}")
    production = read["HUB_ENV"] == "production"
    if production:
        _check_production(environment)
    if not read["TRUSTED_PROXIES"].isdigit():
        raise BadSetting("TRUSTED_PROXIES", "must be a number")
    url, options = database_options(read["DATABASE_URL"])
    return {
        **read,
        "TESTING": read["HUB_ENV"] == "test",
        "SECRET_KEY": _secret_key(read["SECRET_KEY"], production=production),
        "SECRET_KEY_FALLBACKS": [k for k in read["SECRET_KEY_FALLBACKS"].split(",") if k],
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": options,
        "PUBLIC_URL": read["PUBLIC_URL"].rstrip("/"),
        # Any other Host header is answered 400; development is reached by many names.
        "TRUSTED_HOSTS": [urlsplit(read["PUBLIC_URL"]).hostname, "127.0.0.1", "localhost"]
        if production
        else None,
        "TRUSTED_PROXIES": int(read["TRUSTED_PROXIES"]),
        **_cookies(secure=read["PUBLIC_URL"].startswith("https://")),
        # The largest document (hub.files.rules.LARGEST) and the form around it.
        "MAX_CONTENT_LENGTH": 26 * 1024 * 1024,
        "MAX_FORM_PARTS": 1000,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _cookies(*, secure: bool) -> dict[str, Any]:
    return {
        # Browsers refuse a name with this prefix unless it is secure and for this host alone.
        "SESSION_COOKIE_NAME": "__Host-hub_session" if secure else "hub_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        # The row behind the token knows when it ends; a cookie on every answer could be cached.
        "SESSION_REFRESH_EACH_REQUEST": False,
    }


def _check_production(environment: Mapping[str, str]) -> None:
    """What has a default for a first look must be said where people rely on it."""
    for name in ("DATABASE_URL", "PUBLIC_URL", "MAIL_URL"):
        if not environment.get(name):
            raise BadSetting(name, "is needed in production")
    address = urlsplit(environment["PUBLIC_URL"])
    if address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise BadSetting("PUBLIC_URL", "must begin with https:// in production")
    if environment.get("HUB_CLOCK_FILE"):
        raise BadSetting("HUB_CLOCK_FILE", "is not for production")
    if environment.get("SQLITE_SYNCHRONOUS", "FULL") != "FULL":
        raise BadSetting("SQLITE_SYNCHRONOUS", "must be FULL in production")
    if 0 < len(environment.get("METRICS_TOKEN", "")) < 20:
        raise BadSetting("METRICS_TOKEN", "needs at least 20 random characters")


def database_options(url: str) -> tuple[str, dict[str, Any]]:
    """The SQLAlchemy URL and engine options for a database address."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            path = ROOT / parsed.database
            path.parent.mkdir(parents=True, exist_ok=True)
            parsed = parsed.set(database=str(path))
        options: dict[str, Any] = {"connect_args": {"timeout": 15}, "hide_parameters": True}
        if importlib.util.find_spec("pysqlite3"):
            # Its SQLite is newer than most systems', where a WAL reset could corrupt the file.
            options["module"] = importlib.import_module("pysqlite3.dbapi2")
        return str(parsed), options
    if parsed.get_backend_name() != "postgresql":
        raise BadSetting("DATABASE_URL", "must be sqlite:///… or postgresql://…")
    session = "-c timezone=UTC -c lock_timeout=8000 -c idle_in_transaction_session_timeout=60000"
    options = {
        "hide_parameters": True,  # an error's text goes into the log, people's data does not
        "pool_pre_ping": True,
        "pool_size": 10,
        "max_overflow": 10,
        "pool_timeout": 10,
        "connect_args": {"options": session, "connect_timeout": 10},
    }
    parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False), options


def _secret_key(given: str, *, production: bool) -> str:
    if production:
        if len(given) < 32 or given.lower() in WEAK_SECRETS or len(set(given)) < 10:
            raise BadSetting("SECRET_KEY", "needs at least 32 random characters in production")
        return given
    if given:
        return given
    kept = INSTANCE / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(48))
        kept.chmod(0o600)
    return kept.read_text().strip()
