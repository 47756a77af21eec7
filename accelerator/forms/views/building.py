"""The builder's first page: a form's sections and questions, in order."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries, services
from accelerator.forms.builder import condition_shown, outline
from accelerator.forms.forms import (
    condition_from_rows,
    condition_rows_in,
    rows_of_condition,
    section_json_in,
    wants_another_look,
)
from accelerator.forms.forms.rows import words_in
from accelerator.forms.names import condition_said
from accelerator.forms.rules import Section
from accelerator.forms.rules.editing import fingerprint
from accelerator.forms.rules.parsing import BadDefinition
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.forms.views.frame import draft_for, form_page, refusing
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/<uuid:form_id>")
@open_to(Audience.STAFF, **BUILDERS)
def show(form_id: UUID) -> ResponseReturnValue:
    form = queries.get_form(form_id, seen_by=signed_in_person())
    draft = queries.draft_of(form)
    version = draft or queries.live_version(form) or queries.newest(form)
    definition = queries.definition_of(version) if version else None
    sections = outline(definition) if definition else []
    return form_page("show.html", form, tab="questions", version=version, sections=sections)


@bp.post("/<uuid:form_id>/name")
@open_to(Audience.STAFF, **BUILDERS)
def rename(form_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    with refusing(), transaction():
        form = queries.get_form(form_id, seen_by=person)
        services.rename(form, request.form.get("name", ""), by=person)
    return redirect(url_for(".show", form_id=form_id), 303)


@bp.post("/<uuid:form_id>/sections")
@open_to(Audience.STAFF, **BUILDERS)
def add_section(form_id: UUID) -> ResponseReturnValue:
    """From the title, in the language of whoever adds it, to its own page."""
    person, title = signed_in_person(), words_in(request.form, "title")
    if not title:
        flash(_("A section needs a title first."), "error")
        return redirect(url_for(".show", form_id=form_id, _anchor="new-section"), 303)
    with transaction():
        section = services.add_section(draft_for(form_id, person), title, by=person)
    return redirect(url_for(".show", form_id=form_id, _anchor=f"s-{section.key}"), 303)


@bp.route("/<uuid:form_id>/sections/<key>", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def section(form_id: UUID, key: str) -> ResponseReturnValue:
    """Its title, its help, and when it is shown."""
    person, error = signed_in_person(), ""
    kept = _section(form_id, key)
    if request.method == "POST" and not wants_another_look(request.form):
        try:
            changed = _sent_section(kept)
        except BadDefinition as problem:
            error = problem.sentence
        else:
            with transaction():
                draft = draft_for(form_id, person)
                seen = request.form.get("seen", "")
                services.change_section(draft, changed, seen=seen, by=person)
            return redirect(url_for(".show", form_id=form_id, _anchor=f"s-{key}"), 303)
    return _section_page(form_id, kept, error=error)


def _section(form_id: UUID, key: str) -> Section:
    draft = draft_for(form_id, signed_in_person())
    found = queries.definition_of(draft).section(key)
    if found is None:
        raise NotFound(_("There is no such section (any more)."))
    return found


def _sent_section(kept: Section) -> Section:
    rows = condition_rows_in(request.form, kept=kept.show_if)
    sent = section_json_in(request.form, kept.key) | {"show_if": condition_from_rows(rows)}
    return Section.from_json(sent)


def _section_page(form_id: UUID, kept: Section, *, error: str) -> ResponseReturnValue:
    form = queries.get_form(form_id, seen_by=signed_in_person())
    definition = queries.definition_of(draft_for(form_id, signed_in_person()))
    given, rows = kept.to_json(), rows_of_condition(kept.show_if)
    if request.method == "POST":
        given = section_json_in(request.form, kept.key)
        rows = condition_rows_in(request.form, kept=kept.show_if)
    page = form_page(
        "section.html",
        form,
        tab="questions",
        section=kept,
        title=in_words(kept.title) or kept.key,
        given=given,
        is_gate=kept.key == definition.gate.key,
        error=error,
        seen=request.form.get("seen") or fingerprint(kept),
        condition=condition_shown(definition, rows, but=[q.key for q in kept.questions]),
        said=condition_said(definition, kept.show_if),
    )
    return page, 422 if error else 200


@bp.post("/<uuid:form_id>/sections/<key>/move")
@open_to(Audience.STAFF, **BUILDERS)
def move_section(form_id: UUID, key: str) -> ResponseReturnValue:
    person, up = signed_in_person(), request.form.get("to") == "up"
    with refusing(), transaction():
        services.move_section(draft_for(form_id, person), key, up=up, by=person)
    return redirect(url_for(".show", form_id=form_id, _anchor=f"s-{key}"), 303)


@bp.route("/<uuid:form_id>/sections/<key>/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def remove_section(form_id: UUID, key: str) -> ResponseReturnValue:
    person = signed_in_person()
    if request.method == "POST":
        with refusing(), transaction():
            services.remove_section(draft_for(form_id, person), key, by=person)
        return redirect(url_for(".show", form_id=form_id), 303)
    form, kept = queries.get_form(form_id, seen_by=person), _section(form_id, key)
    return form_page("remove_section.html", form, tab="questions", section=kept)
