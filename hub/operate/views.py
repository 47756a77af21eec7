"""Addresses for machines that watch over the hub, and the auditors' page."""

import hmac
from collections.abc import Iterator
from dataclasses import asdict
from ipaddress import ip_address
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from hub.accounts.queries.history import changes, names_of, shown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history import queries as history_queries
from hub.history.queries import Sought
from hub.operate import health, metrics
from hub.operate.forms import HistoryForm
from hub.operate.permissions import can_see_all_history
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

bp = Blueprint("operate", __name__)
LARGEST_EXPORT = 50_000
#: Whoever comes through a proxy is not at this machine, whatever the connection says.
_OF_A_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
COLUMNS = {name: name for name in (
    "number", "at", "actor_id", "actor", "for_id", "for", "via", "action", "subject_kind",
    "subject_id", "changes", "seal",
)}  # fmt: skip


@bp.get("/healthz")
@open_to(Audience.EVERYONE)
def healthz() -> ResponseReturnValue:
    """The process is up; asks nothing of anybody."""
    return jsonify(up=True)


@bp.get("/readyz")
@open_to(Audience.EVERYONE)
def readyz() -> ResponseReturnValue:
    config = current_app.config
    wanted = config["HUB_ENV"] == "production" or config.get("JOBS_RUN_HERE", False)
    found = health.findings(jobs_wanted=wanted)
    ready = all(finding.ok for finding in found.values())
    checks = {name: asdict(finding) for name, finding in found.items()}
    return jsonify(ready=ready, checks=checks), 200 if ready else 503


@bp.get("/metrics", endpoint="metrics")
@open_to(Audience.EVERYONE)
def metrics_() -> ResponseReturnValue:
    if not (_asks_from_here() or _has_token()):
        raise NotAllowed(_("Metrics are read on this machine, or with the token for them."))
    return Response(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


def _asks_from_here() -> bool:
    if any(name in request.headers for name in _OF_A_PROXY):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    token: str = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


@bp.get("/admin/history")
@open_to(Audience.STAFF, permission="history:see")
def history() -> ResponseReturnValue:
    form, sought = _asked()
    page = history_queries.find(sought, cursor=request.args.get("cursor"))
    return render_template(
        "hub/operate/history.html",
        form=form,
        entries=shown(page.items),
        zone=signed_in_person().zone,
        pager=_pager(page),
        csv_url=url_for(".history_csv", **_search()),
    )


@bp.get("/admin/history.csv")
@open_to(Audience.STAFF, permission="history:see")
def history_csv() -> ResponseReturnValue:
    _form, sought = _asked()
    return export(COLUMNS, _rows(sought), name="history", format=Format.CSV)


def _asked() -> tuple[HistoryForm, Sought]:
    """The search in the address; one that cannot be read finds nothing."""
    if not can_see_all_history(signed_in_person()):
        raise NotAllowed(
            _("Your account sees the history of what it may open, but not the whole history.")
        )
    form = HistoryForm(request.args)
    form.offer_actions()
    return form, form.sought() if form.validate() else Sought(people=[])


def _search() -> dict[str, Any]:
    return {name: text for name, text in request.args.items() if text and name != "cursor"}


def _pager(page: Any) -> dict[str, Any]:
    def at(cursor: str | None) -> str | None:
        query: dict[str, Any] = _search() | {"cursor": cursor}
        return url_for(".history", **query) if cursor else None

    return {
        "prev_url": at(page.previous),
        "next_url": at(page.next),
        "shown": len(page.items),
        "total": None,
    }


def _rows(sought: Sought) -> Iterator[tuple[object, ...]]:
    names: dict[Any, str] = {}
    for entry in history_queries.find_all(sought, limit=LARGEST_EXPORT):
        unknown = {i for i in (entry.actor_id, entry.for_id) if i and i not in names}
        names |= dict.fromkeys(unknown, "") | names_of(unknown)
        yield (
            entry.number, entry.at.isoformat(), entry.actor_id, names.get(entry.actor_id),
            entry.for_id, names.get(entry.for_id), entry.via, entry.action, entry.subject_kind,
            entry.subject_id, changes(entry), entry.seal,
        )  # fmt: skip
