"""The rubric of a round, for staff: criteria, weights, order, words of the marks."""

from dataclasses import replace
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from accelerator.reviews.forms.rounds import (
    CriterionForm,
    RubricSourceForm,
    anchors_in,
    criterion_fields,
    rubric_sources,
)
from accelerator.reviews.models import Round
from accelerator.reviews.queries.rounds import get_round, rounds_to_copy
from accelerator.reviews.queries.rubrics import (
    begun_reviews,
    presets,
    rubric_of,
    shares_of,
    what_it_does,
)
from accelerator.reviews.rules.drafting import CriterionDraft
from accelerator.reviews.services.rounds import set_rubric
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from accelerator.vocabulary.words import missing_languages
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.choices import options
from hub.web.forms import HubForm

BASE = "/admin/rounds/<uuid:round_id>/rubric"


@bp.route(BASE, methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def rubric(round_id: UUID) -> ResponseReturnValue:
    """All criteria; posted: their weights and order."""
    round_, form = round_to_run(round_id), HubForm()
    if form.validate_on_submit():
        return _saved(round_, _weighed(round_))
    sources = RubricSourceForm(formdata=None)
    sources.source.choices = options(rubric_sources(presets(), rounds_to_copy(round_)))
    begun, handed_in = begun_reviews(round_)
    return page(
        "staff_rubric",
        round_,
        form=form,
        sources=sources,
        criteria=rubric_of(round_),
        shares=shares_of(round_),
        used=begun + handed_in,
        lacking=missing_languages,
    )


@bp.route(f"{BASE}/criterion", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def criterion(round_id: UUID) -> ResponseReturnValue:
    """One criterion, named by `?key=`; without it a new one."""
    round_ = round_to_run(round_id)
    was = _named(round_, request.args.get("key", ""))
    form = CriterionForm(data=criterion_fields(was) | {"version": round_.version})
    anchors = anchors_in(request.form) if form.is_submitted() else was.anchors
    if form.validate_on_submit():
        try:
            return _saved(
                round_,
                _with(round_, form.draft(was.key, anchors)),
                expected=form.version.data,
                show=False,
            )
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.form_errors = [str(refusal)]
    return page("staff_criterion", round_, form=form, was=was, anchors=anchors, codes=LANGUAGES)


@bp.post(f"{BASE}/remove")
@open_to(Audience.STAFF, permission=MANAGE)
def remove_criterion(round_id: UUID) -> ResponseReturnValue:
    round_ = round_to_run(round_id)
    key = request.form.get("key", "")
    return _saved(round_, [each for each in rubric_of(round_) if each.key != key])


@bp.post(f"{BASE}/take")
@open_to(Audience.STAFF, permission=MANAGE)
def take_rubric(round_id: UUID) -> ResponseReturnValue:
    """Take over a ready-made rubric, or another round's, instead of what is there."""
    round_ = round_to_run(round_id)
    kind, _colon, name = request.form.get("source", "").partition(":")
    if kind == "preset" and name in presets():
        return _saved(round_, list(presets()[name][1]))
    try:
        other = get_round(UUID(name), by=signed_in_person())
    except ValueError:
        flash(_("Please choose from the list."), "bad")
        return back("rubric", round_)
    return _saved(round_, rubric_of(other))


def _saved(
    round_: Round,
    drafts: list[CriterionDraft],
    *,
    expected: int | None = None,
    show: bool = True,
) -> ResponseReturnValue:
    """Save and say what it does; with `show` a refusal becomes a message on the rubric's page."""
    effects = what_it_does(round_, drafts)
    try:
        with transaction():
            set_rubric(round_, drafts, expected=expected, by=signed_in_person())
    except (Invalid, Conflict) as refusal:
        if not show:
            raise
        flash(str(refusal), "bad")
    else:
        flash(" ".join([_("Saved."), *effects]), "info" if effects else "ok")
    return back("rubric", round_)


def _weighed(round_: Round) -> list[CriterionDraft]:
    """The rubric with the weights and places of the form; what is no number stays."""

    def number(name: str, otherwise: int) -> int:
        text = request.form.get(name, "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise

    drafts = [
        replace(draft, weight=number(f"weight-{draft.key}", draft.weight))
        for draft in rubric_of(round_)
    ]
    places = {d.key: number(f"place-{d.key}", n) for n, d in enumerate(drafts, start=1)}
    return sorted(drafts, key=lambda draft: places[draft.key])


def _named(round_: Round, key: str) -> CriterionDraft:
    if not key:
        return CriterionDraft(name={}, weight=20)
    found = next((each for each in rubric_of(round_) if each.key == key), None)
    if found is None:
        raise NotFound(_("There is no such criterion."))
    return found


def _with(round_: Round, draft: CriterionDraft) -> list[CriterionDraft]:
    drafts = rubric_of(round_)
    if not draft.key:
        return [*drafts, draft]
    return [draft if each.key == draft.key else each for each in drafts]
