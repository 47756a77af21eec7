"""The API's part for those who manage spaces: make, change, archive and restore one."""

from uuid import UUID

from booking.spaces import queries, services
from booking.spaces.api import space_shown
from booking.spaces.drafts import SpaceDraft
from booking.spaces.errors import PlacesTaken, SpaceInUse
from booking.spaces.managing import how_made
from booking.spaces.managing_schemas import ArchivedSent, NewSpace, SpaceChanged, made_of
from booking.spaces.models import Space
from booking.spaces.schemas import SpaceShown
from booking.spaces.services.making import must_manage
from booking.spaces.services.tables import values_of
from booking.spaces.services.units import hold
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.organisations.api import named_site
from hub.web.access import Audience
from hub.web.api import Endpoint, Endpoints, as_seen

endpoints = Endpoints("Spaces managed", "Make, change and archive what can be booked.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "spaces:manage", TokenScope.ADMIN
ONE = "/spaces/<uuid:space_id>"


@endpoints.serves(
    Endpoint(
        "POST",
        "/spaces",
        "Make a space",
        answers=SpaceShown,
        status=201,
        location="/spaces/{id}",
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=NewSpace,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="The unit by which it is taken is made with it.",
    )
)
def make_space(body: NewSpace) -> SpaceShown:
    site, by = named_site(body.site), signed_in_person()
    draft = SpaceDraft(**body.fields())
    return space_shown(services.make_space(site, draft, made=made_of(body.made), by=by))


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Change a space",
        answers=SpaceShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=SpaceChanged,
        versioned=True,
        refuses=(NotFound, NotAllowed, SpaceInUse, PlacesTaken, Conflict),
        note="Only the fields that are sent. Where bookings to come are concerned, it is refused "
        "with their number, until `keep` says that so many stay as they are.",
    )
)
def change_space(space_id: UUID, body: SpaceChanged) -> SpaceShown:
    found, by = _seen(space_id), signed_in_person()
    draft = SpaceDraft(**(values_of(found) | body.fields()))
    made = made_of(body.made) if body.made else how_made(found)
    services.change_space(found, draft, made=made, by=by, keep=body.keep)
    return space_shown(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/archive",
        "Archive a space",
        answers=SpaceShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ArchivedSent,
        versioned=True,
        refuses=(NotFound, NotAllowed, SpaceInUse),
        note="Nobody finds or books it any more; what is booked stays booked.",
    )
)
def archive_space(space_id: UUID, body: ArchivedSent) -> SpaceShown:
    found, by = _seen(space_id), signed_in_person()
    services.archive_space(found, by=by, reason=body.reason, keep=body.keep)
    return space_shown(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/restore",
        "Take a space out of the archive",
        answers=SpaceShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def restore_space(space_id: UUID) -> SpaceShown:
    found = _seen(space_id)
    services.restore_space(found, by=signed_in_person())
    return space_shown(found)


def _seen(space_id: UUID) -> Space:
    found = queries.get_space(space_id)
    must_manage(signed_in_person(), found.site)
    hold(found)
    return as_seen(found, space_shown)
