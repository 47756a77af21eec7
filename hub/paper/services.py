"""Set a page of paper: a template of `templates/paper`, filled with values, as a PDF.

Values reach the template as data and never as source, so whatever somebody typed is only shown.
The same values give the same bytes, on every machine: only our own fonts, no clock.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fontpkg_ibm_plex_sans_arabic import ROOT as ARABIC
from fontpkg_plus_jakarta_sans import ROOT as JAKARTA

from hub.config import ROOT
from hub.core.walltime import to_wall

TEMPLATES = ROOT / "templates" / "paper"
FONTS = (JAKARTA, ARABIC, Path(__file__).parent / "fonts")


def pdf(template: str, values: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """A tagged PDF.

    Args:
        template: its name without `.typ`.
        values: what JSON can hold; `title` and `language` (`en`) are needed, `head` and `foot` are
            the lines at the top and the bottom of each page.
        made_at: the date that the document says of itself, instead of the moment of this call.
    """
    import typst  # noqa: PLC0415  34 MB that most processes never need

    wall = to_wall(made_at, "UTC")
    date = {"year": wall.year, "month": wall.month, "day": wall.day,
            "hour": wall.hour, "minute": wall.minute, "second": wall.second}  # fmt: skip
    made: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(ROOT),
        font_paths=[str(folder) for folder in FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps({**values, "date": date})},
        timestamp=int(made_at.timestamp()),
    )
    return made
