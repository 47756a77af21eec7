"""The list of names on a phone without a line: ticks are kept on it, and sent when there is one."""

from datetime import datetime
from uuid import UUID

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Malformed
from hub.core.i18n import gettext as _
from hub.learning.attendance.names import OUTCOMES
from hub.learning.attendance.queries import register as queries
from hub.learning.attendance.services.checking_in import Scan, Synced, sync
from hub.learning.attendance.views.blueprint import bp
from hub.web.access import Audience, open_to

MOST_SCANS = 2000
DOOR = "/teach/sessions/<uuid:session_id>/door"


@bp.get(DOOR)
@open_to(Audience.PEOPLE)
def door(session_id: UUID) -> ResponseReturnValue:
    """One long list with a button for each name; without script each button is a form."""
    session = queries.session_to_keep(session_id, signed_in_person())
    return render_template(
        "hub/learning/attendance/door.html",
        session=session,
        lines=queries.register_of(session),
        back=url_for(".register", session_id=session_id),
    )


@bp.post(DOOR)
@open_to(Audience.PEOPLE)
def tick(session_id: UUID) -> ResponseReturnValue:
    """`scans` as JSON from the page's script: [{"id": …, "person": …, "at": RFC 3339}]."""
    person = signed_in_person()
    queries.session_to_keep(session_id, person)  # a stranger's list is not even read
    scans = [_scan(each) for each in _sent()]
    with transaction():
        session = queries.session_to_keep(session_id, person)
        answers = sync(session, scans, by=person)
    return jsonify([_told(each) for each in answers])


def _sent() -> list[object]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, list) or len(sent) > MOST_SCANS:
        raise Malformed(_("This is not a list of ticks."))
    return sent


def _scan(sent: object) -> Scan:
    try:
        if not isinstance(sent, dict):
            raise ValueError("no tick")
        at = datetime.fromisoformat(str(sent["at"]))
        if at.tzinfo is None:
            raise ValueError("no offset")
        return Scan(str(sent["id"])[:64], UUID(str(sent["person"])), at)
    except (KeyError, ValueError, OverflowError) as error:
        raise Malformed(_("This is not a list of ticks.")) from error


def _told(synced: Synced) -> dict[str, str]:
    words, tone = OUTCOMES[synced.outcome]
    return {
        "id": synced.scan.client_id,
        "person": str(synced.scan.user_id),
        "outcome": synced.outcome.value,
        "said": str(words),
        "tone": tone,
    }
