"""Which form a cohort asks."""

from accelerator.forms.models import Form
from accelerator.forms.queries import live_version
from accelerator.forms.services import Owner, start_form
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.services.checks import check_manager, check_seen
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

#: What `Form.owner_kind` says of forms that belong to a programme.
OWNER = "programmes"
LONGEST_NAME = 120


def begin_form(cohort: Cohort, template: str, *, by: User, expected: int | None = None) -> Form:
    """A new form of the programme, from a ready-made one. A draft of a cohort asks it at once; a
    call that is told to the public goes on as it is until another form is chosen.

    Raises:
        NotAllowed, CohortChanged: as `choose_form`.
        Invalid: there is no such template.
    """
    name = f"{in_words(cohort.programme.name)}: {in_words(cohort.name)}"[:LONGEST_NAME]
    owner = Owner(OWNER, cohort.programme_id)
    form = start_form(name, owner=owner, template=template, by=by)
    if cohort.phase is Phase.DRAFT:
        choose_form(cohort, form, by=by, expected=expected)
    return form


def choose_form(cohort: Cohort, form: Form, *, by: User, expected: int | None = None) -> None:
    """Ask the questions of one of its programme's forms from now on. Applications that have begun
    keep the version that they began with.

    Raises:
        NotAllowed: not its manager.
        CohortChanged: somebody else was quicker.
        Invalid: the form belongs to another programme.
        Conflict: the call is told to the public, and the form is not published.
    """
    check_manager(by, cohort.programme_id)
    if (form.owner_kind, form.owner_id) != (OWNER, cohort.programme_id):
        message = _("This form belongs to another programme.")
        raise Invalid(message, errors={"form": [message]})
    lock(cohort)
    check_seen(cohort, expected)
    if cohort.form_id == form.id:
        return
    if cohort.phase is not Phase.DRAFT and live_version(form) is None:
        raise Conflict(_("Publish this form first: applicants are looking at the call."))
    before = cohort.form.name if cohort.form else None
    cohort.form = form
    cohort.version += 1
    db.session.flush()
    record("cohort.form-chosen", cohort, before={"form": before}, after={"form": form.name})
