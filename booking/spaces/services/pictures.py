"""Pictures of a space. Bytes are stored by `hub.files.services.store` before the transaction."""

from booking.spaces.managing import pictures_of
from booking.spaces.models import Space, SpacePicture
from booking.spaces.services.making import must_manage
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.files.rules import MEGABYTE, Limits
from hub.files.services import Stored, delete, keep
from hub.history.services import record

#: Written anew, no longer than a page is wide on a large screen.
PICTURES = Limits(max_bytes=10 * MEGABYTE, longest_side=1400)
MOST_PICTURES = 12
LONGEST_ALT = 300


def add_picture(
    space: Space, stored: Stored, *, alt: dict[str, str], name: str = "", by: User
) -> SpacePicture:
    """The last one of its space; `alt` says by language what it shows.

    Raises: NotAllowed; Invalid: no words for it; Conflict: there are too many.
    """
    must_manage(by, space.site)
    words = _checked(alt)
    lock(space)
    pictures = pictures_of(space)
    if len(pictures) >= MOST_PICTURES:
        raise Conflict(_("At most %(most)s pictures of a space.", most=MOST_PICTURES))
    file = keep(stored, space, name=name, by_id=by.id)
    position = pictures[-1].position + 1 if pictures else 0
    picture = SpacePicture(space_id=space.id, file_id=file.id, words=words, position=position)
    db.session.add(picture)
    db.session.flush()
    record("space.picture-added", space, after={"picture": picture.id, "alt": words})
    return picture


def describe_picture(space: Space, picture: SpacePicture, *, alt: dict[str, str], by: User) -> None:
    """Raises: NotAllowed; Invalid: no words for it."""
    must_manage(by, space.site)
    before, picture.words = dict(picture.words), _checked(alt)
    if before != picture.words:
        db.session.flush()
        record("space.picture-described", space,
               before={"alt": before}, after={"alt": picture.words})  # fmt: skip


def move_picture(space: Space, picture: SpacePicture, *, steps: int, by: User) -> None:
    """Towards the first (-1) or the last (1). Raises: NotAllowed."""
    must_manage(by, space.site)
    pictures = pictures_of(space)
    at = pictures.index(picture)
    to = min(max(0, at + steps), len(pictures) - 1)
    if to == at:
        return
    pictures.insert(to, pictures.pop(at))
    for position, each in enumerate(pictures):
        each.position = position
    db.session.flush()
    record("space.picture-moved", space, before={"position": at + 1}, after={"position": to + 1})


def remove_picture(space: Space, picture: SpacePicture, *, by: User) -> None:
    """Its file goes with the next sweep. Raises: NotAllowed."""
    must_manage(by, space.site)
    record("space.picture-removed", space, before={"picture": picture.id, "alt": picture.words})
    file_id = picture.file_id
    db.session.delete(picture)
    db.session.flush()
    delete(file_id)


def _checked(alt: dict[str, str]) -> dict[str, str]:
    kept = {code: alt[code].strip() for code in LANGUAGES if alt.get(code, "").strip()}
    if not kept:
        sentence = _("Please say in a few words what the picture shows.")
        raise Invalid(sentence, errors={"alt": [sentence]})
    if any(len(words) > LONGEST_ALT for words in kept.values()):
        sentence = _("Please use at most %(max)d characters.", max=LONGEST_ALT)
        raise Invalid(sentence, errors={"alt": [sentence]})
    return kept
