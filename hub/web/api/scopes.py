"""What a caller's token may do."""

from flask import g

from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.web.callers import Caller


class ScopeMissing(NotAllowed):
    """The token may not do this, whatever its person may."""

    code = "scope-missing"


def require_scope(*scopes: str) -> None:
    """One of them. Also for a view whose endpoint takes several, once it knows what the call is
    about.

    Raises: ScopeMissing, when the caller's token may not do this.
    """
    caller: Caller | None = g.get("caller")
    if caller is not None and not caller.scopes & set(scopes):
        raise ScopeMissing(
            _("This token may not do that. It would need the scope “%(scope)s”.", scope=scopes[0]),
            scope=scopes[0],
        )
