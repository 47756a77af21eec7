"""Who may stand in which door of spaces being managed; how to read it stands in `matrix`."""

from base64 import b64encode
from io import BytesIO
from typing import Any

from booking.spaces.models import Level, Space, SpacePicture
from booking.spaces.services.pictures import PICTURES, add_picture
from hub.accounts.models import User
from hub.core.database import transaction
from hub.files.services import store
from tests.factories import kept
from tests.hub.files.pictures import picture

EVERYONE = ""

PEOPLE = """
GET              /api/v1/equipment
GET              /api/v1/equipment/<thing>
GET              /api/v1/sites/<code>/levels
GET              /api/v1/sites/<code>/levels/<level_id>
GET              /api/v1/spaces/<space_id>/pictures
"""

STAFF = """
GET              /admin/spaces                                                 spaces:manage
GET POST         /admin/equipment                                              spaces:manage
GET POST         /admin/equipment/<thing>                               spaces:manage
POST             /admin/equipment/<thing>/offer                         spaces:manage
GET POST         /admin/equipment/<thing>/retire                             spaces:manage
POST             /api/v1/equipment                                             spaces:manage
PATCH            /api/v1/equipment/<thing>                                     spaces:manage
POST             /api/v1/equipment/<thing>/offer                               spaces:manage
POST             /api/v1/equipment/<thing>/retire                              spaces:manage
POST             /api/v1/sites/<code>/levels                                   spaces:manage
PATCH DELETE     /api/v1/sites/<code>/levels/<level_id>                        spaces:manage
PUT              /api/v1/sites/<code>/levels/<level_id>/plan                   spaces:manage
POST             /api/v1/spaces                                                spaces:manage
PATCH            /api/v1/spaces/<space_id>                                     spaces:manage
POST             /api/v1/spaces/<space_id>/archive                             spaces:manage
POST             /api/v1/spaces/<space_id>/pictures                            spaces:manage
PATCH DELETE     /api/v1/spaces/<space_id>/pictures/<picture_id>               spaces:manage
POST             /api/v1/spaces/<space_id>/restore                             spaces:manage
GET POST         /sites/<code>/levels                                          spaces:manage
GET POST         /sites/<code>/levels/<level_id>                               spaces:manage
GET POST         /sites/<code>/levels/<level_id>/delete                        spaces:manage
POST             /sites/<code>/levels/<level_id>/move                          spaces:manage
POST             /sites/<code>/levels/<level_id>/rename                        spaces:manage
GET              /sites/<code>/spaces                                          spaces:manage
GET              /sites/<code>/spaces.csv                                      spaces:manage
GET              /sites/<code>/spaces/<space_id>                               spaces:manage
GET POST         /sites/<code>/spaces/<space_id>/archive                       spaces:manage
GET              /sites/<code>/spaces/<space_id>/coming                        spaces:manage
GET POST         /sites/<code>/spaces/<space_id>/edit                          spaces:manage
GET POST         /sites/<code>/spaces/<space_id>/pictures                      spaces:manage
POST             /sites/<code>/spaces/<space_id>/pictures/<picture_id>/describe spaces:manage
POST             /sites/<code>/spaces/<space_id>/pictures/<picture_id>/move    spaces:manage
GET POST         /sites/<code>/spaces/<space_id>/pictures/<picture_id>/remove  spaces:manage
POST             /sites/<code>/spaces/<space_id>/restore                       spaces:manage
GET POST         /sites/<code>/spaces/import                                   spaces:manage
POST             /sites/<code>/spaces/import/now                               spaces:manage
GET POST         /sites/<code>/spaces/new                                      spaces:manage
"""


SHOWN_TO_PEOPLE = {
    ("GET", "/api/v1/sites/<code>/levels/<level_id>"),
    ("GET", "/api/v1/spaces/<space_id>/pictures"),
}

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "/spaces/<space_id>"): {"name": "Changed"},
    ("POST", "<space_id>/archive"): {"reason": "Because I can"},
    ("POST", "/equipment"): {"names": {"en": "Loom"}},
    ("PATCH", "/equipment/<thing>"): {"names": {"en": "Loom"}},
    ("POST", "<code>/levels"): {"name": "Level 8"},
    ("PATCH", "<code>/levels/<level_id>"): {"name": "Level 9"},
    ("PUT", "<level_id>/plan"): {"width": 600, "height": 300},
    ("POST", "<space_id>/pictures"): {
        "content": b64encode(picture()).decode(),
        "alt": {"en": "A long table"},
    },
    ("PATCH", "<picture_id>"): {"alt": {"en": "Another table"}},
}


def a_picture(space: Space, *, by: User) -> SpacePicture:
    stored = store(BytesIO(picture()), limits=PICTURES)
    with transaction():
        return add_picture(space, stored, alt={"en": "A long table"}, by=by)


def ids(things: Any) -> dict[str, object]:
    """A level and a picture of the house in Jakarta."""
    space = things.room
    level = kept(Level(site_id=space.site_id, name="Level 7"))
    return {"level_id": level.id, "picture_id": a_picture(space, by=things.admin).id}
