"""Book, read, prepare, cancel; who was there."""

from datetime import timedelta
from uuid import UUID

from accelerator.mentors.models import Side
from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.api.groups import (
    COHORT,
    MANAGE,
    ONE,
    PAIRING,
    STAFF,
    WRITES,
    pairing_to_book,
    session_of,
    shown,
    space_of,
)
from accelerator.sessions.api.groups import of_sessions as endpoints
from accelerator.sessions.errors import BadTime, Busy, ChangedMeanwhile, NotNow, OutsideHours
from accelerator.sessions.queries import sessions as queries
from accelerator.sessions.queries.sessions import Part, Sought
from accelerator.sessions.queries.times import common_starts
from accelerator.sessions.rules.times import LENGTHS
from accelerator.sessions.schemas.sessions import (
    CohortAsked,
    CommonTimesShown,
    MineAsked,
    SeriesDateShown,
    SessionCancelSent,
    SessionChanged,
    SessionMissedSent,
    SessionSent,
    SessionSeriesSent,
    SessionSeriesShown,
    SessionShown,
    TimesAsked,
)
from accelerator.sessions.services import attending, booking, changing, series
from accelerator.sessions.services.booking import SessionWish
from booking.bookings.errors import Refused, SlotTaken
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.web.api import Endpoint, ListShown, expect_version

BOOKING = (NotFound, NotAllowed, NotNow, BadTime, Busy, OutsideHours, SlotTaken, Refused, Invalid)


@endpoints.serves(
    Endpoint(
        "GET",
        "/mentor-sessions",
        "Your sessions",
        answers=ListShown[SessionShown],
        query=MineAsked,
        note="As a mentor and of the startups that you belong to. `waiting`: the other side asks"
        " for another time, or your side has not said how it was.",
    )
)
def my_sessions(query: MineAsked) -> ListShown[SessionShown]:
    person, part = signed_in_person(), Part(query.part)
    page = queries.sessions_of(person, part, text=query.q, cursor=query.cursor, limit=query.limit)
    sides = queries.parts_of(person, page.items)
    items = [SessionShown.of(each, side=sides[each.id]) for each in page.items]
    return ListShown(items=items, next=page.next)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/mentor-sessions",
        "The sessions of a cohort, the latest first",
        answers=ListShown[SessionShown],
        audience=STAFF,
        permission=MANAGE,
        query=CohortAsked,
        refuses=(NotFound,),
        note="Without startups that you have a conflict of interest with.",
    )
)
def cohort_sessions(cohort_id: UUID, query: CohortAsked) -> ListShown[SessionShown]:
    person = signed_in_person()
    page = queries.page_in(
        managed_cohort(cohort_id, by=person),
        seen_by=person,
        sought=Sought(
            query.state,
            query.startup,
            query.mentor,
            part=Part(query.part) if query.part else None,
        ),
        cursor=query.cursor,
        limit=query.limit,
    )
    return ListShown(
        items=[SessionShown.of(each, side=None) for each in page.items], next=page.next
    )


