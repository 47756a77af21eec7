"""Who reads what, for staff: proposed, looked at, applied; and single reads by hand."""

from functools import partial
from typing import TypeVar
from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.reviews.forms.assigning import BanForm, GiveForm, PlanForm
from accelerator.reviews.models import Round, RoundState
from accelerator.reviews.queries.assigning import (
    PlanSettings,
    assignable,
    get_plan,
    get_read,
    plans_of,
    readers_for,
    reckoned,
)
from accelerator.reviews.queries.bans import bans_of, get_ban
from accelerator.reviews.queries.entries import entered
from accelerator.reviews.queries.parties import outlook
from accelerator.reviews.queries.reviewers import get_reviewer
from accelerator.reviews.rules.promises import even_load
from accelerator.reviews.services import assigning as services
from accelerator.reviews.services import plans
from accelerator.reviews.views.assigning_plan import PlanShown, shown_plan
from accelerator.reviews.views.blueprint import bp
from accelerator.reviews.views.rounds_frame import MANAGE, back, page, round_to_run
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Busy, Conflict, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to
from hub.web.choices import options
from hub.web.paging import leaf_of, pager_of

ON_A_PAGE = 50
BASE = "/admin/rounds/<uuid:round_id>"
G = TypeVar("G", bound=GiveForm)


@bp.get(f"{BASE}/assignment")
@open_to(Audience.STAFF, permission=MANAGE)
def assignment(round_id: UUID) -> ResponseReturnValue:
    """The newest plan of one's own, or that of `?plan=`."""
    round_ = round_to_run(round_id)
    return _page(round_, _form(round_), plan=_asked_for(round_))


@bp.post(f"{BASE}/assignment")
@open_to(Audience.STAFF, permission=MANAGE)
def propose(round_id: UUID) -> ResponseReturnValue:
    """Reckon a plan and show it. Nobody is given anything yet."""
    round_, person = round_to_run(round_id), signed_in_person()
    form = _form(round_)
    if not form.validate_on_submit():
        return _page(round_, form, plan=_asked_for(round_))
    settings = form.settings()
    try:
        outcome = reckoned(assignable(round_, person, settings=settings).problem)
        with transaction():
            plan = plans.keep_plan(round_, outcome, settings=settings, by=person)
    except (Busy, Conflict) as refusal:
        flash(str(refusal), "bad")
        return back("assignment", round_)
    return back("assignment", round_, plan=plan.id)


