"""Founders report a month, and later what became of them; staff read it."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accelerator.participations.forms.months import CheckInForm, FollowUpForm
from accelerator.participations.models import CheckIn, Disposition, FollowUp, Participation
from accelerator.participations.names import DISPOSITIONS, MONTHS
from accelerator.participations.permissions import can_look_after, can_work
from accelerator.participations.queries.numbers import (
    compared_in,
    metrics_of,
    numbers_before,
    numbers_in,
)
from accelerator.participations.queries.parts import part_of
from accelerator.participations.queries.startups import state_of
from accelerator.participations.services.checking_in import LooksLikeASlip, hand_in, note_read
from accelerator.participations.services.following_up import answer_follow_up
from accelerator.participations.views.blueprint import bp
from accelerator.participations.views.doors import MANAGE, participation_of_reader
from accelerator.participations.views.numbers import written
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

HERE = "/participations/<uuid:participation_id>"


@bp.route(f"{HERE}/months/<uuid:check_in_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def month(participation_id: UUID, check_in_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    check_in = part_of(CheckIn, check_in_id, participation=participation)
    form = CheckInForm.of(check_in)
    metrics = metrics_of(participation.cohort.programme_id)
    currency = participation.cohort.programme.currency
    form.with_numbers(metrics, known=numbers_in(check_in), currency=currency)
    if form.validate_on_submit() and _kept(form, check_in):
        flash(_("Thank you. The month is handed in."), "ok")
        return redirect(url_for(".show", participation_id=participation.id))
    shown = _month_page(form, check_in, participation=participation)
    return shown, 422 if form.is_submitted() else 200


@bp.post(f"{HERE}/months/<uuid:check_in_id>/read")
@open_to(Audience.STAFF, permission=MANAGE)
def read_month(participation_id: UUID, check_in_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    check_in = part_of(CheckIn, check_in_id, participation=participation)
    with transaction():
        note_read(check_in, by=g.shown_person)
    return redirect(url_for(".cohort", cohort_id=participation.cohort_id))


@bp.route(f"{HERE}/follow-ups/<uuid:follow_up_id>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def follow_up(participation_id: UUID, follow_up_id: UUID) -> ResponseReturnValue:
    participation = participation_of_reader(participation_id)
    asked = part_of(FollowUp, follow_up_id, participation=participation)
    form = FollowUpForm(obj=asked, data={"highlights": asked.note})
    currency = participation.cohort.programme.currency
    metrics = metrics_of(participation.cohort.programme_id)
    form.with_numbers(metrics, known=asked.numbers, currency=currency)
    if form.validate_on_submit() and _answered(form, asked):
        flash(_("Thank you. It helps those who come after you."), "ok")
        return redirect(url_for(".show", participation_id=participation.id))
    shown = _follow_up_page(form, asked, participation=participation)
    return shown, 422 if form.is_submitted() else 200


def _follow_up_page(form: FollowUpForm, asked: FollowUp, *, participation: Participation) -> str:
    return render_template(
        "accelerator/participations/follow_up.html",
        form=form,
        asked=asked,
        participation=participation,
        works=can_work(g.shown_person, participation),
        is_early=asked.due_on > now().date(),
        disposition=DISPOSITIONS[asked.disposition] if asked.disposition else "",
    )


def _kept(form: CheckInForm, check_in: CheckIn) -> bool:
    said = form.said()
    if said is None:
        return False
    try:
        with transaction():
            hand_in(check_in, said, by=g.shown_person, version=form.expected)
    except LooksLikeASlip as refusal:
        form.refuse_numbers(refusal.errors)
        form.is_meant.flags.asked = True
        return False
    except Invalid as refusal:
        form.refuse_all(refusal)
        form.refuse_numbers(refusal.errors)
        return False
    return True


def _answered(form: FollowUpForm, asked: FollowUp) -> bool:
    said = form.said()
    if said is None:
        return False
    try:
        with transaction():
            answer_follow_up(
                asked,
                Disposition(form.disposition.data),
                numbers=said.numbers,
                note=said.highlights,
                by=g.shown_person,
            )
    except Invalid as refusal:
        form.refuse_numbers(refusal.errors)
        return False
    return True


def _month_page(form: CheckInForm, check_in: CheckIn, *, participation: Participation) -> str:
    before, currency = numbers_before(check_in), participation.cohort.programme.currency
    return render_template(
        "accelerator/participations/month.html",
        form=form,
        check_in=check_in,
        participation=participation,
        works=can_work(g.shown_person, participation)
        and check_in.reviewed_at is None
        and check_in.opens_at <= now(),
        is_staff=can_look_after(g.shown_person, participation),
        state=MONTHS[state_of(check_in)],
        before={
            row.metric.key: written(before.get(row.metric.key), row.metric, currency=currency)
            for row in form.rows
        },
        compared=compared_in(check_in, numbers_in(check_in)),
    )
