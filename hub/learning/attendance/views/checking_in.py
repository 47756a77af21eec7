"""A learner checks in: by typing the code, or by the address in the QR."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import HubError
from hub.learning.attendance.forms import CodeForm, EmptyForm
from hub.learning.attendance.models import Attendance, Source
from hub.learning.attendance.queries.register import session_by_code
from hub.learning.attendance.services import checking_in as services
from hub.learning.attendance.views.blueprint import bp
from hub.web.access import Audience, open_to


@bp.route("/check-in", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def check_in() -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        code = services.cleaned(form.code.data or "")
        return _checked_in(code, Source.CODE, form=form)
    return render_template("hub/learning/attendance/check_in.html", form=form), (
        422 if form.errors else 200
    )


@bp.route("/check-in/<code>", methods=["GET", "POST"])
@open_to(Audience.PEOPLE)
def check_in_here(code: str) -> ResponseReturnValue:
    """What the QR opens: one button, for looking at an address changes nothing."""
    form = EmptyForm()
    if form.validate_on_submit():
        return _checked_in(services.cleaned(code), Source.QR)
    session = session_by_code(services.cleaned(code))
    if session is None:
        return redirect(url_for(".check_in"), 303)
    return render_template("hub/learning/attendance/check_in_here.html", session=session)


def _checked_in(code: str, source: Source, *, form: CodeForm | None = None) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            attendance = services.check_in(code, by=person, source=source)
    except HubError as refusal:
        form = form or CodeForm(code=code)
        form.refuse("code", refusal)
        page = render_template("hub/learning/attendance/check_in.html", form=form)
        return page, refusal.status
    return _done(attendance)


def _done(attendance: Attendance) -> ResponseReturnValue:
    person = signed_in_person()
    return render_template(
        "hub/learning/attendance/checked_in.html", attendance=attendance, person=person
    )
