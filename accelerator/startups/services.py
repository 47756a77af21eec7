"""A startup's record: begun, changed, kept as it was."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import select

from accelerator.forms.rules.shapes import country_codes
from accelerator.startups.errors import NotAStartup, ProfileChanged
from accelerator.startups.models import ProfileVersion, Startup
from accelerator.startups.permissions import can_change
from accelerator.startups.queries import profile_of
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Organisation, OrganisationKind
from hub.organisations.rules import clean_website
from hub.organisations.services import Draft, register

LONGEST_PITCH = 140


@dataclass(frozen=True)
class Profile:
    """What a startup says about itself, besides what its organisation says."""

    pitch: str = ""
    stage: Stage | None = None
    sector: Sector | None = None
    dimension: Dimension | None = None
    country: str = ""
    founded_on: date | None = None
    people: int = 0
    full_time: int = 0
    phone: str = ""
    video_url: str = ""
    is_public: bool = False


def make_startup(*, name: str, by: User, city: str = "") -> Startup:
    """A new organisation that is a startup, led by `by`, with an empty profile.

    Raises:
        NotAllowed, Invalid, NameTaken: as `hub.organisations.services.register`.
    """
    draft = Draft(name=name, kind=OrganisationKind.STARTUP, city=city)
    return startup_of(register(draft, by=by))


def startup_of(organisation: Organisation) -> Startup:
    """The startup's record, begun if there is none yet.

    Raises:
        NotAStartup: the organisation is of another kind.
    """
    found = db.session.scalar(select(Startup).where(Startup.organisation_id == organisation.id))
    if found is not None:
        return found
    if organisation.kind is not OrganisationKind.STARTUP:
        raise NotAStartup(_("%(name)s is not registered as a startup.", name=organisation.name))
    startup = Startup(organisation=organisation)
    db.session.add(startup)
    db.session.flush()
    return startup


def change_profile(
    startup: Startup, profile: Profile, *, by: User, version: int | None = None
) -> None:
    """Save what was said; saying the same again changes nothing. `version`: the one that was seen.

    Raises: NotAllowed, ProfileChanged, Invalid.
    """
    if not can_change(by, startup):
        raise NotAllowed(_("Only its owners and coordinators change this startup's profile."))
    if version is not None and version != startup.version:
        raise ProfileChanged(
            _("Somebody else has changed this profile. Look at it again, then save yours.")
        )
    said = _clean(profile)
    before = {part: getattr(startup, part) for part in said}
    changed = [part for part in said if said[part] != before[part]]
    if not changed:
        return
    for part in changed:
        setattr(startup, part, said[part])
    startup.version += 1
    db.session.flush()
    record(
        "startup.profile-changed",
        startup,
        before={part: before[part] for part in changed},
        after={part: said[part] for part in changed},
    )


def keep_profile(startup: Startup, *, occasion_kind: str, occasion_id: UUID) -> ProfileVersion:
    """Keep the profile as it is now beside what it was used for; a second time replaces it."""
    query = select(ProfileVersion).where(
        ProfileVersion.startup_id == startup.id, ProfileVersion.occasion_id == occasion_id
    )
    kept = db.session.scalar(query) or ProfileVersion(
        startup_id=startup.id, occasion_kind=occasion_kind, occasion_id=occasion_id
    )
    kept.profile, kept.kept_at = profile_of(startup), now()
    db.session.add(kept)
    db.session.flush()
    return kept


def _clean(profile: Profile) -> dict[str, object]:
    """The columns' values. Raises Invalid with all that is wrong."""
    said = {part.name: getattr(profile, part.name) for part in fields(profile)}
    said["pitch"] = " ".join(profile.pitch.split())
    said["phone"] = " ".join(profile.phone.split())[:40]
    said["country"] = profile.country.strip().upper()
    said["video_url"] = clean_website(profile.video_url)
    errors: dict[str, list[str]] = {}
    if len(said["pitch"]) > LONGEST_PITCH:
        errors["pitch"] = [_("At most %(count)s characters, please.", count=LONGEST_PITCH)]
    if said["country"] and said["country"] not in country_codes():
        errors["country"] = [_("Please choose from the list.")]
    if said["video_url"] is None:
        errors["video_url"] = [_("Please write a web address, such as https://team.example.")]
    if not 0 <= profile.people <= 100_000:
        errors["people"] = [_("Please give the number of people.")]
    if not 0 <= profile.full_time <= max(profile.people, 0):
        errors["full_time"] = [_("Not more than there are people, please.")]
    if profile.founded_on is not None and profile.founded_on > now().date():
        errors["founded_on"] = [_("This day has not come yet.")]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)
    return said