@bp.post(f"{BASE}/plans/<uuid:plan_id>/apply")
@open_to(Audience.STAFF, permission=MANAGE)
def apply_plan(round_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    plan = get_plan(round_, plan_id, by=person)
    try:
        with transaction():
            new = plans.apply_plan(plan, round_, by=person)
    except Conflict as refusal:
        flash(str(refusal), "bad")
        return back("assignment", round_)
    flash(ngettext("One read is given out.", "%(num)s reads are given out.", new), "ok")
    return back("coverage", round_)


@bp.route(f"{BASE}/reads", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def give_read(round_id: UUID) -> ResponseReturnValue:
    """One read by hand; `?application=` chooses it beforehand."""
    round_, person = round_to_run(round_id), signed_in_person()
    form = _offered(round_, GiveForm(data={"application": request.args.get("application")}))
    if form.validate_on_submit():
        application = entered(round_, person)[UUID(form.application.data)]
        try:
            with transaction():
                reviewer = get_reviewer(UUID(form.reviewer.data))
                services.give_read(round_, application, to=reviewer, by=person)
        except (Conflict, NotFound) as refusal:
            form.refuse("reviewer", refusal)
        else:
            flash(_("The read is given."), "ok")
            return back("coverage", round_)
    return page("staff_give_read", round_, form=form)


@bp.route(f"{BASE}/reads/<uuid:assignment_id>", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def move_read(round_id: UUID, assignment_id: UUID) -> ResponseReturnValue:
    """Take a read away, or hand it on to the reviewer who is named."""
    round_, person = round_to_run(round_id), signed_in_person()
    read = get_read(round_, assignment_id, by=person)
    form = _offered(round_, GiveForm(), nobody=_("Nobody yet"))
    if form.is_submitted():
        try:
            with transaction():
                if form.reviewer.data:
                    reviewer = get_reviewer(UUID(form.reviewer.data))
                    services.hand_on(read, to=reviewer, by=person)
                else:
                    services.take_read(read, by=person)
        except (Conflict, NotFound, ValueError) as refusal:
            form.reviewer.errors = [str(refusal)]
        else:
            flash(_("The read has moved."), "ok")
            return back("coverage", round_)
    return page("staff_move_read", round_, form=form, read=read)


@bp.route(f"{BASE}/bans", methods=["GET", "POST"])
@open_to(Audience.STAFF, permission=MANAGE)
def bans(round_id: UUID) -> ResponseReturnValue:
    """Who is kept from what, without calling it a conflict."""
    round_, person = round_to_run(round_id), signed_in_person()
    form = _offered(round_, BanForm(data={"application": request.args.get("application")}))
    if form.validate_on_submit():
        application = entered(round_, person)[UUID(form.application.data)]
        reviewer = get_reviewer(UUID(form.reviewer.data))
        with transaction():
            services.ban(reviewer, application, by=person, reason=form.reason.data or "")
        flash(_("%(name)s is kept from it.", name=reviewer.user.name), "ok")
        return back("bans", round_)
    made = bans_of(round_, by=person, cursor=request.args.get("cursor"))
    return page("staff_bans", round_, form=form, bans=made.items, pager=pager_of(made))


@bp.post(f"{BASE}/bans/lift")
@open_to(Audience.STAFF, permission=MANAGE)
def lift_ban(round_id: UUID) -> ResponseReturnValue:
    round_, person = round_to_run(round_id), signed_in_person()
    named = request.form.get("ban", type=UUID)
    if named is None:
        raise NotFound(_("There is no such ban."))
    with transaction():
        services.lift_ban(get_ban(round_, named, by=person), by=person)
    flash(_("Lifted."), "ok")
    return back("bans", round_)


def _form(round_: Round) -> PlanForm:
    fresh = round_.state is RoundState.DRAFT
    found = outlook(round_, signed_in_person())
    even = even_load(round_.reads_each * found.applications, found.mosts)
    first = PlanSettings(reads_each=round_.reads_each, most=even or None, afresh=fresh)
    return PlanForm(data=vars(first))


def _asked_for(round_: Round) -> PlanShown | None:
    person = signed_in_person()
    named = request.args.get("plan", "")
    mine = plans_of(round_, by=person)
    plan = next((each for each in mine if str(each.id) == named), mine[0] if mine else None)
    return shown_plan(plan, round_, by=person) if plan else None


def _page(round_: Round, form: PlanForm, *, plan: PlanShown | None) -> ResponseReturnValue:
    found = outlook(round_, signed_in_person())
    address = partial(url_for, "reviews.assignment", round_id=round_.id, _anchor="by-application")
    leaf = leaf_of(len(plan.applications) if plan else 0, size=ON_A_PAGE, at=address)
    return page(
        "staff_assignment",
        round_,
        form=form,
        plan=plan,
        by_application=plan.applications[leaf.part] if plan else [],
        pager=leaf.pager,
        applications=found.applications,
        readers=len(found.mosts),
        standing=found.standing,
        changeable=round_.state in (RoundState.DRAFT, RoundState.OPEN),
    )


def _offered(round_: Round, form: G, *, nobody: str = "") -> G:
    """`nobody` is the label of the empty choice, if there is one."""
    person = signed_in_person()
    form.application.choices = options(
        (str(each.id), f"{each.reference} · {each.headline}")
        for each in entered(round_, person).values()
    )
    named = [
        (
            str(each.commitment.reviewer_id),
            _("%(name)s (%(has)s of %(most)s)", name=each.commitment.reviewer.user.name,
              has=each.reads, most=each.commitment.most),
        )
        for each in readers_for(round_)
    ]  # fmt: skip
    form.reviewer.choices = options([("", nobody), *named] if nobody else named)
    return form
