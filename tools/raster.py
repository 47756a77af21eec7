"""Write hub/static/css/raster.css: where a block of the day timeline starts and how long it is.

Pages may not carry inline styles, so places on the quarter-hour raster are classes:
tl-c-N starts in column N, tl-s-N lasts N columns, tl-h-N makes the timeline N hours wide.
"""

from pathlib import Path

QUARTERS = range(1, 24 * 4 + 1)
HOURS = range(1, 25)
PLACE = "[class*=tl-c-]{--s:1;grid-column:var(--c)/span var(--s)}"
TARGET = Path(__file__).resolve().parent.parent / "hub" / "static" / "css" / "raster.css"


def rules() -> list[str]:
    """One line per twelve rules, so that the file stays readable in a diff."""
    made = [f".tl-c-{n}{{--c:{n}}}" for n in QUARTERS]
    made += [f".tl-s-{n}{{--s:{n}}}" for n in QUARTERS]
    made += [f".tl-h-{n}{{--cols:{n * 4}}}" for n in HOURS]
    return ["".join(made[first : first + 12]) for first in range(0, len(made), 12)]


if __name__ == "__main__":
    head = (
        "/* Made by tools/raster.py: places on the quarter-hour raster of timelines and lanes. */"
    )
    TARGET.write_text(
        "\n".join([head, "@layer patterns{", PLACE, *rules(), "}", ""]), encoding="utf-8"
    )
