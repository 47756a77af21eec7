"""Before handing in: everything once more, and all that is missing. Handing in, and its receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.applications import services
from accelerator.applications.errors import Incomplete, NotEligible
from accelerator.applications.forms.applying import WithdrawForm
from accelerator.applications.models import Application, Revision
from accelerator.applications.queries import (
    get_application,
    is_changed,
    last_revision,
    profile_changes,
)
from accelerator.applications.rules.carrying import PART_NAMES, said_part
from accelerator.applications.rules.words import TIMINGS
from accelerator.applications.views.blueprint import bp
from accelerator.applications.views.papers import receipt_of
from accelerator.applications.views.sheets import Sheet
from accelerator.applications.views.writing import BASE, sheet_of
from accelerator.forms.rules import Missing, is_blank, missing, section_shown, visible
from accelerator.forms.rules.showing import SectionShown
from accelerator.programmes.rules.intake import Timing
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import in_transaction, transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.paper.receipts import receipt as paper
from hub.web.access import Audience, open_to


@bp.get(f"{BASE}/review")
@open_to(Audience.PEOPLE)
def review(application_id: UUID) -> ResponseReturnValue:
    return _page(sheet_of(application_id))


@bp.post(f"{BASE}/submit")
@open_to(Audience.PEOPLE)
def submit(application_id: UUID) -> ResponseReturnValue:
    """However often it is pressed, it is handed in once."""
    sheet = sheet_of(application_id)
    try:
        in_transaction(lambda: services.submit(sheet.application, by=sheet.person))
    except Incomplete:
        return _page(sheet_of(application_id)), 422
    except NotEligible as refusal:
        return _page(sheet_of(application_id), reasons=refusal.reasons), 422
    return redirect(url_for(".receipt", application_id=application_id))


@bp.get(f"{BASE}/receipt")
@open_to(Audience.PEOPLE)
def receipt(application_id: UUID) -> ResponseReturnValue:
    application, revision = _handed_in(application_id)
    return render_template(
        "accelerator/applications/receipt.html",
        application=application,
        revision=revision,
        timing=TIMINGS[revision.timing],
    )


@bp.get(f"{BASE}/receipt.pdf")
@open_to(Audience.PEOPLE)
def receipt_pdf(application_id: UUID) -> ResponseReturnValue:
    application, revision = _handed_in(application_id)
    content = paper(receipt_of(application, revision, reader=signed_in_person()))
    name = f"{application.reference}-{revision.number}.pdf"
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.route(f"{BASE}/withdraw", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def withdraw(application_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    application = get_application(application_id, seen_by=person)
    form = WithdrawForm()
    if form.validate_on_submit():
        with transaction():
            services.withdraw(application, by=person, reason=form.reason.data or "")
        flash(_("%(reference)s is withdrawn.", reference=application.reference), "ok")
        return redirect(url_for(".show", application_id=application_id))
    return render_template(
        "accelerator/applications/withdraw.html", application=application, form=form
    )


@dataclass(frozen=True)
class Lacking:
    """One thing that is missing, with the page where it is put right."""

    missing: Missing
    label: str
    url: str
    #: There is an answer, but it is not right yet.
    is_wrong: bool


def _page(sheet: Sheet, *, reasons: list[str] | None = None) -> str:
    application, deadline = sheet.application, sheet.deadline
    would_be = deadline.timing(now(), before=application.timing) if sheet.editing else None
    changed = is_changed(application)
    return render_template(
        "accelerator/applications/review.html",
        sheet=sheet,
        application=application,
        sections=list(_sections(sheet)),
        lacking=list(_lacking(sheet)),
        reasons=reasons or [],
        timing=TIMINGS[would_be] if would_be else None,
        is_on_time=would_be is Timing.ON_TIME,
        is_changed=changed,
        is_in=bool(application.revision) and not changed,
        changes=[
            (PART_NAMES[part], said_part(part, then), said_part(part, said))
            for part, then, said in profile_changes(application)
        ],
    )


def _sections(sheet: Sheet) -> Iterator[SectionShown]:
    for section in visible(sheet.definition, sheet.values):
        yield section_shown(section)


def _lacking(sheet: Sheet) -> Iterator[Lacking]:
    for each in missing(sheet.definition, sheet.values):
        label = next(
            (q.label for q in section_shown(each.section).questions if q.key == each.question.key),
            each.question.key,
        )
        at = url_for(
            ".write",
            application_id=sheet.application.id,
            section=each.section.key,
            _anchor=f"q-{each.question.key}-box",
        )
        is_wrong = not is_blank(sheet.values.get(each.question.key))
        yield Lacking(each, label, at, is_wrong)


def _handed_in(application_id: UUID) -> tuple[Application, Revision]:
    application = get_application(application_id, seen_by=signed_in_person())
    revision = last_revision(application)
    if revision is None:
        raise NotFound(_("This application has not been handed in."))
    return application, revision
