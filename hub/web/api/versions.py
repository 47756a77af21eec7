"""Optimistic locking over HTTP: an ETag says which version was seen, If-Match which is meant."""

import hashlib
import re
from collections.abc import Callable
from typing import TypeVar

from flask import request
from pydantic import computed_field

from hub.core.database import Model, lock
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.web.api.schemas import Shown

M = TypeVar("M", bound=Model)
_OURS = re.compile(r'"(\d{1,12})"', re.ASCII)


class ChangedMeanwhile(HubError):
    """The thing is no longer in the version that the caller saw."""

    code = "changed-meanwhile"
    status = 412


class VersionNeeded(HubError):
    """Changing this blindly would undo somebody else's work."""

    code = "version-needed"
    status = 428


class Versioned(Shown):
    """Of a thing that counts no changes of its own: its version is a fingerprint of what is shown,
    so whoever names it has seen all of it."""

    # What mypy says of it is about properties in general: github.com/python/mypy/issues/14461
    @computed_field(description="Another one after every change; for If-Match.")  # type: ignore[prop-decorator]
    @property
    def version(self) -> int:
        return self.fingerprint()

    def fingerprint(self, *, of: frozenset[str] | None = None) -> int:
        """Of all fields, or of some: twelve digits at most."""
        names = frozenset(type(self).model_fields) if of is None else of
        seen = self.model_dump_json(include=set(names)).encode()
        return int.from_bytes(hashlib.sha256(seen).digest()[:8]) % 10**12


def etag_of(version: int) -> str:
    return f'"{version}"'


def expect_version(current: int, *, needed: bool = False) -> None:
    """Compare with If-Match, inside the transaction that changes the thing.

    Raises:
        ChangedMeanwhile: the caller saw another version, or says that it saw none.
        VersionNeeded: `needed`, and the caller does not say which it saw.
    """
    given = request.headers.get("If-Match")
    if given is None:
        if needed:
            raise VersionNeeded(_("Please say in If-Match which version you saw."))
        return
    if given.strip() != "*" and str(current) not in _OURS.findall(given):
        raise ChangedMeanwhile(
            _("This was changed since you looked. Please read it again, then change it."),
            version=current,
        )


def as_seen(row: M, shown: Callable[[M], Versioned]) -> M:
    """The row as the caller saw it, kept from others until we are done.

    Raises: as `expect_version`.
    """
    lock(row)
    expect_version(shown(row).version)
    return row
