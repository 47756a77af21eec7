"""The log: one line for each request and for whatever is worth a look; JSON in production.

A line names the route, never the address, for addresses hold tokens and searches. People appear as
a code that only this installation can make, e-mail addresses not at all.
"""

import hashlib
import hmac
import logging
import re
import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from structlog.typing import EventDict, Processor, WrappedLogger

log = structlog.stdlib.get_logger(__name__)

#: Asked every few seconds by machines; their good answers would bury everything else.
QUIET = {"static", "operate.healthz", "operate.readyz", "operate.metrics"}
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+")
#: What could start a new line, move a cursor or colour a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OURS = "the hub's own handler"


def register(app: Flask) -> None:
    """Log requests; also shape the log itself, except under tests, which look at it their way."""
    app.before_request(start_the_watch)
    app.after_request(log_request)
    app.teardown_request(forget_the_request)
    wanted: str = app.config["LOG_FORMAT"]
    if wanted or not app.config["TESTING"]:
        production = app.config["HUB_ENV"] == "production"
        shape_the_log(as_json=wanted == "json" if wanted else production)


def start_the_watch() -> None:
    g.started_at = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def forget_the_request(_error: BaseException | None) -> None:
    """What the thread logs later, for nobody, must not carry this request's id."""
    structlog.contextvars.clear_contextvars()


def log_request(response: Response) -> Response:
    quiet = request.endpoint in QUIET and response.status_code < 500
    level = logging.DEBUG if quiet else logging.INFO
    log.log(
        level,
        "request",
        method=request.method,
        endpoint=request.endpoint or "-",
        status=response.status_code,
        duration_ms=round(seconds_so_far() * 1000, 1),
        **_who(),
    )
    return response


def seconds_so_far() -> float:
    """How long this request has been at work."""
    now = time.perf_counter()
    began: float = g.get("started_at", now)
    return now - began


def _who() -> dict[str, str]:
    person = g.get("shown_person")
    return {"person": person_code(str(person.id))} if person else {}


def person_code(person_id: str) -> str:
    """The same for the same person, so that their lines can be found; not to be turned back
    without the installation's key."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"log:{person_id}".encode(), hashlib.sha256).hexdigest()[:12]


def shape_the_log(*, as_json: bool) -> None:
    """Send everything, our own lines and the libraries', to stderr in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    render: Processor = structlog.processors.JSONRenderer() if as_json else readable
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_addresses,
            render,
        ],
    )
    _install(formatter)


def _install(formatter: logging.Formatter) -> None:
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if handler.get_name() != _OURS]
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name(_OURS)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for chatty in ("werkzeug", "alembic", "apscheduler", "waitress.queue"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def without_addresses(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Whatever a library put into its message, no e-mail address leaves in a log."""
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: Any) -> Any:
    return _EMAIL.sub("<e-mail>", value) if isinstance(value, str) else value


def readable(_logger: WrappedLogger, _name: str, event: EventDict) -> str:
    """`09:30:02 info  request  method=GET …`; a traceback follows, indented."""
    fields = dict(event)
    clock = str(fields.pop("timestamp", ""))[11:19]
    level, said = fields.pop("level", ""), fields.pop("event", "")
    exception = str(fields.pop("exception", ""))
    fields.pop("logger", None)
    rest = " ".join(f"{key}={escaped(value)}" for key, value in fields.items())
    line = f"{clock} {level:<7} {escaped(said)}  {rest}".rstrip()
    return line + "".join(f"\n    {escaped(part)}" for part in exception.splitlines())


def escaped(value: object) -> str:
    """Text in which nothing can pass for a line of its own."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", str(value))
