"""Rules: whom the eligibility check refuses, and what screening looks at twice."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.forms import queries, services
from accelerator.forms.builder import condition_shown
from accelerator.forms.forms import (
    condition_from_rows,
    condition_rows_in,
    rows_of_condition,
    rule_json_in,
    wants_another_look,
)
from accelerator.forms.names import condition_said
from accelerator.forms.rules import BadDefinition, Definition, Rule
from accelerator.forms.rules.editing import new_key
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.forms.views.frame import draft_for, form_page, refusing
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.get("/<uuid:form_id>/rules")
@open_to(Audience.STAFF, **BUILDERS)
def rules(form_id: UUID) -> ResponseReturnValue:
    form = queries.get_form(form_id, seen_by=signed_in_person())
    version = queries.draft_of(form) or queries.live_version(form)
    definition = queries.definition_of(version) if version else Definition()
    rows = [
        (rule, in_words(rule.reason) or rule.key, condition_said(definition, rule.condition))
        for rule in definition.rules
    ]
    return form_page("rules.html", form, tab="rules", rows=rows)


@bp.route("/<uuid:form_id>/new-rule", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def new_rule(form_id: UUID) -> ResponseReturnValue:
    return _edit(form_id, Rule("new", {"any": []}), is_new=True)


@bp.route("/<uuid:form_id>/rules/<key>", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def rule(form_id: UUID, key: str) -> ResponseReturnValue:
    definition = queries.definition_of(draft_for(form_id, signed_in_person()))
    kept = next((each for each in definition.rules if each.key == key), None)
    if kept is None:
        raise NotFound(_("There is no such rule (any more)."))
    return _edit(form_id, kept, is_new=False)


@bp.post("/<uuid:form_id>/rules/<key>/remove")
@open_to(Audience.STAFF, **BUILDERS)
def remove_rule(form_id: UUID, key: str) -> ResponseReturnValue:
    person = signed_in_person()
    with refusing(), transaction():
        services.remove_rule(draft_for(form_id, person), key, by=person)
    flash(_("The rule is taken out."), "success")
    return redirect(url_for(".rules", form_id=form_id), 303)


def _edit(form_id: UUID, kept: Rule, *, is_new: bool) -> ResponseReturnValue:
    person, error = signed_in_person(), ""
    definition = queries.definition_of(draft_for(form_id, person))
    if request.method == "POST" and not wants_another_look(request.form):
        try:
            sent = _sent(definition, kept, is_new=is_new)
            with transaction():
                services.put_rule(draft_for(form_id, person), sent, by=person)
            return redirect(url_for(".rules", form_id=form_id), 303)
        except BadDefinition as problem:
            error = problem.sentence
    return _page(form_id, kept, definition=definition, error=error, is_new=is_new)


def _sent(definition: Definition, kept: Rule, *, is_new: bool) -> Rule:
    """Raises BadDefinition."""
    given = rule_json_in(request.form, kept.key)
    condition = condition_from_rows(condition_rows_in(request.form, kept=kept.condition))
    if condition is None:
        raise BadDefinition("/condition", _("Please choose what the rule asks about."))
    if not given["reason"]:
        raise BadDefinition("/reason", _("Please write the reason, in one language at least."))
    if is_new:
        taken = {each.key for each in definition.rules}
        given["key"] = new_key(given["reason"], taken=taken, otherwise="rule")
    given["code"] = given["code"] or given["key"].replace("_", "-")
    return Rule.from_json(given | {"condition": condition}, "")


def _page(
    form_id: UUID, kept: Rule, *, definition: Definition, error: str, is_new: bool
) -> ResponseReturnValue:
    form = queries.get_form(form_id, seen_by=signed_in_person())
    given, rows = kept.to_json(), rows_of_condition(None if is_new else kept.condition)
    if request.method == "POST":
        given = rule_json_in(request.form, kept.key)
        rows = condition_rows_in(request.form, kept=kept.condition)
    page = form_page(
        "rule.html",
        form,
        tab="rules",
        given=given,
        kept=kept,
        is_new=is_new,
        error=error,
        condition=condition_shown(definition, rows),
    )
    return page, 422 if error else 200
