"""What we take from others, and what we must not leave lying about."""

import importlib.metadata
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import vendor
from tools.checks import ROOT, Skipped

ALLOWED = r"\b(MIT|MIT-CMU|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|ZPL|Zope|Zlib)\b"
COPYLEFT = r"\b[AL]?GPL|\bMPL|General Public|Mozilla"
# Copyleft or unstated, each looked at by a person.
ALLOWED_BY_NAME = {
    "axe-playwright-python": "MIT, said in its repository; holds axe-core (MPL-2.0); tests only",
    "certifi": "MPL-2.0, unchanged",
    "djlint": "GPL-3.0, a program we call; not shipped",
    "fontpkg-ibm-plex-sans-arabic": "OFL-1.1, a typeface, unchanged; on paper only",
    "fontpkg-plus-jakarta-sans": "OFL-1.1, a typeface, unchanged; on paper only",
    "hypothesis": "MPL-2.0, unchanged; tests only",
    "openbadgeslib": "LGPL-3.0, unchanged; verifies our credentials in tests only",
    "pathspec": "MPL-2.0, unchanged; checks only",
    "psycopg": "LGPL-3.0, unchanged and replaceable",
    "psycopg-binary": "LGPL-3.0, unchanged and replaceable",
    "pysqlite3": "zlib, said in its repository; holds SQLite (public domain)",
    "recurring-ical-events": "LGPL-3.0, unchanged and replaceable",
    "x-wr-timezone": "LGPL-3.0, unchanged and replaceable",
}
REGISTRIES = (r"pypi\.org", r"pythonhosted", r"registry\.npmjs", r"--(?:extra-)?index-url")
MACHINES = (r"(?<![\w.])/(?:home|Users)/[a-z]", r"(?<![\w.])/root/")
USUAL_FOLDERS = {"app", "builds", "home", "media", "mnt", "opt", "root", "srv", "tmp", "usr", "var"}
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("dev",)}


def licences() -> list[str]:
    findings = []
    for distribution in importlib.metadata.distributions():
        name = canonicalize_name(distribution.name)
        stated = _licence(distribution.metadata)
        free = re.search(ALLOWED, stated, re.I) and not re.search(COPYLEFT, stated)
        if not free and name not in ALLOWED_BY_NAME:
            findings.append(f"{name}: {stated[:60] or 'no licence stated'}; look at it and list it")
    return sorted(findings)


def _licence(metadata: importlib.metadata.PackageMetadata) -> str:
    """What a package says of itself, in the newest of the three ways that it uses."""
    expression = " ".join(metadata.get_all("License-Expression") or [])
    classifiers = metadata.get_all("Classifier") or []
    classified = [line for line in classifiers if line.startswith("License")]
    return expression or " ".join([*classified, *(metadata.get_all("License") or [])])


def locks() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    findings = []
    for name, groups in LOCKS.items():
        asked = list(project["project"]["dependencies"])
        for group in groups:
            asked += project["dependency-groups"][group]
        findings += [f"{name}: {problem}" for problem in _of_lock((ROOT / name).read_text(), asked)]
    return findings


def _of_lock(text: str, asked: list[str]) -> Iterator[str]:
    if "://" in text:
        yield "holds an address; no registry may be named"
    # One entry a package: its line, then the hashes, indented.
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    locked = {}
    for entry in filter(None, entries):
        name, _, rest = entry.partition("==")
        if "--hash=sha256:" not in rest:
            yield f"{name.strip()} has no hash"
        locked[canonicalize_name(name.partition("[")[0])] = rest.split()[0]
    for requirement in map(Requirement, asked):
        version = locked.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"lacks {requirement.name}; run `make lock`"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{requirement.name} {version} is not {requirement.specifier}; run `make lock`"


def vendored() -> list[str]:
    """Files of others that we serve are exactly what was taken from them."""
    if not vendor.MANIFEST.exists():
        raise Skipped("nothing is vendored yet")
    return vendor.check()


def traces() -> list[str]:
    """No registry's address and no path of somebody's machine stands in a tracked file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        raise Skipped("this is not a git checkout")
    forbidden = re.compile("|".join([*REGISTRIES, *MACHINES, *_this_machine()]))
    findings = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file() or "static/vendor/" in name:
            continue
        text = path.read_bytes().decode(errors="replace")
        findings += [
            f"{name}:{number}: {found[0]}"
            for number, line in enumerate(text.splitlines(), 1)
            if (found := forbidden.search(line))
        ]
    return findings


def _this_machine() -> list[str]:
    """Paths that begin in the folder in which this checkout lies, unless every machine has it."""
    top = ROOT.parts[1]
    return [] if top in USUAL_FOLDERS else [rf"(?<![\w.}}/-])/{re.escape(top)}/"]
