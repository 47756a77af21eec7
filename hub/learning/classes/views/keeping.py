"""Classes for those who keep them: the list, a new one, what it says, how one enters it."""

from datetime import datetime
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.errors import Invalid
from hub.core.formats import wall
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.learning.classes import services
from hub.learning.classes.forms.keeping import (
    CopyForm,
    EntryForm,
    KeptForm,
    NewRunForm,
    RunForm,
    entry_of,
    kept_of,
    uuid_of,
)
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.classes.queries.keeping import cohorts_to_name, courses_to_run
from hub.learning.classes.queries.runs import RunsKept, kept_page
from hub.learning.classes.views.blueprint import bp
from hub.learning.classes.views.cards import cards_of
from hub.learning.classes.views.doors import MANAGE, ONE, done, run_of_keeper, shown, to_run
from hub.organisations.names import KINDS
from hub.organisations.queries import sites
from hub.web.access import Audience, open_to
from hub.web.paging import pager_of


@bp.get("/admin/classes")
@open_to(Audience.STAFF, permission=MANAGE)
def kept() -> ResponseReturnValue:
    form, person = KeptForm(request.args), signed_in_person()
    form.validate()
    sought = RunsKept(
        (form.q.data or "").strip(), form.state.data or "", uuid_of(request.args.get("course"))
    )
    page = kept_page(sought, by=person, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/classes/kept.html",
        form=form,
        cards=cards_of(page.items, None),
        pager=pager_of(page),
        is_narrowed=bool(sought.text or sought.state or sought.course),
        course=sought.course,
        person=person,
    )


@bp.route("/admin/classes/new", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def new() -> ResponseReturnValue:
    courses = courses_to_run(signed_in_person())
    form = NewRunForm(course=request.args.get("course"))
    form.offer(sites())
    form.offer_courses(courses)
    made: list[ClassRun] = []

    def act() -> str:
        made.append(_made(form))
        return _("The class is made. Plan its sessions, then publish it.")

    return to_run(made[0].id) if done(form, act) else shown(form, "new", courses=courses)


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def edit(run_id: UUID) -> ResponseReturnValue:
    run, person = run_of_keeper(run_id), signed_in_person()
    form = RunForm(data=kept_of(run))
    form.offer(sites())

    def act() -> str:
        draft = form.draft(sites())
        services.change_run(run_of_keeper(run_id), draft, by=person, expected=form.expected)
        return _("It is saved.")

    return to_run(run_id) if done(form, act) else shown(form, "edit", run=run)


@bp.route(f"{ONE}/entry", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def entry(run_id: UUID) -> ResponseReturnValue:
    """How one gets a place, and for whom it is. A new key is shown once, on this page."""
    run = run_of_keeper(run_id)
    form = EntryForm(data=entry_of(run))
    form.offer(cohorts_to_name(signed_in_person()), KINDS)
    # Drawn before the transaction, for it takes its time.
    key = services.new_key() if form.is_submitted() and _needs_key(run, form) else None

    def act() -> str:
        _set_entry(run_of_keeper(run_id), form, key=key)
        return _("It is saved.")

    if not done(form, act):
        return shown(form, "entry", run=run, key=None)
    if key is None:
        return to_run(run_id)
    form.version.data = str(run.version)
    return render_template("hub/learning/classes/entry.html", run=run, form=form, key=key)


@bp.route(f"{ONE}/copy", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def copy(run_id: UUID) -> ResponseReturnValue:
    run, form = run_of_keeper(run_id), CopyForm()
    made: list[ClassRun] = []

    def act() -> str:
        copied, skipped = _copied(run_of_keeper(run_id), form)
        made.append(copied)
        for when in skipped:
            flash(_("Not copied: the clocks skip %(when)s.", when=wall(when)), "warn")
        return _("The class is copied. Rooms, video rooms and a key are to be given anew.")

    return to_run(made[0].id) if done(form, act) else shown(form, "copy", run=run)


def _made(form: NewRunForm) -> ClassRun:
    courses = courses_to_run(signed_in_person())
    course = next((each for each in courses if str(each.id) == form.course.data), None)
    if course is None:
        sentence = _("Please choose a course.")
        raise Invalid(sentence, errors={"course": [sentence]})
    return services.make_run(
        course, form.draft(sites()), seats=form.seats.data or 0, by=signed_in_person()
    )


def _copied(run: ClassRun, form: CopyForm) -> tuple[ClassRun, list[datetime]]:
    slug = (form.slug.data or "").strip()
    starts = form.starts.data or to_wall(now(), run.zone)
    return services.duplicate(run, starts_local=starts, slug=slug, by=signed_in_person())


def _needs_key(run: ClassRun, form: EntryForm) -> bool:
    return form.entry.data == Entry.KEY and (run.key_hash is None or "new_key" in request.form)


def _set_entry(run: ClassRun, form: EntryForm, *, key: services.EnrolmentKey | None) -> None:
    person = signed_in_person()
    services.set_entry(run, Entry(form.entry.data), by=person, key=key, expected=form.expected)
    services.set_audience(run, form.audience(), by=person)
