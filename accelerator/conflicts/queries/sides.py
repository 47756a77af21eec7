"""The two sides of a possible conflict, read for many at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.rules import Judge, Mentoring, Team
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Membership, Organisation

#: Startup → people, for those who belong to it in another way than as members.
TeamSource = Callable[[set[UUID]], dict[UUID, set[UUID]]]
_more_people: list[TeamSource] = []
#: Person → addresses that nobody has verified.
AliasSource = Callable[[set[UUID]], dict[UUID, set[str]]]
_aliases: list[AliasSource] = []
#: Person → organisations (id and name) that they say they work for, without being members here.
EmployerSource = Callable[[set[UUID]], dict[UUID, dict[UUID, str]]]
_employers: list[EmployerSource] = []
#: Person → startups that they mentor or have mentored, each as often as it was so.
MentorSource = Callable[[set[UUID]], dict[UUID, Iterable[tuple[UUID, Mentoring]]]]
_mentors: list[MentorSource] = []


def let_name_people(source: TeamSource) -> None:
    """A capability above knows more people of a startup: those who write its applications."""
    if source not in _more_people:
        _more_people.append(source)


def let_name_aliases(source: AliasSource) -> None:
    """A capability above knows other addresses of a person."""
    if source not in _aliases:
        _aliases.append(source)


def let_name_employers(source: EmployerSource) -> None:
    """A capability above knows for whom a person works."""
    if source not in _employers:
        _employers.append(source)


def let_name_mentors(source: MentorSource) -> None:
    """A capability above knows whom a person mentors, or has mentored. Whoever begins to is looked
    at with `conflicts.services.detect` at once."""
    if source not in _mentors:
        _mentors.append(source)


def judges(person_ids: Iterable[UUID]) -> list[Judge]:
    """Each with every address, organisation and mentee, also those of the past."""
    ids = set(person_ids)
    people = db.session.scalars(select(User).where(User.id.in_(ids))).all()
    unverified: dict[UUID, set[str]] = defaultdict(set)
    for source in _aliases:
        for person_id, addresses in source(ids).items():
            unverified[person_id] |= addresses
    organisations, mentored = _organisations_of(ids), _mentored_by(ids)
    return [
        Judge(
            person_id=person.id,
            verified=frozenset({person.email} if person.email_verified_at else ()),
            unverified=frozenset(
                unverified[person.id] | (set() if person.email_verified_at else {person.email})
            ),
            organisations=organisations[person.id],
            mentored=mentored[person.id],
        )
        for person in people
    ]


def _organisations_of(ids: set[UUID]) -> dict[UUID, dict[UUID, str]]:
    organisations: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    query = (
        select(Membership.user_id, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.user_id.in_(ids))
    )
    for person_id, organisation_id, name in db.session.execute(query):
        organisations[person_id][organisation_id] = name
    for employers in _employers:
        for person_id, named in employers(ids).items():
            organisations[person_id] |= named
    return organisations


def _mentored_by(ids: set[UUID]) -> dict[UUID, dict[UUID, Mentoring]]:
    """The newest of each pair, whoever names it."""
    mentored: dict[UUID, dict[UUID, Mentoring]] = defaultdict(dict)
    for source in _mentors:
        for person_id, named in source(ids).items():
            for startup_id, mentoring in named:
                known = mentored[person_id].setdefault(startup_id, mentoring)
                if mentoring.newness > known.newness:
                    mentored[person_id][startup_id] = mentoring
    return mentored


def teams(startup_ids: Iterable[UUID]) -> list[Team]:
    """Each with its people, their addresses, and the other organisations that they are in now."""
    ids = set(startup_ids)
    startups = db.session.scalars(select(Startup).where(Startup.id.in_(ids))).all()
    people = _people_of(startups)
    everybody = {person for team in people.values() for person in team}
    found = select(User.id, User.email).where(User.id.in_(everybody))
    addresses = {person: email for person, email in db.session.execute(found)}  # noqa: C416
    elsewhere: dict[UUID, set[UUID]] = defaultdict(set)
    query = select(Membership.user_id, Membership.organisation_id).where(
        Membership.user_id.in_(everybody), Membership.left_at.is_(None)
    )
    for person_id, organisation_id in db.session.execute(query):
        elsewhere[person_id].add(organisation_id)
    return [
        Team(
            startup_id=startup.id,
            organisation_id=startup.organisation_id,
            people=frozenset(people[startup.id]),
            addresses=frozenset(addresses[p] for p in people[startup.id] if p in addresses),
            website=startup.organisation.website,
            organisations=frozenset(
                other for person in people[startup.id] for other in elsewhere[person]
            )
            - {startup.organisation_id},
        )
        for startup in startups
    ]


def _people_of(startups: Iterable[Startup]) -> dict[UUID, set[UUID]]:
    by_organisation = {startup.organisation_id: startup.id for startup in startups}
    people: dict[UUID, set[UUID]] = defaultdict(set)
    query = select(Membership.organisation_id, Membership.user_id).where(
        Membership.organisation_id.in_(by_organisation)
    )
    for organisation_id, person_id in db.session.execute(query):
        people[by_organisation[organisation_id]].add(person_id)
    for source in _more_people:
        for startup_id, more in source(set(by_organisation.values())).items():
            people[startup_id] |= more
    return people
