"""All sessions of a cohort for its staff, hours that were given, and tables of both to keep."""

from dataclasses import replace
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accelerator.sessions.forms.office_hours import LimitForm
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.queries import after
from accelerator.sessions.queries import sessions as queries
from accelerator.sessions.queries.office_hours import limit_in
from accelerator.sessions.queries.sessions import Part, Sought
from accelerator.sessions.services.office_hours import set_limit
from accelerator.sessions.views.blueprint import bp
from accelerator.sessions.views.doors import MANAGE, cohort_of_staff
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db, transaction
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to
from hub.web.exports import Format, export
from hub.web.paging import pager_of

COHORT = "/admin/cohorts/<uuid:cohort_id>/sessions"


@bp.get(COHORT)
@open_to(Audience.STAFF, permission=MANAGE)
def cohort(cohort_id: UUID) -> ResponseReturnValue:
    found, person = cohort_of_staff(cohort_id), signed_in_person()
    part = Part.PAST if request.args.get("part") == Part.PAST else Part.COMING
    sought = replace(_sought(), part=part)
    page = queries.page_in(found, seen_by=person, sought=sought, cursor=request.args.get("cursor"))
    startups, mentors = queries.names_in(found, seen_by=person)
    return render_template(
        "accelerator/sessions/cohort.html",
        cohort=found,
        page=page,
        pager=pager_of(page),
        sought=sought,
        startups=startups,
        mentors=mentors,
        formats=list(Format),
        limit=LimitForm(formdata=None, data={"each": limit_in(found)}),
        person=person,
    )


@bp.get(f"{COHORT}.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def sessions_table(cohort_id: UUID, format: str) -> Response:
    found, person = cohort_of_staff(cohort_id), signed_in_person()
    query = queries.sessions_in(found, seen_by=person, sought=_sought())
    rows = list(db.session.scalars(query.order_by(MentorSession.starts_at)).unique())
    return export(
        after.session_columns(),
        after.session_rows(rows),
        name=f"sessions-{found.slug}",
        format=_format(format),
    )


@bp.get(f"{COHORT}/hours")
@open_to(Audience.STAFF, permission=MANAGE)
def hours(cohort_id: UUID) -> ResponseReturnValue:
    found = cohort_of_staff(cohort_id)
    rows = after.hours_given(found, seen_by=signed_in_person())
    return render_template(
        "accelerator/sessions/hours.html",
        cohort=found,
        rows=rows,
        houses=after.by_house(rows),
        minutes=sum(each.minutes for each in rows),
        formats=list(Format),
    )


@bp.get(f"{COHORT}/hours.<format>")
@open_to(Audience.STAFF, permission=MANAGE)
def hours_table(cohort_id: UUID, format: str) -> Response:
    found = cohort_of_staff(cohort_id)
    rows = after.hours_given(found, seen_by=signed_in_person())
    return export(
        after.hours_columns(),
        after.hours_rows(rows),
        name=f"mentoring-hours-{found.slug}",
        format=_format(format),
    )


@bp.post(f"{COHORT}/limit")
@open_to(Audience.STAFF, permission=MANAGE)
def limit(cohort_id: UUID) -> ResponseReturnValue:
    form = LimitForm()
    if form.validate():
        with transaction():
            set_limit(cohort_of_staff(cohort_id), form.each.data or 1, by=signed_in_person())
        flash(_("Saved."), "ok")
    else:
        flash(_("From 1 to 20."), "bad")
    return redirect(url_for(".cohort", cohort_id=cohort_id), 303)


def _sought() -> Sought:
    state = request.args.get("state", "")
    return Sought(
        state=SessionState(state) if state in set(SessionState) else None,
        startup_id=_id(request.args.get("startup", "")),
        mentor_id=_id(request.args.get("mentor", "")),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _format(format: str) -> Format:
    if format not in set(Format):
        raise NotFound(_("There is no such table."))
    return Format(format)
