"""What must always hold about applications; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from accelerator.applications.models import (
    Application,
    ApplicationMember,
    Revision,
    TeamRole,
)
from accelerator.applications.rules.snapshots import fingerprint
from accelerator.programmes.models import Cohort
from hub.core.database import db

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _without_an_owner()
    yield from _without_their_newest_revision()
    yield from _with_another_fingerprint()
    yield from _numbered_beyond_the_last()


def _without_an_owner() -> Iterator[str]:
    """Nobody could hand them in or withdraw them."""
    owned = (
        (ApplicationMember.application_id == Application.id)
        & (ApplicationMember.role == TeamRole.OWNER)
        & ApplicationMember.left_at.is_(None)
    )
    query = select(Application.id).where(~exists().where(owned))
    for application in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"application {application} has no owner"


def _without_their_newest_revision() -> Iterator[str]:
    newest = (
        select(func.coalesce(func.max(Revision.number), 0))
        .where(Revision.application_id == Application.id)
        .scalar_subquery()
    )
    query = select(Application.id, Application.revision).where(Application.revision != newest)
    for application, revision in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"application {application} counts {revision} revisions, and others are there"


def _with_another_fingerprint() -> Iterator[str]:
    """Somebody has changed what was handed in; erasing personal answers is told by the time."""
    query = (
        select(Revision)
        .join(Application, Application.id == Revision.application_id)
        .where(Application.erased_at.is_(None))
        .execution_options(yield_per=500)
    )
    shown = 0
    for revision in db.session.scalars(query):
        right = fingerprint(str(revision.form_version_id), revision.answers)
        if revision.sha256 != right and shown < MOST_SHOWN:
            shown += 1
            yield f"revision {revision.id} does not have the fingerprint of its answers"


def _numbered_beyond_the_last() -> Iterator[str]:
    """The next one would be given a number that is there."""
    last = (
        select(func.coalesce(func.max(Application.number), 0))
        .where(Application.cohort_id == Cohort.id)
        .scalar_subquery()
    )
    for cohort in db.session.scalars(select(Cohort.slug).where(Cohort.last_number < last)):
        yield f"cohort {cohort} has an application with a number beyond its last"
