"""The register in JSON."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from hub.learning.attendance.models import Attendance, CheckInCode, Source, Stay
from hub.learning.attendance.queries.register import Line as RegisterLine
from hub.learning.attendance.rules.minutes import length_of
from hub.learning.attendance.services.checking_in import Outcome, Scan, Synced
from hub.learning.classes.models import ClassSession
from hub.web.api import Body, Instant, Line, Shown


class RegisterLineShown(Shown):
    person: UUID
    name: str
    minutes: int
    source: Source | None = Field(description="Null: nobody has seen them.")
    seen_at: Instant | None

    @classmethod
    def of(cls, line: RegisterLine) -> "RegisterLineShown":
        seen = line.attendance
        return cls(
            person=line.person.id,
            name=line.person.name,
            minutes=seen.minutes if seen else 0,
            source=seen.source if seen else None,
            seen_at=seen.seen_at if seen else None,
        )


class UnknownShown(Shown):
    """Somebody in a report whom nobody knows."""

    id: UUID
    name: str
    email: str

    @classmethod
    def of(cls, stay: Stay) -> "UnknownShown":
        return cls(id=stay.id, name=stay.name, email=stay.email)


class RegisterShown(Shown):
    session: UUID
    minutes: int = Field(description="How long the session is.")
    items: list[RegisterLineShown]
    unknown: list[UnknownShown]

    @classmethod
    def of(
        cls, session: ClassSession, *, lines: list[RegisterLine], unknown: list[Stay]
    ) -> "RegisterShown":
        return cls(
            session=session.id,
            minutes=length_of(session.slot),
            items=[RegisterLineShown.of(line) for line in lines],
            unknown=[UnknownShown.of(stay) for stay in unknown],
        )


class MinutesSent(Body):
    person: UUID
    minutes: int = Field(ge=0, le=1440)


class RegisterSent(Body):
    items: list[MinutesSent] = Field(min_length=1, max_length=2000)


class CheckInSent(Body):
    code: Line = Field(max_length=20, description="As it stands on the screen.")


class AttendanceShown(Shown):
    session: UUID
    minutes: int
    source: Source
    seen_at: Instant

    @classmethod
    def of(cls, attendance: Attendance) -> "AttendanceShown":
        return cls(
            session=attendance.session_id,
            minutes=attendance.minutes,
            source=attendance.source,
            seen_at=attendance.seen_at,
        )


class CodeShown(Shown):
    code: str
    made_at: Instant

    @classmethod
    def of(cls, code: CheckInCode) -> "CodeShown":
        return cls(code=code.code, made_at=code.made_at)


class ScanSent(Body):
    id: Line = Field(max_length=64, description="Your own name for it: sent twice, taken once.")
    person: UUID
    at: Instant

    def as_scan(self) -> Scan:
        at: datetime = self.at
        return Scan(self.id, self.person, at)


class ScansSent(Body):
    items: list[ScanSent] = Field(min_length=1, max_length=2000)


class SyncedShown(Shown):
    id: str
    person: UUID
    outcome: Outcome

    @classmethod
    def of(cls, synced: Synced) -> "SyncedShown":
        scan = synced.scan
        return cls(id=scan.client_id, person=scan.user_id, outcome=synced.outcome)


class ReportSent(Body):
    name: Line = Field(default="report.csv", max_length=200)
    text: str = Field(min_length=1, max_length=2_000_000, description="The provider's CSV.")
    zone: Line = Field(max_length=64, description="In which its times are meant.")


class ReportTaken(Shown):
    id: UUID
    name: str
    unknown: int = Field(description="Stretches of people whom nobody knows yet.")


class NamedSent(Body):
    person: UUID
