"""The register of a session, for who teaches it: the code to show, the list, reports, an export."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import segno
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import Conflict, HubError, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.learning.attendance.forms import NameForm, ReportForm, minutes_sent
from hub.learning.attendance.models import Report, Stay
from hub.learning.attendance.queries import register as queries
from hub.learning.attendance.queries.register import Line
from hub.learning.attendance.rules.minutes import length_of
from hub.learning.attendance.services import checking_in, keeping
from hub.learning.attendance.views.blueprint import bp
from hub.learning.classes.models import ClassSession
from hub.web.access import Audience, open_to
from hub.web.acting import pressed, said_no
from hub.web.addresses import public_url
from hub.web.exports import Format, export

ONE = "/teach/sessions/<uuid:session_id>/register"


@bp.get(ONE)
@open_to(Audience.PEOPLE)
def register(session_id: UUID) -> ResponseReturnValue:
    return _page(_session(session_id))


@bp.post(ONE)
@open_to(Audience.PEOPLE)
def write_list(session_id: UUID) -> ResponseReturnValue:
    session, person = _session(session_id), signed_in_person()
    try:
        wanted = minutes_sent()
    except Invalid as refusal:
        said_no(refusal)
        return _page(session), 422
    done = pressed(
        lambda: keeping.write_list(_session(session_id), wanted, by=person), said=_("Saved.")
    )
    return redirect(url_for(".register", session_id=session_id), 303) if done else (
        _page(session), 422
    )  # fmt: skip


@bp.get(f"{ONE}/code")
@open_to(Audience.PEOPLE)
def code(session_id: UUID) -> ResponseReturnValue:
    """Large, for the wall or the shared screen."""
    session = _session(session_id)
    shown = queries.live_code(session)
    address = public_url("attendance.check_in_here", code=shown.code) if shown else ""
    return render_template(
        "hub/learning/attendance/code.html",
        session=session,
        code=shown,
        picture=_qr(address) if shown else "",
        address=public_url("attendance.check_in"),
        count=sum(line.attendance is not None for line in queries.register_of(session)),
    )


@bp.post(f"{ONE}/code")
@open_to(Audience.PEOPLE)
def make_code(session_id: UUID) -> ResponseReturnValue:
    _do(
        session_id,
        lambda s, by: checking_in.show_code(s, by=by, anew=True),
        said=_("A new code."),
    )
    return redirect(url_for(".code", session_id=session_id), 303)


@bp.post(f"{ONE}/report")
@open_to(Audience.PEOPLE)
def take_report(session_id: UUID) -> ResponseReturnValue:
    session, person = _session(session_id), signed_in_person()
    form = _report_form(session, person)
    if not form.validate():
        return _page(session, form=form), 422
    try:
        text, name = form.text(), form.report.data.filename or ""
        with transaction():
            fresh = _session(session_id)
            keeping.take_report(fresh, text, name=name, zone=form.chosen_zone(), by=person)
    except (Conflict, Invalid) as refusal:
        form.refuse("report", refusal)
        return _page(_session(session_id), form=form), refusal.status
    return redirect(url_for(".register", session_id=session_id, _anchor="report"), 303)


@bp.post(f"{ONE}/reports/<uuid:report_id>/take-back")
@open_to(Audience.PEOPLE)
def take_back(session_id: UUID, report_id: UUID) -> ResponseReturnValue:
    def act(session: ClassSession, by: User) -> None:
        report = db.session.get(Report, report_id)
        if report is None or report.session_id != session.id:
            raise NotFound(_("There is no such report."))
        keeping.take_back(report, session, by=by)

    _do(session_id, act, said=_("The report is taken back; what it had counted is gone."))
    return redirect(url_for(".register", session_id=session_id, _anchor="report"), 303)


@bp.post(f"{ONE}/unknown/<uuid:stay_id>")
@open_to(Audience.PEOPLE)
def name_person(session_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    sent = request.form.get("person", "")

    def act(session: ClassSession, by: User) -> None:
        stay, person = db.session.get(Stay, stay_id), _person(sent)
        if stay is None or stay.session_id != session.id or person is None:
            raise Conflict(_("Please choose who it was."))
        keeping.name_person(stay, person, session=session, by=by)

    _do(session_id, act, said=_("Thank you. The address is remembered for the next time."))
    return redirect(url_for(".register", session_id=session_id, _anchor="unknown"), 303)


@bp.get(f"{ONE}.<any(csv, xlsx, json):ending>")
@open_to(Audience.PEOPLE)
def register_export(session_id: UUID, ending: str) -> ResponseReturnValue:
    session = _session(session_id)
    columns = {"name": _("Name"), "email": _("E-mail"), "minutes": _("Minutes"),
               "source": _("How"), "seen_at": _("Seen at")}  # fmt: skip
    rows = [_row(line) for line in queries.register_of(session)]
    name = f"{session.run.slug}-{session.starts_local[:10]}"
    return export(columns, rows, name=name, format=Format(ending))


def _qr(address: str) -> str:
    return str(segno.make(address, error="m").svg_data_uri(border=2, light="#ffffff"))


def _row(line: Line) -> list[object]:
    seen = line.attendance
    if seen is None:
        return [line.person.name, line.person.email, 0, "", None]
    seen_at: datetime = seen.seen_at
    return [line.person.name, line.person.email, seen.minutes, seen.source.value, seen_at]


def _page(session: ClassSession, form: ReportForm | None = None) -> str:
    person = signed_in_person()
    lines = queries.register_of(session)
    return render_template(
        "hub/learning/attendance/register.html",
        session=session,
        lines=lines,
        unknown=queries.unknown_of(session),
        reports=queries.reports_of(session),
        longest=length_of(session.slot),
        present=sum(1 for line in lines if line.attendance and line.attendance.minutes),
        form=form or _report_form(session, person),
        name_form=NameForm(),
        person=person,
    )


def _report_form(session: ClassSession, person: User) -> ReportForm:
    form = ReportForm()
    zones = dict.fromkeys((session.zone, person.zone, "Asia/Jakarta", "Europe/Berlin", "UTC"))
    form.offer_zones([(zone, zone.rpartition("/")[2].replace("_", " ")) for zone in zones])
    return form


def _session(session_id: UUID) -> ClassSession:
    return queries.session_to_keep(session_id, signed_in_person())


def _person(sent: str) -> User | None:
    try:
        return db.session.get(User, UUID(sent))
    except ValueError:
        return None


def _do(session_id: UUID, act: Callable[[ClassSession, User], object], *, said: str) -> None:
    person = signed_in_person()
    _session(session_id)  # a stranger is turned away, not led on
    try:
        pressed(lambda: act(_session(session_id), person), said=said)
    except HubError as refusal:
        said_no(refusal)
