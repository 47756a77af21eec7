"""The archive: a tar.gz with each table as JSON lines, each file, and a manifest that ends it.

    tables/users.jsonl   a row a line, tables that are pointed at first
    files/…              uploads, under their own names
    manifest.json        revision, time, rows and digest of each table, SHA-256 of every member

An archive comes from outside, like any upload: members have plain names and are plain files, or
nothing is read; what the manifest does not name or names otherwise is refused.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from hub.core.clock import now

FORMAT = 1
MANIFEST = "manifest.json"
#: Each part begins with a letter or digit, so there is no "..", no hidden file and no option.
_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_MEMBER = re.compile(rf"tables/[a-z0-9_]+\.jsonl|files(/{_PART}){{1,8}}|{re.escape(MANIFEST)}")
_CHUNK = 1 << 20
UNREADABLE = (tarfile.TarError, zlib.error, EOFError, OSError)
_LARGEST_MANIFEST = 64 << 20


class BadArchive(Exception):
    """The archive cannot be trusted or read; the message lists why."""


class Member(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    sha256: str
    bytes: int


class TableRecord(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    rows: int
    digest: str
    kinds: dict[str, str]


class Manifest(BaseModel):
    """What an archive says of itself. `history_*`: the head of the chain, to compare elsewhere."""

    model_config = ConfigDict(extra="forbid")
    format: int = FORMAT
    made_at: str
    revision: str
    engine: str
    instance: str
    history_number: int
    history_seal: str
    tables: dict[str, TableRecord]
    members: dict[str, Member]


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl"


class Writer:
    """Adds members one after the other; `finish` seals them with the manifest."""

    def __init__(self, target: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w:gz", compresslevel=6)  # noqa: SIM115
        self.members: dict[str, Member] = {}

    def add(self, name: str, content: IO[bytes], *, size: int) -> None:
        """Add `size` bytes of `content`, and no more should it grow meanwhile."""
        if not _MEMBER.fullmatch(name):
            raise BadArchive(f"{name!r} cannot be the name of a member")
        about = tarfile.TarInfo(name)
        about.size, about.mode, about.mtime = size, 0o600, int(now().timestamp())
        counted = _Hashing(content)
        self._tar.addfile(about, cast(IO[bytes], counted))
        self.members[name] = Member(sha256=counted.sha256.hexdigest(), bytes=size)

    def finish(self, manifest: Manifest) -> None:
        text = manifest.model_dump_json(indent=1).encode()
        about = tarfile.TarInfo(MANIFEST)
        about.size, about.mode, about.mtime = len(text), 0o600, int(now().timestamp())
        self._tar.addfile(about, io.BytesIO(text))
        self._tar.close()


class _Hashing:
    """Reads through to a file and hashes what passes."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._content.read(size)
        self.sha256.update(chunk)
        return chunk


@contextmanager
def written_safely(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` only when it is complete and on the disk; readable by
    its owner alone. What a killed run left half-written is cleared away by the next."""
    path = path.absolute()
    for left in path.parent.glob(f".{path.name}.*.part"):
        left.unlink(missing_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def members_of(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each member's name and content, in order; damage shows as one of UNREADABLE.

    Raises:
        BadArchive: it has a member that one of ours never has.
    """
    with tarfile.open(path, "r:gz") as tar:
        for member in tar:
            if not (member.isreg() and _MEMBER.fullmatch(member.name)):
                raise BadArchive(f"holds {member.name!r}, which does not belong in a backup")
            content = tar.extractfile(member)
            assert content is not None  # noqa: S101  a regular file has content
            yield member.name, content


def verified(path: Path) -> Manifest:
    """The manifest, once every member was read and found as the manifest says.

    Raises:
        BadArchive: anything is missing, changed or too much; the message lists what.
    """
    try:
        found, text, doubled = _read_through(path)
    except UNREADABLE as error:
        raise BadArchive(f"cannot be read: {error}") from error
    if text is None:
        raise BadArchive("has no manifest: it was never finished")
    manifest = _manifest(text)
    problems = [f"{name} is in it twice" for name in doubled] + _differences(manifest, found)
    if problems:
        raise BadArchive("; ".join(problems))
    return manifest


def _read_through(path: Path) -> tuple[dict[str, Member], bytes | None, list[str]]:
    """What is in it: members as they are, the manifest's text, and names that come twice."""
    found: dict[str, Member] = {}
    text: bytes | None = None
    doubled: list[str] = []
    for name, content in members_of(path):
        if name in found or (name == MANIFEST and text is not None):
            doubled.append(name)
        elif name == MANIFEST:
            text = content.read(_LARGEST_MANIFEST)
        else:
            found[name] = _measured(content)
    return found, text, doubled


def _measured(content: IO[bytes]) -> Member:
    sha256, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        sha256.update(chunk)
        size += len(chunk)
    return Member(sha256=sha256.hexdigest(), bytes=size)


def _manifest(text: bytes) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise BadArchive(f"its manifest cannot be read: {error.error_count()} errors") from error
    if manifest.format != FORMAT:
        raise BadArchive(f"has format {manifest.format}; this version reads format {FORMAT}")
    return manifest


def _differences(manifest: Manifest, found: dict[str, Member]) -> list[str]:
    listed = manifest.members
    problems = [f"{name} is missing" for name in sorted(listed.keys() - found.keys())]
    problems += [f"{name} is not in the manifest" for name in sorted(found.keys() - listed.keys())]
    problems += [
        f"{name} was changed"
        for name in sorted(listed.keys() & found.keys())
        if listed[name] != found[name]
    ]
    tables = {table_member(table) for table in manifest.tables}
    problems += [f"{name} is missing" for name in sorted(tables - listed.keys())]
    return problems


def rows_in(content: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in content:
        yield json.loads(line)
