"""What can be asked about forms."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import selectinload

from accelerator.forms.models import Form, FormVersion, VersionState
from accelerator.forms.permissions import all_owners, can_manage
from accelerator.forms.rules import Definition
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


def definition_of(version: FormVersion) -> Definition:
    """What the version asks. Read once for all while it cannot change."""
    if version.state is VersionState.DRAFT:
        return Definition.from_json(version.definition)
    return _fixed(_Once(version))


class _Once:
    """A published version as a key: equal when the ids are, and it remembers where to read."""

    def __init__(self, version: FormVersion) -> None:
        self.id, self.given = version.id, version.definition

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.id == self.id


@lru_cache(maxsize=64)
def _fixed(once: _Once) -> Definition:
    return Definition.from_json(once.given)


def get_form(form_id: UUID, *, seen_by: User) -> Form:
    """With its versions. Raises NotFound also for another's."""
    query = select(Form).where(Form.id == form_id).options(selectinload(Form.versions))
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None or not can_manage(seen_by, found):
        raise NotFound(_("There is no such form."))
    return found


def get_version(version_id: UUID, *, seen_by: User) -> FormVersion:
    """Raises NotFound also for another's."""
    found = db.session.get(FormVersion, version_id)
    if found is None or not can_manage(seen_by, found.form):
        raise NotFound(_("There is no such form."))
    return found


def version_numbered(form: Form, number: int) -> FormVersion:
    """Raises NotFound."""
    found = next((each for each in form.versions if each.number == number), None)
    if found is None:
        raise NotFound(_("There is no such version of this form."))
    return found


def draft_of(form: Form) -> FormVersion | None:
    return _in_state(form, VersionState.DRAFT)


def live_version(form: Form) -> FormVersion | None:
    """What a new application is pinned to."""
    return _in_state(form, VersionState.LIVE)


def _in_state(form: Form, state: VersionState) -> FormVersion | None:
    query = select(FormVersion).where(FormVersion.form_id == form.id, FormVersion.state == state)
    return db.session.scalar(query)


def newest(form: Form) -> FormVersion | None:
    query = select(FormVersion).where(FormVersion.form_id == form.id)
    return db.session.scalar(query.order_by(FormVersion.number.desc()).limit(1))


def count_versions(form: Form) -> int:
    query = select(func.count()).select_from(FormVersion)
    return db.session.scalar(query.where(FormVersion.form_id == form.id)) or 0


def newest_number(form: Form) -> int:
    query = select(func.max(FormVersion.number)).where(FormVersion.form_id == form.id)
    return db.session.scalar(query) or 0


def forms_of(owner_kind: str, owner_id: UUID) -> list[Form]:
    """An owner's, by name."""
    query = (
        select(Form)
        .where(Form.owner_kind == owner_kind, Form.owner_id == owner_id)
        .order_by(Form.name, Form.id)
        .options(selectinload(Form.versions))
    )
    return list(db.session.scalars(query))


def forms_seen_by(person: User, *, cursor: str | None = None, limit: int = 20) -> Page[Form]:
    """Of all the owners whose forms somebody manages, latest first."""
    light = selectinload(Form.versions).defer(FormVersion.definition)
    query = select(Form).where(_managed_by(person)).options(light)
    return page_of(query, by=[Form.made_at, Form.id], cursor=cursor, limit=limit, descending=True)


def _managed_by(person: User) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    for kind, owners in all_owners().items():
        ids = owners.managed(person)
        theirs = Form.owner_kind == kind
        conditions.append(theirs if ids is None else and_(theirs, Form.owner_id.in_(ids)))
    return or_(false(), *conditions)


def owner_names(forms: Iterable[Form]) -> dict[UUID, str]:
    """One question for each kind of owner, however many forms."""
    found: dict[UUID, str] = {}
    for kind, owners in all_owners().items():
        ids = {form.owner_id for form in forms if form.owner_kind == kind}
        found |= owners.names(ids) if ids else {}
    return found


def owners_for(person: User) -> list[tuple[str, UUID, str]]:
    """(kind, id, name) of all for whom somebody may make a form, by name."""
    found = [
        (kind, owner_id, name)
        for kind, owners in all_owners().items()
        for owner_id, name in owners.names(owners.managed(person)).items()
    ]
    return sorted(found, key=lambda each: each[2].casefold())