@endpoints.serves(
    Endpoint(
        "GET",
        f"{PAIRING}/times",
        "Times that suit both sides of a pair",
        answers=CommonTimesShown,
        query=TimesAsked,
        refuses=(NotFound, NotAllowed, Invalid),
        note="In the next three weeks, every half hour.",
    )
)
def common_times(pairing_id: UUID, query: TimesAsked) -> CommonTimesShown:
    if query.minutes not in LENGTHS:
        sentence = _("A session takes 30, 45, 60 or 90 minutes.")
        raise Invalid(sentence, errors={"minutes": [sentence]})
    pairing = pairing_to_book(pairing_id)
    found = common_starts(pairing.mentor, pairing.startup, minutes=query.minutes)
    return CommonTimesShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        "/mentor-sessions",
        "Book a session",
        answers=SessionShown,
        status=201,
        scope=WRITES,
        body=SessionSent,
        location="/mentor-sessions/{id}",
        refuses=BOOKING,
        note="Engages the mentor and the startup and, in person, books the room: all of it or"
        " nothing. `busy` in a refusal says who is, never with whom; `alternatives` what room or"
        " time could be had instead.",
    )
)
def book_session(body: SessionSent) -> SessionShown:
    person = signed_in_person()
    wish = SessionWish(
        TimeSlot(body.starts_at, body.starts_at + timedelta(minutes=body.minutes)),
        body.zone or person.zone,
        space=space_of(body.space),
        people=body.people,
        video_url=body.video_url,
        agenda=body.agenda,
        goals=tuple(body.goals),
    )
    return shown(booking.book(pairing_to_book(body.pairing), wish, by=person))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{PAIRING}/session-series",
        "Book a series, or look at its dates",
        answers=SessionSeriesShown,
        scope=WRITES,
        body=SessionSeriesSent,
        refuses=BOOKING,
        note="The wall time stands in `zone`, also when the clocks change. What is free is booked,"
        " the rest is listed with the reason.",
    )
)
def book_session_series(pairing_id: UUID, body: SessionSeriesSent) -> SessionSeriesShown:
    person, pairing = signed_in_person(), pairing_to_book(pairing_id)
    wish = SessionWish(
        TimeSlot(now(), now() + timedelta(minutes=body.minutes)),
        body.zone or person.zone,
        space=space_of(body.space),
        people=body.people,
        video_url=body.video_url,
        agenda=body.agenda,
    )
    if body.dry_run:
        dates = series.preview(pairing, body.repeat(), wish=wish, by=person)
        return SessionSeriesShown(id=None, dates=[SeriesDateShown.of(each) for each in dates])
    return SessionSeriesShown.of(*series.book_series(pairing, body.repeat(), wish=wish, by=person))


@endpoints.serves(
    Endpoint("GET", ONE, "One session", answers=SessionShown, refuses=(NotFound,), versioned=True)
)
def mentor_session(session_id: UUID) -> SessionShown:
    return shown(session_of(session_id))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change agenda and goals",
        answers=SessionShown,
        scope=WRITES,
        body=SessionChanged,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, Invalid),
        versioned=True,
    )
)
def change_session(session_id: UUID, body: SessionChanged) -> SessionShown:
    session = session_of(session_id)
    expect_version(session.version)
    changing.prepare(
        session,
        by=signed_in_person(),
        version=session.version,
        agenda=session.agenda if body.agenda is None else body.agenda,
        goals=session.goals if body.goals is None else body.goals,
    )
    return shown(session)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/cancel",
        "Cancel a session",
        answers=ListShown[SessionShown],
        scope=WRITES,
        body=SessionCancelSent,
        refuses=(NotFound, NotAllowed, NotNow, Invalid),
        note="Answers all that were cancelled. Later than the cohort's notice it is marked late.",
    )
)
def cancel_session(session_id: UUID, body: SessionCancelSent) -> ListShown[SessionShown]:
    gone = changing.cancel(
        session_of(session_id),
        by=signed_in_person(),
        reason=body.reason,
        following=body.following,
    )
    return ListShown(items=[shown(each) for each in gone])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/here",
        "Say that you are there",
        answers=SessionShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
        note="From a quarter of an hour before until the end.",
    )
)
def say_here(session_id: UUID) -> SessionShown:
    session = session_of(session_id)
    attending.check_in(session, by=signed_in_person())
    return shown(session)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/missed",
        "Say that the other side did not come",
        answers=SessionShown,
        scope=WRITES,
        body=SessionMissedSent,
        refuses=(NotFound, NotAllowed, NotNow),
        note="From a quarter of an hour after the start.",
    )
)
def say_missed(session_id: UUID, body: SessionMissedSent) -> SessionShown:
    session = session_of(session_id)
    side = Side(body.side) if body.side else None
    attending.mark_missed(session, by=signed_in_person(), side=side)
    return shown(session)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/held",
        "Say that it took place",
        answers=SessionShown,
        scope=WRITES,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def say_held(session_id: UUID) -> SessionShown:
    session = session_of(session_id)
    attending.mark_held(session, by=signed_in_person())
    return shown(session)
