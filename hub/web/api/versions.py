"""Optimistic locking over HTTP: an ETag says which version was seen, If-Match which is meant."""

import re

from flask import request

from hub.core.errors import HubError
from hub.core.i18n import gettext as _

_OURS = re.compile(r'"(\d{1,12})"', re.ASCII)


class ChangedMeanwhile(HubError):
    """The thing is no longer in the version that the caller saw."""

    code = "changed-meanwhile"
    status = 412


class VersionNeeded(HubError):
    """Changing this blindly would undo somebody else's work."""

    code = "version-needed"
    status = 428


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
