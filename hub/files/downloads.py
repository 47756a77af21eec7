"""Answers that carry a file: whole or a part of it, under a safe name, harmless in a browser."""

from pathlib import Path

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.files.rules import FORMATS, SHOWN_IN_THE_BROWSER

#: Even if somebody found a way to upload a page, it could do nothing here.
HARMLESS = "default-src 'none'; sandbox"
#: Asked about each time, because who may see what of it changes; not sent again unless it did.
ASKED_EACH_TIME = "private, no-cache"


def download(path: Path, name: str, *, content_type: str, etag: str) -> Response:
    """The file, or the one range of it that is asked for (206, or 416 where it has none such).

    PDFs and images are shown in the browser unless the address says `?download`.
    """
    if not path.is_file():
        raise NotFound(_("There is no such file."))
    shown = FORMATS[content_type][0] in SHOWN_IN_THE_BROWSER and "download" not in request.args
    response = send_file(
        path,
        mimetype=content_type,
        as_attachment=not shown,
        download_name=name,
        etag=etag,
        conditional=False,
        last_modified=None,
    )
    response.headers.pop(
        "Last-Modified", None
    )  # the bytes under an id never change; the ETag says it all
    response.headers["Cache-Control"] = ASKED_EACH_TIME
    response.headers["Content-Security-Policy"] = HARMLESS
    return _conditional(response, size=path.stat().st_size)


def _conditional(response: Response, *, size: int) -> Response:
    asked = request.range
    # RFC 9110: a server may leave a range in another unit, or several of them, out of account.
    one = asked is not None and asked.units == "bytes" and len(asked.ranges) == 1
    try:
        response.make_conditional(request, accept_ranges=one, complete_length=size)
    except RequestedRangeNotSatisfiable:
        response.close()
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.headers["Accept-Ranges"] = "bytes"
    return response
