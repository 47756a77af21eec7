"""Sessions of classes planned, changed, moved and cancelled by API."""

from uuid import UUID

from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.learning.classes import services
from hub.learning.classes.api.groups import (
    ONE,
    REFUSES,
    SESSION,
    TIMES,
    WRITES,
    endpoints,
    run_of_teacher,
    session_of_teacher,
    space_of,
)
from hub.learning.classes.errors import SameTime
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.rules.drift import drifts_for
from hub.learning.classes.schemas.classes import ClassSessionShown
from hub.learning.classes.schemas.keeping import (
    ClassDateShown,
    ClassDriftShown,
    ClassReason,
    ClassSeriesPlan,
    ClassSeriesShown,
    ClassSessionMove,
    ClassSessionPlan,
    ClassSessionSaid,
)
from hub.learning.classes.services import Repeat, SeriesDate, SessionChange
from hub.learning.classes.services.moving import Move
from hub.web.api import Endpoint

PLANNING = (*REFUSES, *TIMES, SameTime, SlotTaken, Refused)


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/sessions", "Plan a session", answers=ClassSessionShown, status=201,
        scope=WRITES, body=ClassSessionPlan, refuses=PLANNING,
        note="For those who keep or teach it. Class and room, or neither: a room that is taken is"
        " refused with alternatives, and nothing is planned.",
    )
)  # fmt: skip
def plan_class_session(class_id: UUID, body: ClassSessionPlan) -> ClassSessionShown:
    wish = body.wish(space_of(body.space))
    session = services.plan_session(run_of_teacher(class_id), wish, by=signed_in_person())
    return ClassSessionShown.of(session)


@endpoints.serves(
    Endpoint(
        "POST", f"{ONE}/session-series", "Plan a series, or look at its dates",
        answers=ClassSeriesShown, scope=WRITES, body=ClassSeriesPlan, refuses=PLANNING,
        note="Each date at the same wall time. `fail` plans all or nothing.",
    )
)  # fmt: skip
def plan_class_series(class_id: UUID, body: ClassSeriesPlan) -> ClassSeriesShown:
    run, person = run_of_teacher(class_id), signed_in_person()
    wish, repeat = (
        body.wish(space_of(body.space)),
        Repeat(times=body.times, every_weeks=body.every_weeks),
    )
    if body.dry_run:
        people = pool_of(run).seats or 1
        dates = services.preview_series(run, repeat, wish=wish, by=person, people=people)
        return _series(run, [], dates=dates)
    skip = body.on_conflict == "skip"
    made, left_out = services.plan_series(run, repeat, wish=wish, by=person, skip=skip)
    return _series(run, made, dates=left_out)


@endpoints.serves(
    Endpoint(
        "PATCH", SESSION, "Change what a session says", answers=ClassSessionShown, scope=WRITES,
        body=ClassSessionSaid, refuses=REFUSES,
        note="Its title, whether it counts, its video room and its recording.",
    )
)  # fmt: skip
def change_class_session(
    class_id: UUID, session_id: UUID, *, body: ClassSessionSaid
) -> ClassSessionShown:
    session, person = session_of_teacher(class_id, session_id), signed_in_person()
    change = SessionChange(
        session.title if body.title is None else body.title,
        session.is_required if body.is_required is None else body.is_required,
        session.provider if body.provider is None else body.provider,
        body.settings,
    )
    services.change_session(session, change, by=person, expected=body.version)
    if body.recording_url is not None:
        services.set_recording(session, body.recording_url, by=person)
    return ClassSessionShown.of(session)


@endpoints.serves(
    Endpoint(
        "PUT", f"{SESSION}/time", "Move a session", answers=ClassSessionShown, scope=WRITES,
        body=ClassSessionMove, refuses=PLANNING,
        note="With its room, or not at all. Everybody with a place is told, once.",
    )
)  # fmt: skip
def move_class_session(
    class_id: UUID, session_id: UUID, *, body: ClassSessionMove
) -> ClassSessionShown:
    session = session_of_teacher(class_id, session_id)
    move = Move(
        body.starts_local, minutes=body.minutes, space=space_of(body.space), people=body.people,
        fold=body.fold,
    )  # fmt: skip
    services.move_session(session, move, by=signed_in_person(), expected=body.version)
    return ClassSessionShown.of(session)


@endpoints.serves(
    Endpoint(
        "POST", f"{SESSION}/cancel", "Cancel a session", answers=ClassSessionShown, scope=WRITES,
        body=ClassReason, refuses=REFUSES,
        note="Its room is free for others at once. Everybody with a place is told, once.",
    )
)  # fmt: skip
def cancel_class_session(
    class_id: UUID, session_id: UUID, *, body: ClassReason
) -> ClassSessionShown:
    session = session_of_teacher(class_id, session_id)
    services.cancel_session(session, by=signed_in_person(), reason=body.reason)
    return ClassSessionShown.of(session)


def _series(
    run: ClassRun, made: list[ClassSession], *, dates: list[SeriesDate]
) -> ClassSeriesShown:
    starts = sorted(
        [each.starts_at for each in made] + [each.slot.start for each in dates if each.slot]
    )
    return ClassSeriesShown(
        sessions=[ClassSessionShown.of(each) for each in made],
        dates=[
            ClassDateShown(
                starts_local=each.plain()["starts_local"],
                starts_at=each.slot.start if each.slot else None,
                why_not=each.why.value if each.why else None,
                detail=each.sentence,
            )
            for each in dates
        ],
        drifts=[
            ClassDriftShown(
                zone=each.zone,
                day=f"{move.day:%Y-%m-%d}",
                before=f"{move.before:%H:%M}",
                after=f"{move.after:%H:%M}",
            )
            for each in drifts_for(starts, zone=run.zone)
            for move in each.drifts
        ],
    )
