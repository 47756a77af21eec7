"""What staff do once a call has closed: let in, turn down, ask."""

from datetime import timedelta

from sqlalchemy import insert, update

from accelerator.applications.models import (
    Application,
    ApplicationState,
    ReasonCode,
    Screened,
    Screening,
)
from accelerator.applications.services.asking import Asked, ask
from accelerator.applications.services.screening import Verdict, screen
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import new_id
from hub.demo.accelerator.ventures import read

#: Why some of many are turned down.
REASONS = (
    ReasonCode.OUT_OF_SCOPE, ReasonCode.NOT_A_TEAM, ReasonCode.TOO_EARLY, ReasonCode.WRONG_PLACE,
    ReasonCode.DUPLICATE, ReasonCode.LATE, ReasonCode.INCOMPLETE, ReasonCode.OUT_OF_SCOPE,
)  # fmt: skip


def let_in(applications: list[Application], *, by: User) -> None:
    """Eligible, all at once."""
    ids = [each.id for each in applications]
    if not ids:
        return
    rows = [
        {"id": new_id(), "application_id": id_, "outcome": Screened.ELIGIBLE, "reason_codes": [],
         "note": "", "message": "", "made_by_id": by.id, "made_at": now()}
        for id_ in ids
    ]  # fmt: skip
    db.session.execute(insert(Screening), rows)
    values = {"state": ApplicationState.ELIGIBLE, "version": Application.version + 1}
    db.session.execute(update(Application).where(Application.id.in_(ids)).values(values))


def turn_down(application: Application, code: ReasonCode, *, by: User) -> None:
    message = read("notes.toml")["screening"][code.value]
    screen(application, Verdict(Screened.INELIGIBLE, (code.value,), message=message), by=by)


def ask_for_more(application: Application, number: int, *, by: User) -> None:
    texts = read("notes.toml")["screening"]["asked"]
    keys = (("users",), (), ("website",))[number % 3]
    until = now() + timedelta(days=24)
    ask(application, Asked(texts[number % len(texts)], until, keys), by=by)
