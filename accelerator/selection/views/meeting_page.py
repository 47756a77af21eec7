"""The meeting in the shapes that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal, format_percent
from flask import request, url_for

from accelerator.programmes.models import Cohort
from accelerator.selection.forms.meeting import DecisionForm
from accelerator.selection.models import Decision
from accelerator.selection.queries.decisions import decisions_of
from accelerator.selection.queries.meeting import (
    Balance,
    Meeting,
    Row,
    balance,
    genders_of,
    large_enough,
    term,
)
from accelerator.selection.queries.releases import open_release
from accelerator.selection.views.doors import parts_of
from accelerator.selection.words import BANDS, CHOICES, REASONS
from hub.core.i18n import gettext as _
from hub.core.i18n import locale
from hub.web.paging import leaf_of

ON_A_PAGE = 100


@dataclass(frozen=True)
class Chosen:
    """The application that is looked at."""

    row: Row
    form: DecisionForm
    decision: Decision | None


def page_of(
    cohort: Cohort, found: Meeting, *, rows: Sequence[Row], form: DecisionForm | None
) -> dict[str, Any]:
    address = partial(url_for, "selection.cohort", cohort_id=cohort.id)
    leaf = leaf_of(len(rows), size=ON_A_PAGE, at=address, leave=("at", "tick"))
    return {
        "cohort": cohort,
        "parts": parts_of(cohort, "selection.cohort"),
        "standings": found.standings,
        "totals": found.totals,
        "rows": rows[leaf.part],
        "matching": len(rows),
        "chosen": _chosen(found, form),
        "balances": _balances(cohort, found.rows),
        "waiting_release": open_release(cohort),
        "kept": _kept(),
        "tick_all": request.args.get("tick") == "all",
        "pager": leaf.pager,
        "figure": figure,
        "share": share,
        "words": {"choices": CHOICES, "bands": BANDS, "reasons": REASONS, "term": term},
    }


def figure(value: float | None) -> str:
    """3.84, in the reader's way of writing; a dash where there is none."""
    return "–" if value is None else str(format_decimal(value, "0.00", locale=locale()))


def share(value: float | None) -> str:
    """0.934 as 93%."""
    return "" if value is None else str(format_percent(value, locale=locale()))


def _chosen(found: Meeting, form: DecisionForm | None) -> Chosen | None:
    view_args = request.view_args or {}
    row = found.row(view_args.get("application_id") or _asked_for())
    if row is None:
        return None
    decision = decisions_of([row.id]).get(row.id)
    return Chosen(row, form or _filled(row, decision), decision)


def _filled(row: Row, decision: Decision | None) -> DecisionForm:
    if decision is None:
        return DecisionForm(formdata=None, version="0")
    return DecisionForm(
        formdata=None,
        outcome=decision.outcome.value,
        conditions=decision.conditions,
        rank=decision.rank,
        reason_codes=decision.reason_codes,
        note=decision.note,
        correction=decision.correction,
        version=str(decision.version),
    )


def _asked_for() -> UUID:
    try:
        return UUID(request.args.get("at", ""))
    except ValueError:
        return UUID(int=0)


def _balances(cohort: Cohort, rows: Sequence[Row]) -> list[Balance]:
    genders = genders_of(cohort, rows)
    plain = balance(
        rows,
        groups=[
            (_("Sector"), lambda row: term(row.sector)),
            (_("Dimension of the city"), lambda row: term(row.dimension)),
            (_("City"), lambda row: row.city),
        ],
    )
    told = balance(rows, groups=[(_("Founders' gender"), lambda row: genders.get(row.id, ""))])
    return [each for each in [*plain, *map(large_enough, told)] if each.shares]


def _kept() -> dict[str, Any]:
    """The search, to come back to."""
    return {n: text for n, text in request.args.items() if text and n not in ("at", "tick")}
