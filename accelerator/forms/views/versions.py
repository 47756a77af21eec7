"""Languages, versions and publishing."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries, services
from accelerator.forms.drafts import drafts_on
from accelerator.forms.errors import FormChanged, NotReady
from accelerator.forms.models import Form, FormVersion
from accelerator.forms.rules import Definition
from accelerator.forms.rules.problems import problems
from accelerator.forms.rules.translating import text_at, untranslated
from accelerator.forms.versions import changes_between, path_url, steps
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.forms.views.frame import draft_for, form_page, refusing
from hub.accounts.queries.history import shown_history_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.i18n import LANGUAGE_NAMES, LANGUAGES
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

#: So many texts are asked for on a page; the next come when these are written.
MOST_TEXTS = 40


@bp.route("/<uuid:form_id>/languages", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def languages(form_id: UUID) -> ResponseReturnValue:
    """Every text that is not there in all languages, beside those in which it is."""
    person = signed_in_person()
    if request.method == "POST":
        with refusing(), transaction():
            services.translate(draft_for(form_id, person), _texts_sent(), by=person)
            flash(_("The texts are saved."), "success")
        return redirect(url_for(".languages", form_id=form_id), 303)
    form = queries.get_form(form_id, seen_by=person)
    version = queries.draft_of(form) or queries.live_version(form)
    definition = queries.definition_of(version) if version else Definition()
    lacking = untranslated(definition)
    rows = [(each, text_at(definition, each.path)) for each in lacking[:MOST_TEXTS]]
    counts = [
        (LANGUAGE_NAMES[code], sum(code in each.languages for each in lacking))
        for code in LANGUAGES
    ]
    return form_page(
        "languages.html", form, tab="languages", rows=rows, total=len(lacking), counts=counts
    )


def _texts_sent() -> dict[str, dict[str, str]]:
    """Fields are named `text|<path>|<language>`; empty ones say nothing."""
    found: dict[str, dict[str, str]] = {}
    for name, written in request.form.items():
        what, *rest = name.split("|")
        if what == "text" and len(rest) == 2 and written.strip():
            found.setdefault(rest[0], {})[rest[1]] = written
    return found


@bp.get("/<uuid:form_id>/versions")
@open_to(Audience.STAFF, **BUILDERS)
def versions(form_id: UUID) -> ResponseReturnValue:
    """Latest first, each with what it changed."""
    form = queries.get_form(form_id, seen_by=signed_in_person())
    return form_page(
        "versions.html",
        form,
        tab="versions",
        steps=steps(form.versions),
        entries=shown_history_of(form),
    )


@bp.post("/<uuid:form_id>/draft")
@open_to(Audience.STAFF, **BUILDERS)
def new_draft(form_id: UUID) -> ResponseReturnValue:
    """Like what is live, or like the version that is named."""
    person, number = signed_in_person(), request.form.get("like", type=int)
    with transaction():
        form = queries.get_form(form_id, seen_by=person)
        like = queries.version_numbered(form, number) if number else None
        services.new_draft(form, like=like, by=person)
    flash(_("This is a draft now. What is live stays live until you publish."), "success")
    return redirect(url_for(".show", form_id=form_id), 303)


@bp.route("/<uuid:form_id>/draft/discard", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def discard_draft(form_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    if request.method == "GET":
        form, draft = queries.get_form(form_id, seen_by=person), draft_for(form_id, person)
        return form_page("discard.html", form, tab="versions", version=draft)
    with refusing(), transaction():
        services.discard_draft(draft_for(form_id, person), by=person)
        flash(_("The draft is put away."), "success")
    return redirect(url_for(".show", form_id=form_id), 303)


@bp.route("/<uuid:form_id>/publish", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def publish(form_id: UUID) -> ResponseReturnValue:
    """What it does to drafts, before it does it."""
    person, status = signed_in_person(), 200
    form, draft = queries.get_form(form_id, seen_by=person), draft_for(form_id, person)
    if request.method == "POST":
        try:
            with transaction():
                seen = request.form.get("version", type=int)
                services.publish(draft_for(form_id, person), expected=seen or 0, by=person)
            flash(_("The form is live."), "success")
            return redirect(url_for(".show", form_id=form_id), 303)
        except (NotReady, FormChanged) as refusal:
            flash(str(refusal), "error")
            status, draft = refusal.status, draft_for(form_id, person)
    return _publish_page(form, draft), status


def _publish_page(form: Form, draft: FormVersion) -> str:
    definition, live = queries.definition_of(draft), queries.live_version(form)
    drafts = drafts_on(live.id) if live else drafts_on(draft.id)
    lacking = untranslated(definition)
    return form_page(
        "publish.html",
        form,
        tab="publish",
        version=draft,
        changes=changes_between(live, draft, drafts=drafts) if live else [],
        drafts=drafts,
        problems=[(each.sentence, path_url(form, each.path)) for each in problems(definition)],
        lacking=lacking,
        questions=len(definition.questions),
    )
