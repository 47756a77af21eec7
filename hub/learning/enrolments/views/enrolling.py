"""Coming into a class, where one stands in it, and leaving."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Gone, HubError, Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.classes.queries.seats import pool_of
from hub.learning.enrolments import services
from hub.learning.enrolments.forms.enrolling import EmptyForm, EnrolForm, LeaveForm
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.entry import sentence, why_not
from hub.learning.enrolments.queries.finding import live_enrolment, newest_enrolment
from hub.learning.enrolments.queries.shown import place_shown
from hub.learning.enrolments.rules.entry import Obstacle
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.enrolments.showing import links_of
from hub.learning.enrolments.views.blueprint import bp
from hub.learning.enrolments.views.doors import RUN, run_of_reader
from hub.organisations.queries import organisations_of
from hub.places.queries import counts
from hub.web.access import Audience, open_to
from hub.web.acting import said_no
from hub.web.paging import pager_of


def _take(enrolment: Enrolment, *, by: User) -> Enrolment:
    """After the cut-off, for who waits."""
    return services.enrol(enrolment.run, by=by)


ANSWERS: dict[str, Callable[..., Enrolment]] = {
    "accept": services.accept,
    "decline": services.decline,
    "take": _take,
}
#: Nothing that somebody could do about it on the form.
FINAL = frozenset(Obstacle) - {Obstacle.KEY_NEEDED, Obstacle.WRONG_KEY}


@bp.get(f"{RUN}/enrol")
@open_to(Audience.PEOPLE)
def enrol(slug: str) -> ResponseReturnValue:
    run, person = run_of_reader(slug), signed_in_person()
    if live_enrolment(run, person) is not None:
        return redirect(url_for(".place", slug=slug))
    return _form(run, EnrolForm())


@bp.post(f"{RUN}/enrol")
@open_to(Audience.PEOPLE)
def send_enrolment(slug: str) -> ResponseReturnValue:
    run, person, form = run_of_reader(slug), signed_in_person(), EnrolForm()
    form.offer(organisations_of(person))
    if not form.validate():
        return _form(run, form), 422
    wish = services.Wish(form.chosen, form.note.data or "",
                         key_fits=services.key_fits(run, form.key.data or ""))  # fmt: skip
    try:
        with transaction():
            made = services.enrol(run, by=person, wish=wish)
    except Invalid as refusal:
        form.refuse_all(refusal)
        return _form(run, form), 422
    except (Conflict, NotAllowed) as refusal:
        said_no(refusal)
        return _form(run, form), refusal.status
    flash(_welcome(made), "ok")
    return redirect(url_for(".place", slug=slug), 303)


@bp.get(f"{RUN}/place")
@open_to(Audience.PEOPLE)
def place(slug: str) -> ResponseReturnValue:
    run, person = run_of_reader(slug), signed_in_person()
    enrolment = newest_enrolment(run, person)
    if enrolment is None:
        return redirect(url_for(".enrol", slug=slug))
    shown = place_shown(enrolment, cursor=request.args.get("cursor"))
    return render_template(
        "hub/learning/enrolments/place.html",
        shown=shown,
        run=run,
        pager=pager_of(shown.page) if shown.page else {},
        links=links_of([enrolment])[enrolment.id],
        leave_label=_leaving(shown.standing),
        person=person,
    )


@bp.post(f"{RUN}/place/<answer>")
@open_to(Audience.PEOPLE)
def answer_place(slug: str, answer: str) -> ResponseReturnValue:
    """The same buttons as behind the mail's link, for who is signed in."""
    if answer not in ANSWERS or not EmptyForm().validate():
        raise NotFound(_("There is no such answer."))
    run, person = run_of_reader(slug), signed_in_person()
    try:
        with transaction():
            enrolment = ANSWERS[answer](_own(run), by=person)
    except (Conflict, Gone) as refusal:
        said_no(refusal)
    else:
        flash(_welcome(enrolment), "ok")
    return redirect(url_for(".place", slug=slug), 303)


@bp.route(f"{RUN}/place/leave", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def leave(slug: str) -> ResponseReturnValue:
    run, person, form = run_of_reader(slug), signed_in_person(), LeaveForm()
    enrolment = _own(run)
    if not form.validate_on_submit():
        shown = place_shown(enrolment)
        page = "hub/learning/enrolments/leave.html"
        return render_template(page, shown=shown, run=run, form=form), 422 if form.errors else 200
    try:
        with transaction():
            services.leave(enrolment, by=person, reason=form.reason.data or "")
    except HubError as refusal:
        said_no(refusal)
    else:
        flash(_("You have left. What you have learnt stays with you."), "ok")
    return redirect(url_for(".place", slug=slug), 303)


def _form(run: ClassRun, form: EnrolForm) -> str:
    person = signed_in_person()
    memberships = organisations_of(person)
    form.offer(memberships)
    found = why_not(run, person)
    in_the_way = found if found and found.obstacle in FINAL else None
    return render_template(
        "hub/learning/enrolments/enrol.html",
        run=run,
        form=form,
        counts=counts(pool_of(run)),
        needs_key=run.entry is Entry.KEY,
        by_approval=run.entry is Entry.APPROVAL,
        asks_organisation=len(memberships) > 1,
        refusal=sentence(run, in_the_way, zone=person.zone) if in_the_way else "",
        missing=in_the_way.missing if in_the_way else (),
        person=person,
    )


def _leaving(standing: Standing) -> str:
    match standing:
        case Standing.CONFIRMED:
            return _("Leave my place")
        case Standing.ASKED:
            return _("Take the request back")
    return _("Leave the line")


def _own(run: ClassRun) -> Enrolment:
    """Raises: NotFound."""
    found = newest_enrolment(run, signed_in_person())
    if found is None:
        raise NotFound(_("There is no such enrolment, or it is not yours."))
    return found


def _welcome(enrolment: Enrolment) -> str:
    match enrolment.state:
        case Standing.CONFIRMED:
            return _("You have a place. Welcome!")
        case Standing.WAITING:
            return _("You are in line. When a place becomes free for you, we write to you.")
        case Standing.ASKED:
            return _("Your request is with those who keep the class. They answer by mail.")
        case Standing.DECLINED:
            return _("You have declined, and the place goes to the next in line. Thank you for "
                     "telling us.")  # fmt: skip
    return _("It is noted.")
