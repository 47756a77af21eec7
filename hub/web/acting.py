"""What a page's button or form asks for: done in one transaction and said, or refused and said why.

Any other refusal, such as to who may not, is a page of its own.
"""

from collections.abc import Callable

from flask import flash

from hub.core.database import transaction
from hub.core.errors import Conflict, Gone, HubError, Invalid
from hub.web.forms import HubForm, VersionedForm

#: The state of things, or what was filled in, says no.
REFUSALS = (Conflict, Gone, Invalid)


def pressed(act: Callable[[], object], said: str) -> bool:
    """A button, on a page that has no field to put a reason beside; whether it is done."""
    try:
        with transaction():
            act()
    except REFUSALS as refusal:
        said_no(refusal)
        return False
    flash(said, "ok")
    return True


def refused(
    form: HubForm,
    act: Callable[[], object],
    *,
    said: str,
    version: Callable[[], int] | None = None,
) -> int | None:
    """A form. Nothing of what was written is lost when it is refused.

    Args:
        version: the one that stands now, for a form that knows which its reader saw: after a
            conflict they have read what stands, and may send it once more.

    Returns:
        None when it is done; else the status of the page, to be shown again with this form: a
        reason stands beside its field, or above the page.
    """
    if not form.validate():
        return 422
    try:
        with transaction():
            act()
    except Invalid as refusal:
        form.refuse_all(refusal)
        return refusal.status
    except (Conflict, Gone) as refusal:
        flash(str(refusal), "bad")
        if version is not None and isinstance(form, VersionedForm):
            form.version.data = str(version())
        return refusal.status
    flash(said, "ok")
    return None


def said_no(refusal: HubError) -> None:
    """With everything that a refusal names."""
    more = refusal.errors.values() if isinstance(refusal, Invalid) else ()
    sentences = [str(refusal), *(text for texts in more for text in texts)]
    flash(" ".join(dict.fromkeys(sentences)), "bad")
