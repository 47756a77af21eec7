"""What was handed in, as readers get it: the revision that a read is bound to, without names where
its round is blind."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, ApplicationMember, Revision
from accelerator.reviews.blind import Reading, file_ids, headline_of, mask_for, reading_of
from accelerator.reviews.models import Assignment, Round
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.files.models import File
from hub.organisations.models import Membership


def revision_read(assignment: Assignment) -> Revision:
    """What a reader reads: the revision that their review is bound to, else the newest."""
    review = assignment.review
    if review is not None:
        bound = (review.amendment or {}).get("revision_id")
        return db.session.get_one(Revision, UUID(bound)) if bound else review.revision
    return newest_revision(assignment.application)


def newest_revision(application: Application) -> Revision:
    query = select(Revision).where(
        Revision.application_id == application.id, Revision.number == application.revision
    )
    return db.session.scalars(query).one()


def read_through(assignment: Assignment) -> tuple[Reading, Revision]:
    """The application as this read shows it, and which revision that is."""
    revision = revision_read(assignment)
    return _reading(assignment.application, revision, round_=assignment.round), revision


def reading_for(application: Application, round_: Round) -> Reading:
    """The newest revision, as the readers of a round get it."""
    return _reading(application, newest_revision(application), round_=round_)


def _reading(application: Application, revision: Revision, *, round_: Round) -> Reading:
    blind = round_.blind
    people = people_of({application.id}) if blind else {}
    files = select(File).where(File.id.in_(file_ids(revision)), File.deleted_at.is_(None))
    return reading_of(
        application,
        revision,
        blind=blind,
        people=people.get(application.id, ()),
        files={file.id: file for file in db.session.scalars(files)},
    )


def people_of(application_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The names of everybody who works or worked on an application or belongs to its startup."""
    names: dict[UUID, set[str]] = defaultdict(set)
    ids = set(application_ids)
    members = (
        select(ApplicationMember.application_id, User.name)
        .join(User, User.id == ApplicationMember.user_id)
        .where(ApplicationMember.application_id.in_(ids))
    )
    colleagues = (
        select(Application.id, User.name)
        .join(Startup, Startup.id == Application.startup_id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .join(User, User.id == Membership.user_id)
        .where(Application.id.in_(ids))
    )
    for application_id, name in (*db.session.execute(members), *db.session.execute(colleagues)):
        names[application_id].add(name)
    return names


def headlines(assignments: Iterable[Assignment]) -> dict[UUID, str]:
    """Assignment → its application's title, without names where its round is blind. Three
    statements, however many they are."""
    several = list(assignments)
    blind = [each for each in several if each.round.blind]
    people = people_of(each.application_id for each in blind) if blind else {}
    revisions = _newest_revisions({each.application_id for each in blind}) if blind else {}
    shown = {each.id: each.application.headline for each in several if not each.round.blind}
    for each in blind:
        application, revision = each.application, revisions[each.application_id]
        names = people.get(application.id, set())
        mask = mask_for(application, revision, people=names)
        shown[each.id] = headline_of(application, revision, mask=mask)
    return shown


def _newest_revisions(application_ids: set[UUID]) -> dict[UUID, Revision]:
    query = (
        select(Revision)
        .join(Application, Application.id == Revision.application_id)
        .where(Application.id.in_(application_ids), Revision.number == Application.revision)
        .options(joinedload(Revision.form_version))
    )
    return {each.application_id: each for each in db.session.scalars(query)}
