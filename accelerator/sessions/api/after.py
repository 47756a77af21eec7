"""Notes, feedback, hours given and history by API."""

from uuid import UUID

from accelerator.programmes.queries import managed_cohort
from accelerator.sessions.api.groups import COHORT, MANAGE, ONE, STAFF, WRITES, session_of
from accelerator.sessions.api.groups import of_sessions as endpoints
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import NoteSight
from accelerator.sessions.queries import after as queries
from accelerator.sessions.schemas.after import (
    MentoringHoursShown,
    SessionFeedbackSent,
    SessionFeedbackShown,
    SessionNoteChanged,
    SessionNoteSent,
    SessionNoteShown,
)
from accelerator.sessions.services import noting as services
from hub.accounts.queries.history import people_in
from hub.accounts.schemas.history import EntryShown
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.history.queries import history_of
from hub.web.api import Endpoint, ListShown, Paged


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/notes",
        "Notes that you may read",
        answers=ListShown[SessionNoteShown],
        refuses=(NotFound,),
        note="Shared ones; your own; for staff those that are for the programme.",
    )
)
def session_notes(session_id: UUID) -> ListShown[SessionNoteShown]:
    person = signed_in_person()
    found = queries.notes_of(session_of(session_id), seen_by=person)
    items = [SessionNoteShown.of(each, mine=each.author_id == person.id) for each in found]
    return ListShown(items=items)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/notes",
        "Write a note",
        answers=SessionNoteShown,
        status=201,
        scope=WRITES,
        body=SessionNoteSent,
        refuses=(NotFound, NotAllowed, Invalid),
    )
)
def write_session_note(session_id: UUID, body: SessionNoteSent) -> SessionNoteShown:
    made = services.write_note(
        session_of(session_id), body.text, sight=NoteSight(body.sight), by=signed_in_person()
    )
    return SessionNoteShown.of(made, mine=True)


@endpoints.serves(
    Endpoint(
        "PATCH",
        f"{ONE}/notes/<uuid:note_id>",
        "Change your note",
        answers=SessionNoteShown,
        scope=WRITES,
        body=SessionNoteChanged,
        refuses=(NotFound, NotAllowed, ChangedMeanwhile, Invalid),
    )
)
def change_session_note(
    session_id: UUID, note_id: UUID, *, body: SessionNoteChanged
) -> SessionNoteShown:
    person = signed_in_person()
    found = queries.get_note(session_of(session_id), note_id, by=person)
    sight = NoteSight(body.sight)
    services.change_note(found, body.text, sight=sight, by=person, version=body.version)
    return SessionNoteShown.of(found, mine=True)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/feedback",
        "How it was, as far as you may know",
        answers=SessionFeedbackShown,
        refuses=(NotFound,),
    )
)
def session_feedback(session_id: UUID) -> SessionFeedbackShown:
    session = session_of(session_id)
    return SessionFeedbackShown.of(queries.feedback_of(session, seen_by=signed_in_person()))


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/feedback",
        "Say how it was",
        answers=SessionFeedbackShown,
        status=201,
        scope=WRITES,
        body=SessionFeedbackSent,
        refuses=(NotFound, NotAllowed, NotNow, Invalid),
        note="Once for each side, from the end on. The text is read by staff, the next step by"
        " both.",
    )
)
def give_session_feedback(session_id: UUID, body: SessionFeedbackSent) -> SessionFeedbackShown:
    session, person = session_of(session_id), signed_in_person()
    services.give_feedback(session, body.said(), by=person)
    return SessionFeedbackShown.of(queries.feedback_of(session, seen_by=person))


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/mentoring-hours",
        "Hours that each mentor has given a cohort",
        answers=ListShown[MentoringHoursShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="Of sessions that were held; startups that you have a conflict with do not count.",
    )
)
def mentoring_hours(cohort_id: UUID) -> ListShown[MentoringHoursShown]:
    person = signed_in_person()
    rows = queries.hours_given(managed_cohort(cohort_id, by=person), seen_by=person)
    return ListShown(items=[MentoringHoursShown.of(each) for each in rows])


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/history",
        "What happened to a session, newest first",
        answers=ListShown[EntryShown],
        query=Paged,
        refuses=(NotFound,),
        note="Notes and feedback are not told here.",
    )
)
def session_history(session_id: UUID, query: Paged) -> ListShown[EntryShown]:
    page = history_of(session_of(session_id), cursor=query.cursor, limit=query.limit)
    return ListShown(items=EntryShown.all_of(page.items, people_in(page.items)), next=page.next)
