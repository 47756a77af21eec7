"""A document for the person at the door: as much of it as they may see, and nothing more."""

from flask import Response

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files import storage
from hub.files.downloads import download
from hub.files.errors import HiddenWhenBlind
from hub.files.models import File
from hub.files.permissions import Shown, Sight, shown_as
from hub.files.rules import Kind, Scan, ending, safe_name


def as_shown(file: File) -> Response:
    """What was handed in, or its copy without names for those who may not know whose it is.

    Raises:
        NotFound: not for them, or not fit to be shown.
        HiddenWhenBlind: there is no copy without names.
    """
    shown = shown_as(file)
    if file.kind is Kind.PHOTO or shown.sight is Sight.NO or file.scan is Scan.INFECTED:
        raise NotFound(_("There is no such file."))
    if shown.sight is Sight.STRIPPED:
        return _stripped(file, shown)
    name = file.original_name or f"file{ending(file.content_type)}"
    path = storage.path_of(file.id)
    return download(path, name, content_type=file.content_type, etag=file.sha256[:32])


def _stripped(file: File, shown: Shown) -> Response:
    """Nothing of the original in it: not its name, nor a hash by which it could be told."""
    if file.stripped_type is None:
        raise HiddenWhenBlind(
            _(
                "This kind of file cannot be shown without its names, so it stays hidden while "
                "the reading is blind."
            )
        )
    name = safe_name(shown.name or "file", file.stripped_type)
    path = storage.path_of(file.id, storage.STRIPPED)
    etag = f"{file.id.hex}-{storage.STRIPPED}"
    return download(path, name, content_type=file.stripped_type, etag=etag)
