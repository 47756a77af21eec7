"""History as a page shows it: with people's names instead of their ids."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from hub.accounts.models import User
from hub.core.database import Model, db
from hub.core.formats import moment
from hub.core.i18n import gettext as _
from hub.history.models import Entry
from hub.history.names import action_name, field_name, state_name, subject_name
from hub.history.queries import history_of

#: As `hub.history.rules.plain` keeps them.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class ShownEntry:
    """An entry in words, as `components/history.html` shows it. `detail` is what changed."""

    id: UUID
    number: int
    at: datetime
    actor: str
    on_behalf_of: str | None
    action: str
    detail: str | None
    subject_kind: str
    subject_name: str
    subject_id: UUID
    reason: str
    via: str


def shown_history_of(subject: Model, *, cursor: str | None = None) -> list[ShownEntry]:
    """What happened to one record, newest first, for those who may see it."""
    return shown(history_of(subject, cursor=cursor).items)


def shown(entries: Sequence[Entry]) -> list[ShownEntry]:
    """All names come with one query, however many entries there are."""
    names = people_in(entries)
    return [_shown(entry, names) for entry in entries]


def people_in(entries: Sequence[Entry]) -> dict[UUID, str]:
    """The names of those who did it and for whom, by id."""
    return names_of(i for entry in entries for i in (entry.actor_id, entry.for_id) if i is not None)


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    wanted = set(person_ids)
    if not wanted:
        return {}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return dict(rows.all())


def people_called(words: str, *, limit: int = 50) -> list[UUID]:
    """Ids of people with this e-mail address, or with these words in their name."""
    words = words.strip()
    query = select(User.id).where(
        or_(User.email == words.lower(), User.name.icontains(words, autoescape=True))
    )
    return list(db.session.scalars(query.limit(limit)))


def _shown(entry: Entry, names: dict[UUID, str]) -> ShownEntry:
    return ShownEntry(
        id=entry.id,
        number=entry.number,
        at=entry.at,
        actor=_called(entry.actor_id, names) or _("The hub itself"),
        on_behalf_of=_called(entry.for_id, names),
        action=action_name(entry.action),
        detail=changes(entry) or None,
        subject_kind=entry.subject_kind,
        subject_name=subject_name(entry.subject_kind),
        subject_id=entry.subject_id,
        reason=entry.reason,
        via=entry.via,
    )


def _called(person_id: UUID | None, names: dict[UUID, str]) -> str | None:
    if person_id is None:
        return None
    return names.get(person_id) or _("Somebody who has left")


def changes(entry: Entry) -> str:
    """`state: held → confirmed · people: 4`, and why when somebody said so."""
    parts = []
    for name in dict.fromkeys([*entry.before, *entry.after]):
        if _is_id(entry.after.get(name)) or _is_id(entry.before.get(name)):
            continue  # kept for the record, says nothing to a reader
        old, new = _plain(entry.before.get(name)), _plain(entry.after.get(name))
        label = field_name(name)
        if name in entry.before and name in entry.after:
            if old != new:
                parts.append(f"{label}: {old} → {new}")
        elif name in entry.after:
            parts.append(f"{label}: {new}")
        else:
            parts.append(f"{label}: {old} →")
    if entry.reason:
        parts.append(f"“{entry.reason}”")
    return " · ".join(parts)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{field_name(key)} {_plain(each)}" for key, each in value.items())
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return moment(datetime.fromisoformat(value), "UTC")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None or value == "" else state_name(str(value))
