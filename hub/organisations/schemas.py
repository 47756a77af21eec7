"""How sites and organisations look in JSON."""

from uuid import UUID

from pydantic import Field

from hub.organisations.models import Organisation, OrganisationKind, Site
from hub.web.api import Line, Paged, Shown


class SiteShown(Shown):
    """A place of the hub in one city, with its own clock and money."""

    code: str = Field(examples=["jkt"])
    name: str
    city: str
    zone: str = Field(examples=["Asia/Jakarta"])
    currency: str = Field(examples=["IDR"])
    address: str

    @classmethod
    def of(cls, site: Site) -> "SiteShown":
        return cls(**{name: getattr(site, name) for name in cls.model_fields})


class OrganisationsAsked(Paged):
    kind: OrganisationKind | None = None
    search: Line = Field(default="", max_length=100, description="A part of the name.")


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

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationShown":
        own = {name: getattr(organisation, name) for name in cls.model_fields if name != "verified"}
        return cls(**own, verified=organisation.verified_at is not None)
