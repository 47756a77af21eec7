"""When mentors and startups have time; the same for both, at both addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from accelerator.mentors.api.groups import PROFILE, STARTUPS
from accelerator.mentors.api.groups import of_hours as endpoints
from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.permissions import can_see_hours
from accelerator.mentors.queries.hours import hours_of, startup_with_hours
from accelerator.mentors.queries.mentors import get_mentor
from accelerator.mentors.schemas.hours import (
    CalendarElsewhereShown,
    CalendarSent,
    ExceptionSent,
    ExceptionShown,
    GoneShown,
    WeekSent,
    WeekShown,
)
from accelerator.mentors.services import availability as services
from accelerator.mentors.services.availability import Owner
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint
from hub.web.api.declarations import View

MENTOR = "/mentors/<uuid:mentor_id>/availability"
STARTUP = "/startups/<uuid:startup_id>/availability"


def _mentor(mentor_id: UUID) -> Owner:
    """Raises: NotFound, also where the caller may not see the hours."""
    found = get_mentor(mentor_id)
    if not can_see_hours(signed_in_person(), found):
        raise NotFound(_("There is no such mentor, or their hours are not for you."))
    return found


def _startup(startup_id: UUID) -> Owner:
    return startup_with_hours(startup_id, seen_by=signed_in_person())


def _week(owner: Owner) -> WeekShown:
    week = hours_of(owner)
    if week is None:
        raise NotFound(_("Nobody has said it yet."))
    return WeekShown.of(week)


@dataclass(frozen=True)
class Whose:
    """One kind of owner: how its id is called in the address, and what a token needs to write."""

    kind: str
    base: str
    scope: str
    owner_of: Callable[[UUID], Owner]

    def owner(self, ids: dict[str, UUID]) -> Owner:
        return self.owner_of(ids[f"{self.kind}_id"])

    def serve(self, view: View, endpoint: Endpoint) -> None:
        view.__name__ = f"{self.kind}_hours_{view.__name__}"
        endpoints.serves(endpoint)(view)


WRITES = (NotFound, NotAllowed, NotNow)


def _serve_week(whose: Whose) -> None:
    def week(**ids: UUID) -> WeekShown:
        return _week(whose.owner(ids))

    def set_week(body: WeekSent, **ids: UUID) -> WeekShown:
        owner, person = whose.owner(ids), signed_in_person()
        services.set_week(owner, body.week(), by=person, version=body.version)
        return _week(owner)

    whose.serve(
        week,
        Endpoint("GET", whose.base, f"When a {whose.kind} has time", answers=WeekShown,
                 refuses=(NotFound,)),
    )  # fmt: skip
    whose.serve(
        set_week,
        Endpoint("PUT", whose.base, f"Say when a {whose.kind} has time", answers=WeekShown,
                 scope=whose.scope, body=WeekSent,
                 refuses=(NotFound, NotAllowed, ChangedMeanwhile)),
    )  # fmt: skip


def _serve_days(whose: Whose) -> None:
    def add_day(body: ExceptionSent, **ids: UUID) -> ExceptionShown:
        made = services.set_exception(whose.owner(ids), body.other(), by=signed_in_person())
        return ExceptionShown.of(made)

    def drop_day(exception_id: UUID, **ids: UUID) -> GoneShown:
        services.drop_exception(whose.owner(ids), exception_id, by=signed_in_person())
        return GoneShown(id=exception_id)

    base = f"{whose.base}/exceptions"
    whose.serve(
        add_day,
        Endpoint("POST", base, f"Other hours of a {whose.kind} on a day", answers=ExceptionShown,
                 status=201, scope=whose.scope, body=ExceptionSent, refuses=WRITES),
    )  # fmt: skip
    whose.serve(
        drop_day,
        Endpoint("DELETE", f"{base}/<uuid:exception_id>",
                 f"The usual hours of a {whose.kind} hold again", answers=GoneShown,
                 scope=whose.scope, refuses=WRITES),
    )  # fmt: skip


def _serve_calendars(whose: Whose) -> None:
    def add_calendar(body: CalendarSent, **ids: UUID) -> CalendarElsewhereShown:
        owner, person = whose.owner(ids), signed_in_person()
        made = services.add_calendar_url(owner, body.url, name=body.name, by=person)
        return CalendarElsewhereShown.of(made)

    def drop_calendar(calendar_id: UUID, **ids: UUID) -> GoneShown:
        services.drop_calendar(whose.owner(ids), calendar_id, by=signed_in_person())
        return GoneShown(id=calendar_id)

    base = f"{whose.base}/calendars"
    whose.serve(
        add_calendar,
        Endpoint("POST", base, f"Add a calendar of a {whose.kind} elsewhere",
                 answers=CalendarElsewhereShown, status=201, scope=whose.scope, body=CalendarSent,
                 refuses=WRITES, note="Looked at by and by; only the busy times are kept."),
    )  # fmt: skip
    whose.serve(
        drop_calendar,
        Endpoint("DELETE", f"{base}/<uuid:calendar_id>", f"Forget a calendar of a {whose.kind}",
                 answers=GoneShown, scope=whose.scope, refuses=WRITES),
    )  # fmt: skip


for each in (
    Whose("mentor", MENTOR, PROFILE, _mentor),
    Whose("startup", STARTUP, STARTUPS, _startup),
):
    _serve_week(each)
    _serve_days(each)
    _serve_calendars(each)
