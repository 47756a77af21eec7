"""Pages for slow lines: words alone, chosen by `?view=text`, remembered, or asked for by the
browser's own data saver (`Save-Data: on`)."""

from flask import Response, request

PARAMETER = COOKIE = "view"
TEXT, FULL = "text", "full"
_YEAR = 365 * 24 * 3600


def wants_text() -> bool:
    """Whether this reader wants words alone: as asked now, else as remembered, else as the browser
    says."""
    for said in (request.args.get(PARAMETER), request.cookies.get(COOKIE)):
        if said in (TEXT, FULL):
            return said == TEXT
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def remembered(response: Response) -> Response:
    """Keep what the address says for the next pages; a page may look otherwise by these headers."""
    said = request.args.get(PARAMETER)
    if said in (TEXT, FULL):
        response.set_cookie(
            COOKIE, said, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
    response.vary.update(("Save-Data", "Cookie"))
    return response
