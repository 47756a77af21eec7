"""Who sees and changes what of mentors: they themselves, the coordinators of their organisations,
the startup for its own side, and the programme's staff."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.models import Mentor, MentorPlaces, Sight
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.startups.models import Startup
from accelerator.startups.permissions import LEADS, leads
from hub.accounts.models import Role, User
from hub.accounts.permissions import Permission, may, may_somewhere
from hub.core.database import db
from hub.organisations.models import Membership, Organisation, OrganisationKind
from hub.organisations.permissions import can_edit, part_in

#: Whoever has one of these belongs to the network, whatever organisation they are in.
NETWORK_ROLES = frozenset(
    {Role.MENTOR, Role.COORDINATOR, Role.REVIEWER, Role.FOUNDER, Role.CITY_OFFICER, Role.INSTRUCTOR}
)


def is_mentor(person: User | None, mentor: Mentor) -> bool:
    return person is not None and person.is_active and person.id == mentor.user_id


def can_manage_mentoring(person: User | None, cohort: Cohort) -> bool:
    """The terms, proposals and pairs of a cohort: its programme's managers."""
    return can_manage(person, cohort.programme_id)


def can_manage_mentors(person: User | None) -> bool:
    """Profiles of mentors: whoever manages a programme."""
    return may_somewhere(person, Permission.PROGRAMMES_MANAGE)


def can_change_mentor(person: User | None, mentor: Mentor) -> bool:
    return is_mentor(person, mentor) or can_manage_mentors(person)


def can_set_hours(person: User | None, owner: Mentor | Startup) -> bool:
    """A mentor's: they and staff; a startup's: whoever leads it."""
    if isinstance(owner, Mentor):
        return can_change_mentor(person, owner)
    return leads(person, owner)


def can_see_hours(person: User | None, owner: Mentor | Startup) -> bool:
    """Who sets them; a startup's: all of its people."""
    if isinstance(owner, Startup):
        return person is not None and part_in(person, owner.organisation) is not None
    return can_set_hours(person, owner)


def can_coordinate(person: User | None, organisation: Organisation) -> bool:
    """A support organisation's places, and whom it brings in."""
    return organisation.kind is OrganisationKind.SUPPORT and can_edit(person, organisation)


def coordinated_by(person: User | None) -> set[UUID]:
    """The ids of the support organisations whose coordinator or owner somebody is."""
    if person is None or not person.is_active:
        return set()
    query = (
        select(Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.user_id == person.id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            Organisation.kind == OrganisationKind.SUPPORT,
            Organisation.archived_at.is_(None),
        )
    )
    return set(db.session.scalars(query))


def can_see_places(person: User | None, places: MentorPlaces) -> bool:
    """What a mentor has said to a cohort: they, their organisation's coordinators, staff."""
    return (
        is_mentor(person, places.mentor)
        or can_manage_mentoring(person, places.cohort)
        or (places.organisation_id is not None and places.organisation_id in coordinated_by(person))
    )


def circle_of(person: User | None, mentor: Mentor) -> Sight:
    """How near somebody is to a mentor: decides field by field what is shown."""
    if person is None or not person.is_active:
        return Sight.EVERYBODY
    if can_change_mentor(person, mentor) or _is_their_coordinator(person, mentor):
        return Sight.STAFF
    return Sight.NETWORK if is_in_network(person) else Sight.EVERYBODY


def is_in_network(person: User | None) -> bool:
    """Members of any organisation of the hub, mentors, readers, staff."""
    if person is None or not person.is_active:
        return False
    if person.is_staff or any(grant.role in NETWORK_ROLES for grant in person.live_grants):
        return True
    query = select(Membership.id).where(
        Membership.user_id == person.id, Membership.left_at.is_(None)
    )
    return db.session.scalar(query.limit(1)) is not None


def can_wish(person: User | None, cohort: Cohort, *, startup: Startup) -> bool:
    """Needs, rankings and vetoes of a startup: whoever leads it, while it is in the cohort."""
    return leads(person, startup) and takes_part(cohort, startup)


def takes_part(cohort: Cohort, startup: Startup) -> bool:
    query = select(Participation.state).where(
        Participation.cohort_id == cohort.id, Participation.startup_id == startup.id
    )
    state = db.session.scalar(query)
    return state is not None and state not in OVER


def gives_places(cohort: Cohort, mentor: Mentor) -> bool:
    """Whether a mentor was asked for a cohort, whatever they have answered."""
    query = select(MentorPlaces.id).where(
        MentorPlaces.cohort_id == cohort.id, MentorPlaces.mentor_id == mentor.id
    )
    return db.session.scalar(query) is not None


def can_invite_mentors(person: User | None, organisation: Organisation | None) -> bool:
    """Staff anywhere; coordinators for their own organisation."""
    if can_manage_mentors(person):
        return True
    return organisation is not None and can_coordinate(person, organisation)


def may_see_everything(person: User | None) -> bool:
    """Private words of both sides are nobody's but theirs; who audits sees that there are some."""
    return may(person, Permission.HISTORY_SEE)


def _is_their_coordinator(person: User, mentor: Mentor) -> bool:
    return bool(
        coordinated_by(person) & organisations_of({mentor.user_id}).get(mentor.user_id, set())
    )


def organisations_of(person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The support organisations that people belong to now."""
    query = (
        select(Membership.user_id, Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.user_id.in_(set(person_ids)),
            Membership.left_at.is_(None),
            Organisation.kind == OrganisationKind.SUPPORT,
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for person_id, organisation_id in db.session.execute(query):
        found.setdefault(person_id, set()).add(organisation_id)
    return found
