"""Who sees a session, who decides about it, and who reads which words."""

from accelerator.conflicts.queries import is_conflicted
from accelerator.matching.models import Pairing
from accelerator.matching.permissions import can_manage_pairing
from accelerator.matching.permissions import side_of as side_in_pairing
from accelerator.mentors.models import Mentor, Side
from accelerator.mentors.permissions import can_manage_mentoring, is_mentor, takes_part
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import (
    CareCase,
    MentorCertificate,
    MentorSession,
    NoteSight,
    OfficeHour,
    SessionNote,
)
from accelerator.startups.models import Startup
from accelerator.startups.permissions import leads
from hub.accounts.models import User
from hub.organisations.permissions import part_in


def side_of(person: User | None, session: MentorSession) -> Side | None:
    """For which side somebody decides: the mentor, or whoever leads the startup."""
    if is_mentor(person, session.mentor):
        return Side.MENTOR
    return Side.STARTUP if leads(person, session.startup) else None


def part_of(person: User | None, session: MentorSession) -> Side | None:
    """On which side somebody sits: the startup's members come along, and do not decide."""
    if is_mentor(person, session.mentor):
        return Side.MENTOR
    inside = part_in(person, session.startup.organisation) is not None
    return Side.STARTUP if inside else None


def can_manage_session(person: User | None, session: MentorSession) -> bool:
    """The programme's staff without a conflict of interest, who do not sit there themselves."""
    return (
        person is not None
        and can_manage_mentoring(person, session.cohort)
        and not is_conflicted(person, session.startup_id)
        and part_of(person, session) is None
    )


def can_see_session(person: User | None, session: MentorSession) -> bool:
    return part_of(person, session) is not None or can_manage_session(person, session)


def can_decide(person: User | None, session: MentorSession) -> bool:
    """Cancel, change, move: both sides and staff."""
    return side_of(person, session) is not None or can_manage_session(person, session)


def can_book(person: User | None, pairing: Pairing) -> bool:
    return side_in_pairing(person, pairing) is not None or can_manage_pairing(person, pairing)


def can_read_note(person: User, note: SessionNote, *, part: Side | None, is_staff: bool) -> bool:
    """`part` and `is_staff`: as `part_of` and `can_manage_session` say of its session."""
    if note.author_id == person.id:
        return True
    if note.sight is NoteSight.SHARED:
        return part is not None or is_staff
    return note.sight is NoteSight.PROGRAMME and is_staff


def can_change_office_hour(person: User | None, hour: OfficeHour) -> bool:
    return can_open_office_hours(person, hour.mentor, cohort=hour.cohort)


def can_open_office_hours(person: User | None, mentor: Mentor, *, cohort: Cohort) -> bool:
    return is_mentor(person, mentor) or can_manage_mentoring(person, cohort)


def can_take(person: User | None, hour: OfficeHour, *, startup: Startup) -> bool:
    """For a startup of the cohort, whoever leads it."""
    return leads(person, startup) and takes_part(hour.cohort, startup)


def can_care_for(person: User | None, case: CareCase) -> bool:
    """The programme's staff without a conflict of interest, who are on neither side of the pair."""
    return (
        person is not None
        and can_manage_mentoring(person, case.cohort)
        and not is_conflicted(person, case.startup_id)
        and part_in(person, case.startup.organisation) is None
        and not (case.mentor is not None and is_mentor(person, case.mentor))
    )


def can_certify(person: User | None, cohort: Cohort) -> bool:
    """Certificates to the mentors of a cohort: its programme's managers."""
    return can_manage_mentoring(person, cohort)


def can_thank(person: User | None, mentor: Mentor, *, cohort: Cohort) -> bool:
    return can_manage_mentoring(person, cohort) and not is_mentor(person, mentor)


def can_have_certificate(person: User | None, certificate: MentorCertificate) -> bool:
    """As paper: its mentor while it stands, and staff."""
    own = is_mentor(person, certificate.mentor) and certificate.withdrawn_at is None
    return own or can_certify(person, certificate.cohort)
