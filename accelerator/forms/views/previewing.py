"""The form as an applicant sees it, in each language, with its conditions at work."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from accelerator.forms import queries
from accelerator.forms.rules import (
    AnswerRefused,
    Definition,
    flags,
    from_form,
    keep,
    missing,
    refusals,
    section_shown,
    visible,
    visible_gate,
)
from accelerator.forms.views.blueprint import BUILDERS, bp
from accelerator.vocabulary.words import in_words
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import LANGUAGES, language, speaking
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.route("/<uuid:form_id>/preview", methods=["GET", "POST"])
@open_to(Audience.STAFF, **BUILDERS)
def preview(form_id: UUID) -> ResponseReturnValue:
    """Nothing of what is filled in is kept."""
    form = queries.get_form(form_id, seen_by=signed_in_person())
    number = request.args.get("version", type=int)
    version = queries.version_numbered(form, number) if number else queries.draft_of(form)
    version = version or queries.live_version(form)
    if version is None:
        raise NotFound(_("There is no such version of this form."))
    wanted = request.values.get("in", language())
    spoken = wanted if wanted in LANGUAGES else language()
    with speaking(spoken):
        definition = queries.definition_of(version)
        page = _filled_in(definition)
        return render_template(
            "accelerator/forms/preview.html",
            form=form,
            version=version,
            spoken=spoken,
            **page,
        )


def _filled_in(definition: Definition) -> dict[str, Any]:
    answers = _answers(definition)
    tried = request.method == "POST"
    found = missing(definition, answers) if "check" in request.form else []
    refused = [in_words(rule.reason) for rule in refusals(definition, answers)]
    return {
        "answers": answers,
        "gate": section_shown(visible_gate(definition, answers)),
        "sections": [section_shown(each) for each in visible(definition, answers)],
        "errors": {each.question.key: each.why for each in found},
        "refused": refused,
        "flagged": [in_words(rule.reason) for rule in flags(definition, answers)] if tried else [],
        "checked": "check" in request.form,
    }


def _answers(definition: Definition) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for key, value in from_form(definition, request.form).items():
        question = definition.question(key)
        if question is not None:
            try:
                answers[key] = keep(question, value)
            except AnswerRefused:
                answers[key] = None
    return answers
