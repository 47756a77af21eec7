"""How offers and places look in JSON: to their teams, and to staff."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.selection.elsewhere import OfferElsewhere
from accelerator.selection.queries.offers import Offered
from accelerator.selection.services.answering import LONGEST_REASON
from hub.places.queries import Story
from hub.places.rules.steps import PlaceState
from hub.web.api import Body, Instant, Paragraph, Shown


class OfferShown(Shown):
    """A team's place in a cohort, or a person's in a class: offered, waiting, confirmed, or what it
    came to."""

    token: str = Field(description="Names the offer; opaque.")
    application: UUID | None = Field(description="Of a place in a cohort.")
    cohort: UUID | None
    class_id: UUID | None = Field(default=None, description="Of a place in a class.")
    enrolment: UUID | None = None
    state: PlaceState
    expires_at: Instant | None = Field(description="Until when the offer stands.")
    position: int | None = Field(description="In the line, from 1.")
    offers_until: list[Instant] = Field(description="When offers to others run out.")
    condition: str
    agreement: str = Field(description="What one agrees to by accepting, in your language.")
    agreement_version: int
    accepted_at: Instant | None

    @classmethod
    def of(cls, offered: Offered, **said: Any) -> "OfferShown":
        story: Story | None = said.get("story")
        place, cohort = offered.place, offered.application.cohort
        running = offered.state in (PlaceState.OFFERED, PlaceState.DECLINED)
        return cls(
            token=str(place.id),
            application=offered.application.id,
            cohort=cohort.id,
            state=offered.state,
            expires_at=place.expires_at if running else None,
            position=offered.position,
            offers_until=story.offers_until if story and offered.position else [],
            condition=said["condition"],
            agreement=said["agreement"],
            agreement_version=cohort.agreement_version if said["agreement"] else 0,
            accepted_at=offered.acceptance.accepted_at if offered.acceptance else None,
        )

    @classmethod
    def elsewhere(cls, offer: OfferElsewhere) -> "OfferShown":
        return cls(
            token=offer.token,
            application=None,
            cohort=None,
            class_id=offer.class_id,
            enrolment=offer.enrolment,
            state=offer.state,
            expires_at=offer.expires_at,
            position=offer.position,
            offers_until=offer.offers_until,
            condition="",
            agreement="",
            agreement_version=0,
            accepted_at=None,
        )


class Accepting(Body):
    agreed: bool = Field(default=False, description="To `agreement`, where there is one.")


class Declining(Body):
    reason: Paragraph = Field(default="", max_length=LONGEST_REASON)


class TakingBack(Body):
    """Nothing needs to be said."""


class PlaceShown(Shown):
    """A place of the cohort, for its staff."""

    token: str
    application: UUID
    reference: str
    startup: str
    state: PlaceState
    expires_at: Instant | None
    position: int | None

    @classmethod
    def of(cls, offered: Offered) -> "PlaceShown":
        return cls(
            token=str(offered.place.id),
            application=offered.application.id,
            reference=offered.application.reference,
            startup=offered.application.startup.name,
            state=offered.state,
            expires_at=offered.place.expires_at if offered.state == "offered" else None,
            position=offered.position,
        )


class Extending(Body):
    until: Instant = Field(description="Later than the offer ends now.")
    reason: Paragraph = Field(min_length=1, max_length=LONGEST_REASON)


class TakingAway(Body):
    reason: Paragraph = Field(
        min_length=1, max_length=LONGEST_REASON, description="The team reads it."
    )


class LineClosing(Body):
    reason: Paragraph = Field(
        default="", max_length=LONGEST_REASON, description="Stands in the history."
    )
