"""What people say about themselves."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_name
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.files.services import Stored, delete, keep
from hub.history.services import record


@dataclass(frozen=True)
class About:
    """`language` is one of ours, `zone` an IANA name."""

    name: str
    language: str
    zone: str


def change_profile(person: User, about: About) -> None:
    """Raises: Invalid with what is wrong in each field."""
    name = clean_name(about.name)
    errors: dict[str, list[str]] = {}
    if name is None:
        errors["name"] = [_("Please tell us what to call you.")]
    if about.language not in LANGUAGES:
        errors["language"] = [_("The hub does not speak this language yet.")]
    if about.zone not in available_timezones():
        errors["zone"] = [_("We do not know this time zone.")]
    if name is None or errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
    before = {"name": person.name, "language": person.language, "zone": person.zone}
    after = {"name": name, "language": about.language, "zone": about.zone}
    changed = {field for field in after if after[field] != before[field]}
    if not changed:
        return
    for field in changed:
        setattr(person, field, after[field])
    db.session.flush()
    record(
        "person.profile-changed",
        person,
        before={field: before[field] for field in sorted(changed)},
        after={field: after[field] for field in sorted(changed)},
    )


def change_photo(person: User, stored: Stored, *, name: str = "") -> None:
    """Show this picture from now on; the one before is deleted. `name` is the client's."""
    lock(person)  # of two at once, each deletes the one before
    before = person.photo_id
    person.photo_id = keep(stored, person, name=name, by_id=person.id).id
    if before is not None:
        delete(before)
    db.session.flush()
    record("person.photo-changed", person, before={"photo": before}, after={"photo": stored.id})


def remove_photo(person: User) -> None:
    """Twice is the same as once."""
    if person.photo_id is None:
        return
    before, person.photo_id = person.photo_id, None
    delete(before)
    record("person.photo-removed", person, before={"photo": before})
