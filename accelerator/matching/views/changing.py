"""Staff: a change by hand with its effect before it is saved, and two proposals side by side."""

from collections.abc import Iterable
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.matching.edits import Named, edit_of
from accelerator.matching.errors import CannotBe, ChangedMeanwhile
from accelerator.matching.forms.proposing import ChangeForm
from accelerator.matching.models import Matching, ProposedPair, RuleKind
from accelerator.matching.queries.cast import cast_of
from accelerator.matching.queries.pairings import sides_in
from accelerator.matching.queries.proposals import pairs_of
from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.rules.explanations import Effect
from accelerator.matching.services.by_hand import Word, apply_edit, drop_rule, effect_of, set_rule
from accelerator.matching.views.blueprint import bp
from accelerator.matching.views.doors import (
    COHORT,
    MANAGE,
    ONE,
    cohort_of_staff,
    matching_of_staff,
    page,
)
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.web.access import Audience, open_to
from hub.web.acting import said_no

OUT_OF_TIME = _l("The effect was not found in time. Please try again, or with a lower floor.")


@bp.route(f"{ONE}/change", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def change(matching_id: UUID) -> ResponseReturnValue:
    found, form = matching_of_staff(matching_id), ChangeForm()
    named = _named() if request.method == "GET" else _sent(form)
    try:
        if form.validate_on_submit():
            return _apply(found, form)
        effect = effect_of(found, edit_of(named), by=signed_in_person())
    except NotSolvedInTime:
        flash(str(OUT_OF_TIME), "bad")
    except HubError as refusal:
        said_no(refusal)
    else:
        return _effect(found, named, effect=effect)
    return redirect(url_for(".show", matching_id=matching_id), 303)


@bp.get(f"{ONE}/compare")
@open_to(Audience.STAFF, permission=MANAGE)
def compare(matching_id: UUID) -> ResponseReturnValue:
    one = matching_of_staff(matching_id)
    other = matching_of_staff(_id(request.args.get("other", "")) or matching_id)
    if other.cohort_id != one.cohort_id:
        return redirect(url_for(".show", matching_id=matching_id), 303)
    pairs, theirs = ({(p.startup_id, p.mentor_id): p for p in pairs_of(m)} for m in (one, other))
    return page(
        "compare",
        one.cohort,
        one=one,
        other=other,
        only_one=_by_name(p for key, p in pairs.items() if key not in theirs),
        only_other=_by_name(p for key, p in theirs.items() if key not in pairs),
        both=_by_name(p for key, p in pairs.items() if key in theirs),
    )


@bp.post(f"{COHORT}/marks")
@open_to(Audience.STAFF, permission=MANAGE)
def mark(cohort_id: UUID) -> ResponseReturnValue:
    """Take a lock or a ban back, or set one outside of any proposal."""
    found, form, person = cohort_of_staff(cohort_id), ChangeForm(), signed_in_person()
    startup_id, mentor_id = _id(form.startup.data or ""), _id(form.mentor.data or "")
    kind = form.kind.data or ""
    if form.validate() and startup_id and mentor_id and kind in ("free", *RuleKind):
        try:
            with transaction():
                startup, mentor = sides_in(found, startup_id, mentor_id=mentor_id)
                if kind == "free":
                    drop_rule(found, startup, mentor=mentor, by=person)
                else:
                    word = Word(RuleKind(kind), form.reason.data or "")
                    set_rule(found, startup, mentor=mentor, word=word, by=person)
        except HubError as refusal:
            said_no(refusal)
    return redirect(url_for(".cohort", cohort_id=cohort_id, _anchor="rules"), 303)


def _apply(found: Matching, form: ChangeForm) -> ResponseReturnValue:
    named = _sent(form)
    try:
        with transaction():
            new = apply_edit(
                found,
                edit_of(named),
                by=signed_in_person(),
                version=form.expected or 0,
                reason=form.reason.data or "",
            )
    except (CannotBe, ChangedMeanwhile) as refusal:
        said_no(refusal)
        return redirect(url_for(".show", matching_id=found.id), 303)
    flash(_("Kept as proposal %(number)s. The one before stays, to compare.", number=new.number))
    where = url_for(".show", matching_id=new.id, startup=named.startup, mentor=named.mentor)
    return redirect(where, 303)


def _effect(found: Matching, named: Named, *, effect: Effect) -> str:
    form = ChangeForm(formdata=None, data=vars(named) | {"version": found.version})
    return page(
        "change",
        found.cohort,
        matching=found,
        named=named,
        effect=effect,
        names=cast_of(found).names,
        form=form,
    )


def _named() -> Named:
    """Of the address; `instead` is the choice of the form for moves and swaps."""
    asked = {name: request.args.get(name, "") for name in vars(Named("", "", ""))}
    instead = request.args.get("instead", "").split()
    if len(instead) == 2:
        asked |= {"kind": instead[0], "other_mentor": instead[1]}
    if len(instead) == 3:
        asked |= dict(zip(("kind", "other_startup", "other_mentor"), instead, strict=True))
    return Named(**asked)


def _sent(form: ChangeForm) -> Named:
    return Named(**{name: form[name].data or "" for name in vars(Named("", "", ""))})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _by_name(pairs: Iterable[ProposedPair]) -> list[ProposedPair]:
    return sorted(pairs, key=lambda each: (each.startup.name, -each.fit))
