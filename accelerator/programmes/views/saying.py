"""How a form says what a service refused."""

from hub.core.errors import Conflict, HubError, Invalid
from hub.web.forms import HubForm


def refuse(form: HubForm, refusal: HubError) -> None:
    """Beside the field it is about, if it names one; else above the form."""
    if isinstance(refusal, Invalid):
        form.refuse_all(refusal)
    elif isinstance(refusal, Conflict) and refusal.details.get("field") in form:
        form.refuse(refusal.details["field"], refusal)
    else:
        form.form_errors = [*form.form_errors, str(refusal)]
