"""The pool of reviewers, for staff; and everybody's own profile as one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.programmes.models import Programme
from accelerator.reviews.forms.reviewers import (
    ImportForm,
    InviteReviewerForm,
    ProfileForm,
    ReviewersForm,
    profile_fields,
)
from accelerator.reviews.queries.reviewers import (
    awaited,
    get_reviewer,
    organisations_to_name,
    pool,
    programmes_to_invite_to,
    reviewer_for,
)
from accelerator.reviews.rules.sheets import COLUMNS, MOST_ROWS, NoSheet, Row, Unreadable, rows_in
from accelerator.reviews.services import reviewers as services
from accelerator.reviews.services.importing import Imported, import_reviewers
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE
from accelerator.vocabulary.terms import Expertise, Sector, label_of
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import LANGUAGE_NAMES
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export

LARGEST_SHEET = 512 * 1024


@bp.get("/admin/reviewers")
@open_to(Audience.STAFF, permission=MANAGE)
def reviewers() -> ResponseReturnValue:
    form = ReviewersForm(request.args)
    form.offer()
    sought = form.sought() if form.validate() else ReviewersForm(None).sought()
    return render_template(
        "accelerator/reviews/staff_reviewers.html",
        form=form,
        pool=pool(sought),
        awaited=awaited(),
        knows=lambda value: label_of(Expertise, value),
        sector=lambda value: label_of(Sector, value),
        language_names=LANGUAGE_NAMES,
        viewer_zone=signed_in_person().zone,
    )


@bp.get("/admin/reviewers.csv")
@open_to(Audience.STAFF, permission=MANAGE)
def reviewers_sheet() -> ResponseReturnValue:
    """The pool as a table that can be read in again."""
    columns = {name: name for name in ("name", *COLUMNS)}
    rows = [
        (
            each.reviewer.user.name,
            each.reviewer.user.email,
            "; ".join(each.reviewer.languages),
            "; ".join(each.reviewer.expertise),
            "; ".join(each.reviewer.sectors),
            each.reviewer.capacity,
            "; ".join(each.reviewer.aliases),
        )
        for each in pool()
    ]
    return export(columns, rows, name="reviewers", format=Format.CSV)


@bp.route("/admin/reviewers/invite", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def invite_reviewer() -> ResponseReturnValue:
    person = signed_in_person()
    form = InviteReviewerForm(capacity=15, language=person.language, languages=["en"])
    form.offer(organisations_to_name())
    form.offer_programmes(programmes_to_invite_to(person))
    if form.validate_on_submit():
        try:
            _invite(form)
        except Invalid as refusal:
            form.refuse_all(refusal)
        except Conflict as refusal:
            form.refuse("email", refusal)
        else:
            flash(_("The invitation to %(email)s is on its way.", email=form.email.data), "ok")
            return redirect(url_for(".reviewers"))
    shown = render_template("accelerator/reviews/staff_reviewer_invite.html", form=form)
    return shown, 422 if form.errors else 200


@bp.route("/admin/reviewers/import", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def import_sheet() -> ResponseReturnValue:
    form, done = ImportForm(), None
    form.offer_programmes(programmes_to_invite_to(signed_in_person()))
    if form.validate_on_submit():
        try:
            rows = rows_in(form.file.data.read(LARGEST_SHEET))
        except NoSheet as odd:
            form.refuse("file", _why(odd.why))
        else:
            done = _import(form, rows)
    shown = render_template(
        "accelerator/reviews/staff_reviewers_import.html", form=form, done=done, columns=COLUMNS
    )
    return shown, 422 if form.errors else 200


@bp.route("/admin/reviewers/<uuid:reviewer_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def reviewer(reviewer_id: UUID) -> ResponseReturnValue:
    found = get_reviewer(reviewer_id)
    form = ProfileForm(data=profile_fields(found))
    form.offer(organisations_to_name())
    if form.validate_on_submit() and _changed(reviewer_id, form):
        return redirect(url_for(".reviewers"))
    shown = render_template("accelerator/reviews/staff_reviewer.html", form=form, reviewer=found)
    return shown, 422 if form.errors else 200


@bp.post("/admin/reviewers/<uuid:reviewer_id>/pause")
@open_to(Audience.STAFF, permission=MANAGE)
def pause_reviewer(reviewer_id: UUID) -> ResponseReturnValue:
    """Or call them back, with `back` in the form."""
    found, person = get_reviewer(reviewer_id), signed_in_person()
    with transaction():
        (services.resume if "back" in request.form else services.pause)(found, by=person)
    flash(_("Saved."), "ok")
    return redirect(url_for(".reviewer", reviewer_id=reviewer_id))


@bp.route("/reviews/profile", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def profile() -> ResponseReturnValue:
    """One's own."""
    found = reviewer_for(signed_in_person())
    if found is None:
        raise NotFound(_("You are not a reviewer of the programme."))
    form = ProfileForm(data=profile_fields(found))
    form.offer(organisations_to_name())
    if form.validate_on_submit() and _changed(found.id, form):
        return redirect(url_for(".profile"))
    shown = render_template("accelerator/reviews/profile.html", form=form, reviewer=found)
    return shown, 422 if form.errors else 200


def _changed(reviewer_id: UUID, form: ProfileForm) -> bool:
    try:
        with transaction():
            found = get_reviewer(reviewer_id)
            services.change_reviewer(found, form.profile(), by=signed_in_person())
    except Invalid as refusal:
        form.refuse_all(refusal)
        return False
    flash(_("Saved."), "ok")
    return True


def _invite(form: InviteReviewerForm) -> None:
    asked = services.ToInvite(form.email.data or "", form.language.data or "")
    with transaction():
        programme = _programme(form.programme.data)
        services.invite_reviewer(asked, form.profile(), programme=programme, by=signed_in_person())


def _import(form: ImportForm, rows: list[Row]) -> Imported:
    with transaction():
        programme = _programme(form.programme.data)
        return import_reviewers(rows, programme=programme, by=signed_in_person())


def _programme(named: str) -> Programme:
    offered = programmes_to_invite_to(signed_in_person())
    return next(each for each in offered if str(each.id) == named)


def _why(why: Unreadable) -> str:
    return {
        Unreadable.NOT_TEXT: _("This is no CSV table in UTF-8."),
        Unreadable.NO_EMAIL_COLUMN: _("The first line must name a column email."),
        Unreadable.TOO_LONG: _("At most %(most)s rows at once, please.", most=MOST_ROWS),
    }[why]
