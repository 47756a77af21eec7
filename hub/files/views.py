"""Serve files: never from a folder that the web server shows, always by asking who may see."""

from uuid import UUID

from flask import Blueprint, Response, send_file
from flask.blueprints import BlueprintSetupState

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files import storage
from hub.files.documents.scanning import scan_with
from hub.files.downloads import HARMLESS
from hub.files.models import File
from hub.files.permissions import may_see
from hub.files.queries import get_file
from hub.files.rules import SQUARES, Kind
from hub.files.serving import as_shown
from hub.web.access import Audience, open_to

bp = Blueprint("files", __name__)

#: A changed photo has a new address, so a browser may keep this one; nobody between us may.
KEPT_BY_THE_BROWSER = "private, max-age=3600"


@bp.record_once
def set_up(state: BlueprintSetupState) -> None:
    storage.keep_files_in(state.app.config["FILES_URL"])
    scan_with(state.app.config["FILES_SCAN_COMMAND"])


@bp.get("/photos/<uuid:file_id>")
@bp.get("/photos/<uuid:file_id>/<int:side>")
@open_to(Audience.EVERYONE)
def photo(file_id: UUID, side: int = 0) -> Response:
    """A picture, or the square with that side in pixels."""
    file = get_file(file_id)
    if file.kind is not Kind.PHOTO or not may_see(file) or (side and side not in SQUARES):
        raise NotFound(_("There is no such file."))
    return _served(file, variant=str(side) if side else "")


@bp.get("/files/<uuid:file_id>")
@open_to(Audience.PEOPLE)
def document(file_id: UUID) -> Response:
    """What was handed in, or its copy without names for those who may not know whose it is."""
    return as_shown(get_file(file_id))


def _served(file: File, *, variant: str) -> Response:
    path = storage.path_of(file.id, variant)
    if not path.is_file():
        raise NotFound(_("There is no such file."))
    etag = f"{file.sha256[:32]}{variant}"
    response = send_file(path, mimetype=file.content_type, etag=etag, download_name="photo.webp")
    response.headers["Cache-Control"] = KEPT_BY_THE_BROWSER
    response.headers["Content-Security-Policy"] = HARMLESS
    return response
