"""What must always hold about programmes and cohorts; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from accelerator.forms.models import FormVersion, VersionState
from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.rules.dates import problems as wrong_dates
from accelerator.programmes.services import OWNER
from hub.accounts.models import Grant, ScopeKind
from hub.core.database import db
from hub.core.walltime import is_zone

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _public_calls_that_ask_nothing()
    yield from _forms_of_other_programmes()
    yield from _dates_that_do_not_go_together()
    yield from _zones_that_do_not_exist()
    yield from _roles_in_no_programme()


def _public_calls_that_ask_nothing() -> Iterator[str]:
    """Applicants would press Apply and find no questions."""
    live = exists().where(
        FormVersion.form_id == Cohort.form_id, FormVersion.state == VersionState.LIVE
    )
    query = select(Cohort.slug).where(Cohort.phase == Phase.PUBLISHED, ~live)
    for slug in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"the public call {slug} has no live form"


def _forms_of_other_programmes() -> Iterator[str]:
    query = select(Cohort).join(Cohort.form)
    for cohort in db.session.scalars(query):
        form = cohort.form
        if form and (form.owner_kind, form.owner_id) != (OWNER, cohort.programme_id):
            yield f"cohort {cohort.slug} asks a form of another programme"


def _dates_that_do_not_go_together() -> Iterator[str]:
    for cohort in db.session.scalars(select(Cohort)):
        if not is_zone(cohort.zone):
            continue
        for field, why in wrong_dates(cohort.dates, cohort.zone).items():
            yield f"cohort {cohort.slug}: {field} is wrong ({why})"


def _zones_that_do_not_exist() -> Iterator[str]:
    for slug, zone in db.session.execute(select(Programme.slug, Programme.zone)):
        if not is_zone(zone):
            yield f"programme {slug} lies in a time zone that does not exist: {zone}"


def _roles_in_no_programme() -> Iterator[str]:
    there = select(Programme.id)
    query = select(Grant.id).where(
        Grant.scope_kind == ScopeKind.PROGRAMME,
        Grant.ended_at.is_(None),
        Grant.scope_id.not_in(there),
    )
    for grant in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"role {grant} counts in a programme that does not exist"
