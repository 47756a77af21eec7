"""The API's part about the pictures of a space."""

import base64
import binascii
import io
from uuid import UUID

from booking.spaces import services
from booking.spaces.api_managing import ADMIN, MANAGE, STAFF
from booking.spaces.api_managing import endpoints as managed
from booking.spaces.house_schemas import PictureChange, PictureSent
from booking.spaces.managing import get_picture, pictures_of
from booking.spaces.models import Space, SpacePicture
from booking.spaces.queries import get_space
from booking.spaces.schemas import SpacePictureShown
from booking.spaces.services.making import must_manage
from booking.spaces.services.pictures import PICTURES
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Conflict, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.files.errors import FileTooLarge, NotAPicture, TooManyPixels
from hub.files.services import Stored, store
from hub.web.api import Endpoint, Endpoints, ListShown, as_seen

endpoints = Endpoints(managed.topic, managed.about)

ALL = "/spaces/<uuid:space_id>/pictures"
ONE = f"{ALL}/<uuid:picture_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        ALL,
        "The pictures of a space",
        answers=ListShown[SpacePictureShown],
        refuses=(NotFound,),
        note="In the order in which they are shown; the first one stands for the space in lists.",
    )
)
def space_pictures(space_id: UUID) -> ListShown[SpacePictureShown]:
    return ListShown(items=[SpacePictureShown.of(e) for e in pictures_of(get_space(space_id))])


def store_picture(space_id: UUID, body: PictureSent) -> Stored:
    """Before the transaction, for reading and writing it anew takes its time."""
    _kept(space_id)
    try:
        content = base64.b64decode(body.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        sentence = _("This is not base64.")
        raise Invalid(sentence, errors={"content": [sentence]}) from wrong
    return store(io.BytesIO(content), limits=PICTURES)


@endpoints.serves(
    Endpoint(
        "POST",
        ALL,
        "Add a picture to a space",
        answers=SpacePictureShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PictureSent,
        thinks=store_picture,
        largest_body=PICTURES.max_bytes * 4 // 3 + 16_384,
        versioned=True,
        refuses=(NotFound, NotAllowed, Conflict, FileTooLarge, NotAPicture, TooManyPixels),
        note="As the last one. It is written anew, at most 1400 pixels long, without what cameras "
        "note beside the picture.",
    )
)
def add_space_picture(space_id: UUID, body: PictureSent, *, thought: Stored) -> SpacePictureShown:
    space, by = _kept(space_id), signed_in_person()
    made = services.add_picture(space, thought, alt=body.alt, name=body.name, by=by)
    return SpacePictureShown.of(made)


@endpoints.serves(
    Endpoint(
        "PATCH",
        ONE,
        "Describe a picture of a space, or move it among the others",
        answers=SpacePictureShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=PictureChange,
        versioned=True,
        refuses=(NotFound, NotAllowed),
    )
)
def change_space_picture(
    space_id: UUID, picture_id: UUID, *, body: PictureChange
) -> SpacePictureShown:
    space, by = _kept(space_id), signed_in_person()
    found = _seen(space, picture_id)
    if body.alt is not None:
        services.describe_picture(space, found, alt=body.alt, by=by)
    if body.position is not None:
        at = pictures_of(space).index(found) + 1
        services.move_picture(space, found, steps=body.position - at, by=by)
    return SpacePictureShown.of(found)


@endpoints.serves(
    Endpoint(
        "DELETE",
        ONE,
        "Remove a picture of a space",
        answers=SpacePictureShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        versioned=True,
        refuses=(NotFound, NotAllowed),
        note="It is deleted for good.",
    )
)
def remove_space_picture(space_id: UUID, picture_id: UUID) -> SpacePictureShown:
    space, by = _kept(space_id), signed_in_person()
    found = _seen(space, picture_id)
    shown = SpacePictureShown.of(found)
    services.remove_picture(space, found, by=by)
    return shown


def _kept(space_id: UUID) -> Space:
    space = get_space(space_id)
    must_manage(signed_in_person(), space.site)
    return space


def _seen(space: Space, picture_id: UUID) -> SpacePicture:
    return as_seen(get_picture(space, picture_id), SpacePictureShown.of)
