"""All forms, and a new one."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries, ready_made, services
from accelerator.forms.models import Form
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("")
@open_to(Audience.STAFF, **BUILDERS)
def index() -> ResponseReturnValue:
    page = queries.forms_seen_by(signed_in_person(), cursor=request.args.get("cursor"))
    owners = queries.owner_names(page.items)
    return render_template("accelerator/forms/index.html", page=page, owners=owners)


@bp.route("/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def start() -> ResponseReturnValue:
    """Whose, called what, and what it begins with."""
    person, errors = signed_in_person(), {}
    owners = queries.owners_for(person)
    if request.method == "POST":
        try:
            with transaction():
                form = _started(person, owners)
            return redirect(url_for(".show", form_id=form.id), 303)
        except Invalid as refusal:
            errors = refusal.errors
    page = render_template(
        "accelerator/forms/start.html",
        owners=[(f"{kind}/{owner_id}", name) for kind, owner_id, name in owners],
        templates=_offered(),
        errors=errors,
        chosen=request.values,
    )
    return page, 422 if errors else 200


def _started(person: User, owners: list[tuple[str, UUID, str]]) -> Form:
    owner = _owner(request.form.get("owner", ""), owners)
    name, template = request.form.get("name", ""), request.form.get("template", "blank")
    return services.start_form(name, owner=owner, template=template, by=person)


def _offered() -> list[tuple[str, str, str, int]]:
    """(key, name, what it is for, how many questions)"""
    found = [
        (each.key, in_words(each.name), in_words(each.about), len(each.definition.questions))
        for each in ready_made.templates()
    ]
    about = _("One question, and the rest is yours.")
    return [*found, (ready_made.BLANK, _("Begin with an empty form"), about, 1)]


def _owner(sent: str, owners: list[tuple[str, UUID, str]]) -> services.Owner:
    for kind, owner_id, _name in owners:
        if sent == f"{kind}/{owner_id}":
            return services.Owner(kind, owner_id)
    sentence = _("Please choose whose form it is.")
    raise Invalid(sentence, errors={"owner": [sentence]})
