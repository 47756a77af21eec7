"""Which form a cohort asks."""

from accelerator.forms.models import Form
from accelerator.programmes.models import Cohort
from accelerator.programmes.services.checks import check_manager, check_seen
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

#: What `Form.owner_kind` says of forms that belong to a programme.
OWNER = "programmes"


def choose_form(cohort: Cohort, form: Form, *, by: User, expected: int | None = None) -> None:
    """Ask the questions of one of its programme's forms from now on. Applications that have begun
    keep the version that they began with.

    Raises:
        NotAllowed: not its manager.
        CohortChanged: somebody else was quicker.
        Invalid: the form belongs to another programme.
    """
    check_manager(by, cohort.programme_id)
    if (form.owner_kind, form.owner_id) != (OWNER, cohort.programme_id):
        message = _("This form belongs to another programme.")
        raise Invalid(message, errors={"form": [message]})
    lock(cohort)
    check_seen(cohort, expected)
    if cohort.form_id == form.id:
        return
    before = cohort.form.name if cohort.form else None
    cohort.form_id = form.id
    cohort.version += 1
    db.session.flush()
    db.session.refresh(cohort, ["form"])
    record("cohort.form-chosen", cohort, before={"form": before}, after={"form": form.name})
