"""Bring the third-party files that the pages serve: fonts, htmx and the icons.

`python tools/vendor.py` packs the pinned versions with npm, copies the named files to
hub/static/vendor/NAME/VERSION/, draws hub/static/icons.svg and writes the manifest.
`python tools/vendor.py --check` needs no network: it compares every file with its SHA-256.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "hub" / "static"
VENDOR = STATIC / "vendor"
MANIFEST = VENDOR / "manifest.json"
SPRITE = STATIC / "icons.svg"

ICONS = (
    "accessibility", "armchair", "arrow-left", "arrow-right", "arrow-up-right", "award", "ban",
    "bell", "briefcase", "building-2", "calendar", "calendar-check", "calendar-days",
    "calendar-plus", "chart-column", "check", "chevron-down", "chevron-left", "chevron-right",
    "circle-alert", "circle-check", "clipboard-list", "clock", "copy", "credit-card", "door-open",
    "download", "ellipsis", "eye", "file-text", "globe", "graduation-cap", "handshake", "history",
    "hourglass", "house", "inbox", "info", "key-round", "layers", "layout-grid", "lightbulb",
    "link", "list", "lock", "log-in", "log-out", "mail", "map-pin", "menu", "message-circle",
    "minus", "monitor", "moon", "network", "pencil", "plus", "presentation", "printer", "qr-code",
    "receipt", "repeat", "rocket", "rotate-ccw", "search", "settings", "shield-check", "star",
    "sun", "ticket", "trash-2", "triangle-alert", "upload", "user", "user-plus", "users", "video",
    "wallet", "x",
)  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One npm package: what is copied from it (path in the package → name beside the pages)."""

    name: str
    version: str
    licence: str
    files: dict[str, str]

    @property
    def folder(self) -> str:
        return f"vendor/{self.name.rsplit('/', 1)[-1]}/{self.version}"


PACKAGES = (
    # 2.x: attributes are inherited and refused forms (422) can be swapped; 4.x changed both.
    Package("htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": "htmx.min.js"}),
    Package(
        "@fontsource-variable/plus-jakarta-sans",
        "5.3.0",
        "OFL-1.1",
        {
            "files/plus-jakarta-sans-latin-wght-normal.woff2": "latin.woff2",
            "files/plus-jakarta-sans-latin-ext-wght-normal.woff2": "latin-ext.woff2",
        },
    ),
    Package(
        "@fontsource/noto-sans-thai",
        "5.3.0",
        "OFL-1.1",
        {
            "files/noto-sans-thai-thai-400-normal.woff2": "thai-400.woff2",
            "files/noto-sans-thai-thai-700-normal.woff2": "thai-700.woff2",
        },
    ),
    Package("lucide-static", "1.62.0", "ISC", {}),
)


def pack(package: Package, into: Path) -> dict[str, bytes]:
    """Read the package's files, by path inside the package, from a fresh `npm pack`."""
    spec = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(into), spec]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(into / name) as tar:
        return {
            member.name.removeprefix("package/"): file.read()
            for member in tar
            if member.isfile() and (file := tar.extractfile(member))
        }


def symbol(name: str, svg: str) -> str:
    """One icon as a <symbol>: its shapes without the outer <svg>, on a 24 by 24 grid."""
    shapes = svg[svg.index("<svg") :]
    shapes = shapes[shapes.index(">") + 1 : shapes.rindex("</svg>")]
    drawn = "".join(line.strip() for line in shapes.splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>\n'


def sprite(contents: dict[str, bytes]) -> str:
    """All icons in one file. Strokes follow the text colour of the page that uses them."""
    symbols = (symbol(name, contents[f"icons/{name}.svg"].decode()) for name in ICONS)
    return (
        "<!-- Lucide icons, ISC licence: vendor/lucide-static. Made by tools/vendor.py. -->\n"
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">\n'
        f"{''.join(symbols)}</svg>\n"
    )


def bring(package: Package, scratch: Path) -> dict[str, object]:
    """Copy one package's files and its licence; return its line of the manifest."""
    contents = pack(package, scratch)
    written = {f"{package.folder}/{new}": contents[old] for old, new in package.files.items()}
    written[f"{package.folder}/LICENSE"] = contents["LICENSE"]
    if package.name == "lucide-static":
        written[SPRITE.name] = sprite(contents).encode()
    for name, content in written.items():
        target = STATIC / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in written.items()},
    }


def refresh() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        lines = [bring(package, Path(scratch)) for package in PACKAGES]
    MANIFEST.write_text(json.dumps(lines, indent=2) + "\n", encoding="utf-8")
    print(f"{len(lines)} packages in {VENDOR.relative_to(STATIC.parent.parent)}")


def check() -> list[str]:
    """Say what is missing, changed, or lies in the vendor folder without being listed."""
    listed: dict[str, str] = {}
    for line in json.loads(MANIFEST.read_text(encoding="utf-8")):
        listed |= line["files"]
    found = {
        str(path.relative_to(STATIC)): path
        for path in [SPRITE, *VENDOR.rglob("*")]
        if path.is_file() and path != MANIFEST
    }
    wrong = [f"missing: {name}" for name in listed.keys() - found.keys()]
    wrong += [f"not in the manifest: {name}" for name in found.keys() - listed.keys()]
    wrong += [
        f"changed: {name}"
        for name in listed.keys() & found.keys()
        if hashlib.sha256(found[name].read_bytes()).hexdigest() != listed[name]
    ]
    return sorted(wrong)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        if problems := check():
            sys.exit("\n".join(problems))
        print("vendored files are as the manifest says")
    else:
        refresh()
