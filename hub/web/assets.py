"""Style sheets and scripts as they go over the wire: without comments and indents, and those that
every page needs as one sheet. Each answer costs half a kilobyte of headers, and what is alike in
two sheets is sent once when they are one.

The files stay as they are written. What others wrote (`vendor/`) is sent unchanged.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from werkzeug import Response

STATIC = Path(__file__).parents[1] / "static"
YEAR = 31536000
#: A sheet that is no file: the sheets of every page, in the order in which a browser reads them.
SHARED_SHEET = "css/hub.css"
SHARED = tuple(f"css/{name}.css" for name in ("base", "layout", "components", "patterns", "raster"))
ON_PAPER = "css/print.css"
_OURS = re.compile(r"(css|js)/\w+\.\1")
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
#: Strings and addresses, which are kept as they are.
_KEPT = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))"""
_REMARK_OR_SPACE = re.compile(_KEPT + r"|/\*.*?\*/|\s+", re.S)
_AROUND_MARKS = re.compile(_KEPT + r"| *([{};,]) *")
_BLOCK_REMARK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.S | re.M)


def register(app: Flask) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.view_functions["static"] = send


def send(filename: str) -> Response:
    """What we wrote ourselves made smaller, all else as its file is."""
    if not _is_ours(filename):
        return current_app.send_static_file(filename)
    answer = Response(text_of(filename), content_type=_TYPES[filename.partition("/")[0]])
    answer.set_etag(fingerprint(filename))
    answer.cache_control.public, answer.cache_control.max_age = True, YEAR
    return answer.make_conditional(request)


def static_url(path: str) -> str:
    """The address of an asset with its content's hash, so that it may be cached for ever."""
    return url_for("static", filename=path, v=fingerprint(path))


@lru_cache(maxsize=256)
def fingerprint(path: str) -> str:
    if _is_ours(path):
        content = text_of(path).encode()
    elif (STATIC / path).is_file():
        content = (STATIC / path).read_bytes()
    else:
        return "0"
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache(maxsize=128)
def text_of(path: str) -> str:
    """One of our own style sheets or scripts, made small once.

    Args:
        path: below the static folder.
    """
    if path == SHARED_SHEET:
        return "".join(map(text_of, SHARED)) + f"@media print{{{text_of(ON_PAPER)}}}"
    text = (STATIC / path).read_text(encoding="utf-8")
    return lean_sheet(text) if path.endswith(".css") else lean_script(text)


def lean_sheet(text: str) -> str:
    """The same style sheet without remarks and without spaces that mean nothing."""
    text = _REMARK_OR_SPACE.sub(lambda found: found[1] or " ", text)
    return _AROUND_MARKS.sub(lambda found: found[1] or found[2], text).replace(";}", "}").strip()


def lean_script(text: str) -> str:
    """The same script without indents, empty lines and remarks that have lines to themselves. Its
    line breaks stay, for they end statements. No text in backticks may go over several lines."""
    lines = (line.strip() for line in _BLOCK_REMARK.sub("", text).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _is_ours(path: str) -> bool:
    return path == SHARED_SHEET or bool(_OURS.fullmatch(path) and (STATIC / path).is_file())
