"""Why an application stands where it does: each mark, what was made of it, the panel's talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications.models import Application
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import AssignmentState, Round, RoundState
from accelerator.reviews.queries.marks import PanelMark, marks_on, notes_on
from accelerator.reviews.queries.ranking import entered_application, left_out_for, runs_of
from accelerator.reviews.rules.comparing import from_json
from accelerator.reviews.rules.scores import Scale, Scored, Scores
from accelerator.reviews.services import discussion
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, page, round_to_run
from accelerator.reviews.views.scoring_page import BANDS, ScaleRow, per_cent, shown
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

BASE = "/admin/rounds/<uuid:round_id>/ranking/<uuid:application_id>"
#: Of marks that were in and count no more.
FALLEN = AssignmentState.CONFLICTED


@dataclass(frozen=True)
class MarkRow:
    """A mark, and how its reader marks: "0.9 below the panel"."""

    mark: PanelMark
    scale: str


@bp.get(BASE)
@open_to(Audience.STAFF, permission=MANAGE)
def why(round_id: UUID, application_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    application = entered_application(round_, application_id, by=person)
    scores = _newest(round_)
    scored = _scored(scores, str(application_id))
    return page(
        "ranking_why",
        round_,
        application=application,
        numbers=list(_numbers(scored)),
        reasons=list(_reasons(scored, scores)),
        marks=_marks(round_, application, scores=scores),
        fallen=[MarkRow(m, "") for _id, m in marks_on(round_, application.id, state=FALLEN)],
        notes=notes_on(round_.id, application.id),
        takes_notes=round_.state is RoundState.DISCUSSION,
        shown=shown,
    )


@bp.post(f"{BASE}/notes")
@open_to(Audience.STAFF, permission=MANAGE)
def note_by_staff(round_id: UUID, application_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            round_ = round_to_run(round_id)
            application = entered_application(round_, application_id, by=person)
            discussion.note(round_, application, text=request.form.get("text", ""), by=person)
    except (Invalid, RoundStands) as refusal:
        flash(str(refusal), "error")
    address = url_for("reviews.why", round_id=round_id, application_id=application_id)
    return redirect(f"{address}#discussion", 303)


def _marks(round_: Round, application: Application, *, scores: Scores | None) -> list[MarkRow]:
    scales = {each.reader: each for each in scores.readers} if scores else {}
    return [
        MarkRow(mark, _scale(scales.get(str(reader_id))))
        for reader_id, mark in marks_on(round_, application.id)
    ]


def _newest(round_: Round) -> Scores | None:
    runs = runs_of(round_, left_out_for(round_, signed_in_person()))
    return from_json(runs[0].result) if runs else None


def _scored(scores: Scores | None, application_id: str) -> Scored | None:
    rows = scores.applications if scores else ()
    return next((each for each in rows if each.application == application_id), None)


def _scale(scale: Scale | None) -> str:
    return ScaleRow(scale, "").said if scale else ""


def _numbers(scored: Scored | None) -> Iterator[tuple[str, str]]:
    if scored is None:
        return
    if scored.rank is not None:
        yield _("Rank"), str(scored.rank)
    yield _("Raw mean"), shown(scored.mean) or "–"
    yield _("Spread"), shown(scored.spread) or "–"
    if scored.calibrated is not None:
        yield _("Calibrated"), shown(scored.calibrated)
    if scored.band:
        yield _("Band"), str(BANDS[scored.band][0])


def _reasons(scored: Scored | None, scores: Scores | None) -> Iterator[str]:
    """In plain words, what was made of the marks."""
    if scored is None or scores is None or scored.mean is None or scored.calibrated is None:
        return
    moved = scored.calibrated - scored.mean
    if moved > 0.05:
        yield _(
            "Its readers are stricter than the panel, or its marks lie below the middle: "
            "%(mean)s becomes %(value)s.",
            mean=shown(scored.mean),
            value=shown(scored.calibrated),
        )
    elif moved < -0.05:
        yield _(
            "Its readers are kinder than the panel, or its marks lie above the middle: "
            "%(mean)s becomes %(value)s.",
            mean=shown(scored.mean),
            value=shown(scored.calibrated),
        )
    else:
        yield _("Its readers mark like the panel, so its mark stays what it was.")
    if scored.low is not None and scored.high is not None:
        yield _(
            "With 95 %% certainty its mark lies between %(low)s and %(high)s.",
            low=shown(scored.low),
            high=shown(scored.high),
        )
    if scored.p_top is not None:
        yield _(
            "With %(seats)s seats it is among the best in %(chance)s of the cases that fit "
            "these marks.",
            seats=scores.seats,
            chance=per_cent(scored.p_top),
        )
