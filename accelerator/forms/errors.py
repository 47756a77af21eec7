"""Why a form is not changed."""

from accelerator.forms.rules.parsing import BadDefinition
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _


class FormChanged(Conflict):
    """Somebody else changed the same meanwhile."""

    code = "form-changed"


class NotADraft(Conflict):
    """Questions of a published version never change: answers are pinned to them."""

    code = "not-a-draft"


class DraftThere(Conflict):
    """One draft at a time."""

    code = "draft-there"


class NotReady(Invalid):
    """It cannot go live as it is; `errors` say where and why."""

    code = "form-not-ready"


class CannotEdit(Invalid):
    """The edit would leave the form broken, or what it names is not there."""

    code = "cannot-edit"


def unreadable(problem: BadDefinition) -> Invalid:
    """The refusal that people and programs are told."""
    return Invalid(
        _("This form cannot be kept as it is: %(why)s", why=problem.sentence),
        errors={problem.path or "definition": [problem.sentence]},
    )
