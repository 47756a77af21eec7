"""Organisations: registered, changed, put away."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.errors import Archived, NameTaken
from hub.organisations.facts import MembershipChanged, WebsiteChanged
from hub.organisations.models import MemberRole, Membership, Organisation, OrganisationKind
from hub.organisations.permissions import can_archive, can_edit
from hub.organisations.rules import MOST_TAGS, clean_line, clean_tags, clean_website

LONGEST_ABOUT = 2000


@dataclass(frozen=True)
class Draft:
    """What an organisation says about itself, as typed. `tags` are parted by commas."""

    name: str
    kind: OrganisationKind
    city: str = ""
    website: str = ""
    about: str = ""
    tags: str = ""


def register(draft: Draft, *, by: User) -> Organisation:
    """A new organisation with `by` as its owner; staff look at it later.

    Raises:
        NotAllowed: the person's address is not verified.
        Invalid: see `errors` for each field.
        NameTaken: one of that name is there.
    """
    if by.email_verified_at is None or not by.is_active:
        raise NotAllowed(_("Please confirm your e-mail address first."))
    said = _clean(draft)
    _check_name(said["name"])
    organisation = Organisation(**said)
    _add(organisation)
    owner = Membership(organisation=organisation, user=by, role=MemberRole.OWNER)
    db.session.add(owner)
    db.session.flush()
    record("organisation.registered", organisation, after=said | {"owner": by.name})
    announce(MembershipChanged(organisation.id, by.id))
    return organisation


def change(organisation: Organisation, draft: Draft, *, by: User) -> None:
    """A verified organisation that takes another name or kind has to be looked at again.

    Raises: NotAllowed, Archived, Invalid, NameTaken.
    """
    if not can_edit(by, organisation):
        raise NotAllowed(_("Only its owners and coordinators change this organisation."))
    refuse_archived(organisation)
    said = _clean(draft)
    before = {field: getattr(organisation, field) for field in said}
    changed = [field for field in said if said[field] != before[field]]
    if not changed:
        return
    if str(said["name"]).lower() != organisation.name.lower():
        _check_name(said["name"])
    if organisation.verified_at and {"name", "kind"} & set(changed):
        organisation.verified_at = organisation.verified_by_id = None
        before["verified"], said["verified"] = True, False
        changed.append("verified")
    for field in changed:
        if field != "verified":
            setattr(organisation, field, said[field])
    _add(organisation)
    record(
        "organisation.changed",
        organisation,
        before={field: before[field] for field in changed},
        after={field: said[field] for field in changed},
    )
    if "website" in changed:
        announce(WebsiteChanged(organisation.id))


def archive(organisation: Organisation, *, by: User, reason: str = "") -> None:
    """Put it away: it is in no list any more, and nothing about it changes. Twice is once."""
    _check_archiver(by, organisation)
    if organisation.archived_at is None:
        organisation.archived_at = now()
        db.session.flush()
        record("organisation.archived", organisation, reason=reason.strip())


def restore(organisation: Organisation, *, by: User) -> None:
    """Take it out again. Twice is once."""
    _check_archiver(by, organisation)
    if organisation.archived_at is not None:
        organisation.archived_at = None
        db.session.flush()
        record("organisation.restored", organisation)


def refuse_archived(organisation: Organisation) -> None:
    if organisation.archived_at is not None:
        raise Archived(_("This organisation is archived. Restore it first."))


def _check_archiver(by: User, organisation: Organisation) -> None:
    if not can_archive(by, organisation):
        raise NotAllowed(_("Only its owners archive or restore an organisation."))


def _clean(draft: Draft) -> dict[str, object]:
    """The columns' values. Raises Invalid with all that is wrong."""
    website, tags = clean_website(draft.website), clean_tags(draft.tags)
    name, about = clean_line(draft.name), draft.about.strip()
    errors: dict[str, list[str]] = {}
    if not 2 <= len(name) <= 160:
        errors["name"] = [_("Please give a name of 2 to 160 characters.")]
    if website is None:
        errors["website"] = [_("Please write a web address, such as https://team.example.")]
    if len(tags) > MOST_TAGS:
        errors["tags"] = [_("At most %(count)s tags, please.", count=MOST_TAGS)]
    if len(about) > LONGEST_ABOUT:
        errors["about"] = [_("At most %(count)s characters, please.", count=LONGEST_ABOUT)]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
    said = asdict(draft) | {"name": name, "website": website, "tags": tags, "about": about}
    return said | {"city": clean_line(draft.city)[:80]}


def _check_name(name: object) -> None:
    same = select(Organisation.id).where(func.lower(Organisation.name) == str(name).lower())
    if db.session.scalar(same) is not None:
        raise _taken()


def _add(organisation: Organisation) -> None:
    """Two may choose the same name at the same moment; the database lets one have it."""
    try:
        with db.session.begin_nested():
            db.session.add(organisation)
            db.session.flush()
    except IntegrityError as taken:
        raise _taken() from taken


def _taken() -> NameTaken:
    return NameTaken(
        _("An organisation of this name is in the network already. Ask its owner to invite you.")
    )
