"""Build the application: settings in, a wired Flask app out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from hub import cli, wiring
from hub.accounts import bearer, door
from hub.config import ROOT
from hub.core import clock
from hub.core.database import db, forget_on_power_cut
from hub.home import navigation
from hub.openapi import register_api
from hub.operate import logs, metrics
from hub.web import access, assets, compression, errors, languages, limits, security, templating
from hub.wiring import BLUEPRINTS

csrf = CSRFProtect()
migrate = Migrate()


def create_app(settings: Mapping[str, Any]) -> Flask:
    app = Flask(
        "hub", root_path=str(ROOT / "hub"), template_folder="../templates", static_folder="static"
    )
    app.config.from_mapping(settings)
    clock.read_from(Path(app.config["HUB_CLOCK_FILE"]) if app.config["HUB_CLOCK_FILE"] else None)
    if app.config["SQLITE_SYNCHRONOUS"] == "OFF":
        forget_on_power_cut()
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    _register_web(app)
    wiring.connect()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for view in wiring.POSTED_FROM_ELSEWHERE:
        csrf.exempt(view)
    register_api(app, csrf)
    cli.register(app)
    _trust_proxies(app)
    return app


def _register_web(app: Flask) -> None:
    """In the order in which a request meets them, and its answer in the opposite one."""
    assets.register(app)
    compression.register(app)
    security.register(app)
    logs.register(app)
    metrics.register(app)
    languages.register(app)
    door.register(app)
    bearer.register(app)
    limits.register(app, bearer.caller)
    navigation.register(app)
    access.register(app, door.doorkeeper)
    errors.register(app)
    templating.register(app)
    access.open_to(access.Audience.EVERYONE)(app.view_functions["static"])


def _trust_proxies(app: Flask) -> None:
    """Forwarded headers are believed only from as many proxies as somebody said there are."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
