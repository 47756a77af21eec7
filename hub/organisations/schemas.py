"""How sites and organisations look in JSON."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from hub.accounts.schemas import Language, PersonShown
from hub.organisations.models import (
    STAFF,
    Holiday,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Site,
)
from hub.organisations.queries import OrganisationsSought
from hub.organisations.rules import LONGEST_TAG
from hub.organisations.services import Draft
from hub.web.api import Body, Day, Instant, Line, Paged, Paragraph, Shown, Versioned

#: Commas part tags on the page, so none can hold one.
Tag = Annotated[Line, Field(min_length=1, max_length=LONGEST_TAG, pattern="^[^,;]*$")]


class SiteShown(Versioned):
    """A place of the hub in one city, with its own clock and money."""

    code: str = Field(examples=["jkt"])
    name: str
    city: str
    zone: str = Field(examples=["Asia/Jakarta"])
    currency: str = Field(examples=["IDR"])
    holiday_calendar: str = Field(examples=["ID", "DE-BE"])
    address: str

    @classmethod
    def of(cls, site: Site) -> "SiteShown":
        return cls(**{name: getattr(site, name) for name in cls.model_fields})


class HolidayShown(Versioned):
    """A day on which a site may be closed."""

    id: UUID
    day: Day
    name: str = Field(description="As it is stored; pages say it in the reader's language.")
    closed: bool = Field(description="Nothing can be booked on it.")
    source: str = Field(description="`staff`, or the calendar it was loaded from.")

    @classmethod
    def of(cls, holiday: Holiday) -> "HolidayShown":
        own = {name: getattr(holiday, name) for name in cls.model_fields}
        return cls(**own | {"source": STAFF if holiday.is_of_staff else holiday.source})


class OrganisationsAsked(Paged):
    kind: OrganisationKind | None = None
    search: Line = Field(default="", max_length=100, description="Words of its name or about it.")
    city: Line = Field(default="", max_length=80)
    tag: Line = Field(default="", max_length=LONGEST_TAG)
    verified: bool = Field(default=False, description="Only those that staff have looked at.")

    def sought(self) -> OrganisationsSought:
        return OrganisationsSought(
            kind=self.kind,
            text=self.search,
            city=self.city,
            tag=self.tag,
            verified=self.verified,
        )


class OrganisationShown(Shown):
    """What everybody in the network sees of an organisation."""

    id: UUID
    name: str
    kind: OrganisationKind
    city: str
    website: str
    about: str
    tags: list[str]
    verified: bool = Field(description="The hub's staff has looked who they are.")
    archived: bool = Field(description="Put away: in no list, and nothing about it changes.")

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationShown":
        told = set(cls.model_fields) - {"verified", "archived"}
        return cls(
            **{name: getattr(organisation, name) for name in told},
            verified=organisation.verified_at is not None,
            archived=organisation.archived_at is not None,
        )


class OrganisationChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=2, max_length=160)
    kind: OrganisationKind | None = None
    city: Line | None = Field(default=None, max_length=80)
    website: Line | None = Field(default=None, max_length=240)
    about: Paragraph | None = Field(default=None, max_length=2000)
    tags: list[Tag] | None = Field(default=None, max_length=8)

    def draft(self, organisation: Organisation) -> Draft:
        """The organisation as it shall be."""
        said = {name: getattr(self, name) for name in self.model_fields_set}
        given = {name: value for name, value in said.items() if value is not None}
        was = {name: getattr(organisation, name) for name in OrganisationChange.model_fields}
        now = was | given
        return Draft(**now | {"tags": ", ".join(now["tags"])})


_EXAMPLE: dict[str, JsonValue] = {
    "name": "Warga Air",
    "kind": "startup",
    "city": "Jakarta",
    "website": "https://warga-air.example",
    "tags": ["water", "open data"],
}


class NewOrganisation(Body):
    """What an organisation says about itself. Everybody can read it."""

    model_config = Body.model_config | {"json_schema_extra": {"examples": [_EXAMPLE]}}

    name: Line = Field(min_length=2, max_length=160)
    kind: OrganisationKind
    city: Line = Field(default="", max_length=80)
    website: Line = Field(default="", max_length=240)
    about: Paragraph = Field(default="", max_length=2000)
    tags: list[Tag] = Field(default=[], max_length=8)

    def draft(self) -> Draft:
        said = {name: getattr(self, name) for name in NewOrganisation.model_fields}
        return Draft(**said | {"tags": ", ".join(self.tags)})


class Why(Body):
    """Stands in the history."""

    reason: Paragraph = Field(default="", max_length=500)


class WhyNot(Body):
    """Stands in the history, where its owners can read it."""

    reason: Paragraph = Field(min_length=1, max_length=500, examples=["They have moved away."])


class MemberShown(Shown):
    """Somebody's part in an organisation."""

    id: UUID
    person: PersonShown
    part: MemberRole
    title: str
    joined_at: Instant
    left_at: Instant | None

    @classmethod
    def of(cls, membership: Membership) -> "MemberShown":
        own = {name: getattr(membership, name) for name in ("id", "title", "joined_at", "left_at")}
        return cls(**own, person=PersonShown.of(membership.user), part=membership.role)


class MemberToInvite(Body):
    email: Line = Field(max_length=254, examples=["rini@team.example"])
    part: MemberRole = MemberRole.MEMBER
    language: Language | None = Field(
        default=None, description="Of the mail, for somebody without an account; else yours."
    )


class MemberChange(Body):
    part: MemberRole
