"""One question: choose its kind, write it, move it, copy it, take it out."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries, ready_made, services
from accelerator.forms.builder import Editor, condition_shown
from accelerator.forms.errors import CannotEdit, FormChanged
from accelerator.forms.forms import (
    condition_from_rows,
    condition_rows_in,
    question_json_in,
    rows_of_condition,
    wants_another_look,
)
from accelerator.forms.forms.rows import lines_of_choices, with_keys
from accelerator.forms.names import COLUMN_KINDS, KINDS, STAGES
from accelerator.forms.rules import BadDefinition, Definition, Kind, Question, shown
from accelerator.forms.rules.editing import fingerprint, new_key, question_keys, who_asks_about
from accelerator.forms.rules.settings import CURRENCIES, TERMS, FileKind
from accelerator.forms.rules.showing.limits import FILE_KINDS
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.forms.views.frame import draft_for, form_page, refusing
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import language
from hub.web.access import Audience, open_to

#: Rows to fill in when one asked for more.
MORE_ROWS = 8


@bp.get("/<uuid:form_id>/add-question")
@open_to(Audience.STAFF, **BUILDERS)
def choose_kind(form_id: UUID) -> ResponseReturnValue:
    """What kind of question, or one that the house knows already."""
    person = signed_in_person()
    form = queries.get_form(form_id, seen_by=person)
    taken = question_keys(queries.definition_of(draft_for(form_id, person)))
    known = [
        (key, in_words(question.label), KINDS[question.kind])
        for key, question in ready_made.well_known_questions().items()
        if key not in taken
    ]
    return form_page(
        "choose_kind.html",
        form,
        tab="questions",
        kinds=[(kind.value, *words) for kind, words in KINDS.items()],
        known=known,
        section=request.args.get("section", ""),
    )


@bp.post("/<uuid:form_id>/add-question")
@open_to(Audience.STAFF, **BUILDERS)
def add_known_question(form_id: UUID) -> ResponseReturnValue:
    """One that the house knows by its key, as it is."""
    person, key = signed_in_person(), request.form.get("key", "")
    known = ready_made.well_known_questions().get(key)
    if known is None:
        raise NotFound(_("There is no such question (any more)."))
    with refusing(), transaction():
        question = replace(known, show_if=None)
        section = request.form.get("section", "")
        services.add_question(draft_for(form_id, person), question, to=section, by=person)
    return redirect(url_for(".show", form_id=form_id, _anchor=f"q-{key}"), 303)


@bp.route("/<uuid:form_id>/new-question", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def new_question(form_id: UUID) -> ResponseReturnValue:
    person, kind = signed_in_person(), _kind(request.values.get("kind", Kind.SHORT_TEXT))
    definition = queries.definition_of(draft_for(form_id, person))
    section = request.values.get("section", "")
    question = Question("new", kind)
    if request.method == "GET" or wants_another_look(request.form):
        return _page(form_id, question, definition=definition, section=section)
    try:
        sent = _sent(question)
        key = new_key(sent.label, taken=question_keys(definition), otherwise="question")
        with transaction():
            draft = draft_for(form_id, person)
            services.add_question(draft, replace(sent, key=key), to=section, by=person)
    except (BadDefinition, CannotEdit) as refusal:
        page = _page(form_id, question, definition=definition, section=section, refusal=refusal)
        return page, 422
    if "another" in request.form:
        return redirect(url_for(".choose_kind", form_id=form_id, section=section), 303)
    return redirect(url_for(".show", form_id=form_id, _anchor=f"q-{key}"), 303)


@bp.route("/<uuid:form_id>/questions/<key>", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def question(form_id: UUID, key: str) -> ResponseReturnValue:
    person = signed_in_person()
    definition = queries.definition_of(draft_for(form_id, person))
    kept = _question(definition, key)
    if request.method == "GET" or wants_another_look(request.form):
        return _page(form_id, kept, definition=definition)
    try:
        sent, seen = _sent(kept), request.form.get("seen", "")
        with transaction():
            services.change_question(draft_for(form_id, person), sent, seen=seen, by=person)
    except (BadDefinition, CannotEdit, FormChanged) as refusal:
        status = refusal.status if isinstance(refusal, FormChanged) else 422
        return _page(form_id, kept, definition=definition, refusal=refusal), status
    flash(_("The question is saved."), "success")
    return redirect(url_for(".show", form_id=form_id, _anchor=f"q-{key}"), 303)


@bp.post("/<uuid:form_id>/questions/<key>/move")
@open_to(Audience.STAFF, **BUILDERS)
def move_question(form_id: UUID, key: str) -> ResponseReturnValue:
    person, up = signed_in_person(), request.form.get("to") == "up"
    with refusing(), transaction():
        services.move_question(draft_for(form_id, person), key, up=up, by=person)
    return redirect(url_for(".show", form_id=form_id, _anchor=f"q-{key}"), 303)


@bp.post("/<uuid:form_id>/questions/<key>/copy")
@open_to(Audience.STAFF, **BUILDERS)
def copy_question(form_id: UUID, key: str) -> ResponseReturnValue:
    person = signed_in_person()
    with transaction():
        copy = services.duplicate_question(draft_for(form_id, person), key, by=person)
    return redirect(url_for(".question", form_id=form_id, key=copy.key), 303)


@bp.route("/<uuid:form_id>/questions/<key>/remove", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def remove_question(form_id: UUID, key: str) -> ResponseReturnValue:
    person = signed_in_person()
    if request.method == "POST":
        with refusing(), transaction():
            services.remove_question(draft_for(form_id, person), key, by=person)
        return redirect(url_for(".show", form_id=form_id), 303)
    form = queries.get_form(form_id, seen_by=person)
    definition = queries.definition_of(draft_for(form_id, person))
    kept, others = _question(definition, key), who_asks_about(definition, key)
    return form_page("remove_question.html", form, tab="questions", question=kept, others=others)


def _kind(given: str) -> Kind:
    try:
        return Kind(given)
    except ValueError as odd:
        raise NotFound(_("There is no such kind of question.")) from odd


def _question(definition: Definition, key: str) -> Question:
    found = definition.question(key)
    if found is None:
        raise NotFound(_("There is no such question (any more)."))
    return found


def _sent_json(kept: Question) -> dict[str, Any]:
    rows = condition_rows_in(request.form, kept=kept.show_if)
    sent = question_json_in(request.form, kind=kept.kind, key=kept.key)
    return sent | {"show_if": condition_from_rows(rows)}


def _sent(kept: Question) -> Question:
    """Raises BadDefinition, also for a question without any text."""
    sent = Question.from_json(_sent_json(kept), "")
    if not sent.label:
        raise BadDefinition("/label", _("Please write the question, in one language at least."))
    return sent


def _page(
    form_id: UUID,
    kept: Question,
    *,
    definition: Definition,
    section: str = "",
    refusal: Exception | None = None,
) -> str:
    form = queries.get_form(form_id, seen_by=signed_in_person())
    is_new = kept.key == "new" and definition.question("new") is None
    return form_page(
        "question.html",
        form,
        tab="questions",
        editor=_editor(definition, kept, refusal=refusal),
        kept=kept,
        is_new=is_new,
        section=section,
        refusal=str(refusal) if refusal else "",
        seen=_seen(definition, kept, refusal=refusal),
        look=_as_asked(kept),
        stages=STAGES,
        column_kinds=COLUMN_KINDS,
        currencies=CURRENCIES,
        terms=TERMS,
        file_kinds=[(kind.value, FILE_KINDS[kind]) for kind in FileKind],
        lines_of_choices=lines_of_choices,
    )


def _seen(definition: Definition, kept: Question, *, refusal: Exception | None) -> str:
    """Who was told that it changed meanwhile has seen it as it is now."""
    if isinstance(refusal, FormChanged):
        return fingerprint(definition.question(kept.key) or kept)
    return request.form.get("seen") or fingerprint(kept)


def _editor(definition: Definition, kept: Question, *, refusal: Exception | None) -> Editor:
    given, rows = kept.to_json(), rows_of_condition(kept.show_if)
    if request.method == "POST":
        given = question_json_in(request.form, kind=kept.kind, key=kept.key)
        rows = condition_rows_in(request.form, kept=kept.show_if)
    if request.form.get("look") == "programmes":
        given["settings"]["options"] = _with_programmes(given["settings"].get("options", []))
    errors = {}
    if isinstance(refusal, BadDefinition):
        errors = {refusal.path.strip("/"): refusal.sentence}
    return Editor(
        kind=kept.kind,
        given=given,
        condition=condition_shown(definition, rows, but=[kept.key]),
        errors=errors,
        spare=MORE_ROWS if request.form.get("more") else 2,
    )


def _as_asked(kept: Question) -> Any:
    """The question as an applicant sees it now; nothing while it cannot be drawn."""
    if request.method == "GET":
        return shown(kept) if kept.label else None
    try:
        return shown(Question.from_json(_sent_json(kept), ""))
    except BadDefinition:
        return None


def _with_programmes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices there are, and the programmes that are not among them yet."""
    have = {text for row in rows for text in row["label"].values()}
    names = [name for _kind, _id, name in queries.owners_for(signed_in_person())]
    more = [{"key": "", "label": {language(): name}} for name in names if name not in have]
    return with_keys([*rows, *more])
