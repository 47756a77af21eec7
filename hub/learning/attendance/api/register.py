"""The register by API, under the permissions of its pages."""

from uuid import UUID

from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import is_zone
from hub.learning.attendance.api.groups import WRITES, endpoints
from hub.learning.attendance.errors import (
    BadReport,
    NoPlaceHere,
    NotCheckInTime,
    ReportTwice,
    WrongCode,
)
from hub.learning.attendance.models import Report, Stay
from hub.learning.attendance.queries import register as queries
from hub.learning.attendance.schemas import (
    AttendanceShown,
    CheckInSent,
    CodeShown,
    NamedSent,
    RegisterSent,
    RegisterShown,
    ReportSent,
    ReportTaken,
    ScansSent,
    SyncedShown,
)
from hub.learning.attendance.services import checking_in, keeping
from hub.learning.classes.models import ClassSession
from hub.web.api import Endpoint, ListShown

ONE = "/class-sessions/<uuid:session_id>"


@endpoints.serves(
    Endpoint(
        "POST",
        "/check-ins",
        "Check in to a class session with its code",
        answers=AttendanceShown,
        body=CheckInSent,
        status=201,
        scope=WRITES,
        refuses=(WrongCode, NotCheckInTime, NoPlaceHere),
    )
)
def check_in_to_class(body: CheckInSent) -> AttendanceShown:
    return AttendanceShown.of(checking_in.check_in(body.code, by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/register",
        "The register of a session, for who teaches it",
        answers=RegisterShown,
        refuses=(NotFound,),
    )
)
def class_register(session_id: UUID) -> RegisterShown:
    return _shown(_session(session_id))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{ONE}/register",
        "Write minutes by hand",
        answers=RegisterShown,
        body=RegisterSent,
        scope=WRITES,
        refuses=(NotFound, Invalid),
        note="Of the people named; 0 for who was not there. It stands above codes and reports.",
    )
)
def write_class_register(session_id: UUID, body: RegisterSent) -> RegisterShown:
    session = _session(session_id)
    minutes = {each.person: each.minutes for each in body.items}
    keeping.write_list(session, minutes, by=signed_in_person())
    return _shown(session)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/check-in-code",
        "Make a new code to show in the room",
        answers=CodeShown,
        status=201,
        scope=WRITES,
        refuses=(NotFound,),
        note="The one before ends.",
    )
)
def make_check_in_code(session_id: UUID) -> CodeShown:
    code = checking_in.show_code(_session(session_id), by=signed_in_person(), anew=True)
    return CodeShown.of(code)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/scans",
        "Send what was ticked off without a line",
        answers=ListShown[SyncedShown],
        body=ScansSent,
        scope=WRITES,
        refuses=(NotFound,),
        note="Each answer says what became of it: taken, double, unknown or out-of-time.",
    )
)
def sync_class_scans(session_id: UUID, body: ScansSent) -> ListShown[SyncedShown]:
    scans = [each.as_scan() for each in body.items]
    answers = checking_in.sync(_session(session_id), scans, by=signed_in_person())
    return ListShown(items=[SyncedShown.of(each) for each in answers])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/attendance-reports",
        "Hand in a video provider's list of participants",
        answers=ReportTaken,
        body=ReportSent,
        status=201,
        scope=WRITES,
        refuses=(NotFound, BadReport, ReportTwice, Invalid),
        largest_body=4 * 1024 * 1024,
    )
)
def take_attendance_report(session_id: UUID, body: ReportSent) -> ReportTaken:
    if not is_zone(body.zone):
        sentence = _("There is no such time zone.")
        raise Invalid(sentence, errors={"zone": [sentence]})
    report, unknown = keeping.take_report(
        _session(session_id), body.text, name=body.name, zone=body.zone, by=signed_in_person()
    )
    return ReportTaken(id=report.id, name=report.name, unknown=unknown)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{ONE}/attendance-reports/<uuid:report_id>",
        "Take a report back",
        answers=RegisterShown,
        scope=WRITES,
        refuses=(NotFound,),
    )
)
def take_attendance_report_back(session_id: UUID, report_id: UUID) -> RegisterShown:
    session, report = _session(session_id), db.session.get(Report, report_id)
    if report is None or report.session_id != session.id:
        raise NotFound(_("There is no such report."))
    keeping.take_back(report, session, by=signed_in_person())
    return _shown(session)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/unknown/<uuid:stay_id>",
        "Say who somebody in a report was",
        answers=RegisterShown,
        body=NamedSent,
        scope=WRITES,
        refuses=(NotFound, Conflict),
        note="Their address is remembered for the next time.",
    )
)
def name_unknown_attendee(session_id: UUID, stay_id: UUID, *, body: NamedSent) -> RegisterShown:
    session, stay = _session(session_id), db.session.get(Stay, stay_id)
    person = db.session.get(User, body.person)
    if stay is None or stay.session_id != session.id or person is None:
        raise NotFound(_("There is nobody like this in the session's reports."))
    keeping.name_person(stay, person, session=session, by=signed_in_person())
    return _shown(session)


def _session(session_id: UUID) -> ClassSession:
    return queries.session_to_keep(session_id, signed_in_person())


def _shown(session: ClassSession) -> RegisterShown:
    return RegisterShown.of(
        session, lines=queries.register_of(session), unknown=queries.unknown_of(session)
    )
